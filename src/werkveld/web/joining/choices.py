"""What there is to choose before somebody joins: the Monday on which to begin."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering

WEEKS_AHEAD = 8


def mondays(offering: "Offering", on: date) -> list[date]:
    """The coming ones within the offering; none where everybody begins on one day."""
    if not offering.starts_any_week:
        return []
    first = max(on + timedelta(days=1), offering.starts_on or on)
    first += timedelta(days=-first.weekday() % 7)
    coming = [first + timedelta(weeks=week) for week in range(WEEKS_AHEAD)]
    return [day for day in coming if offering.ends_on is None or day <= offering.ends_on]


def in_words(days: Sequence[date]) -> list[tuple[str, str]]:
    """For a choice: as a machine writes it, and as people say it."""
    return [(day.isoformat(), date_format(day, "l j F Y")) for day in days]
