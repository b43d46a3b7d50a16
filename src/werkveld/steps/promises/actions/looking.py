"""Opens the records behind a figure, and writes down who looked: whose records they are can read it on their own page."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from werkveld.steps.deeds.actions import look_all, note
from werkveld.steps.people.models import Person
from werkveld.steps.promises.queries.figures import Counted
from werkveld.steps.promises.queries.records import Record, Records, records_at, records_behind, what_changed

# Kept as it is; who reads it on the own page sees the own language.
RECORDS = gettext_noop("Records behind a figure of the public promise")
DIFFERENCE = gettext_noop("Records that changed behind a figure of the public promise")
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """Addresses of some records that make a difference, how many there are, and what those that are counted now say."""

    shown: list[str]
    number: int
    lines: list[Record]


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, went and changed since the freezing."""

    added: Changed
    removed: Changed
    changed: Changed

    @property
    def number(self) -> int:
        return self.added.number + self.removed.number + self.changed.number


@transaction.atomic
def look_at_records(figure: Counted, *, after: int = 0, by: Person, at: datetime) -> Records:
    """A page of them, in order of their numbers."""
    page = records_behind(by, figure, localdate(at), after=after)
    look_all(page.people, by=by, at=at, what=RECORDS)
    note("looked at records", figure.indicator, by=by, at=at, year=figure.year, after=after, records=len(page.lines))
    return page


@transaction.atomic
def look_at_difference(figure: Counted, *, by: Person, at: datetime) -> Changes | None:
    """The records that make the frozen figure and the figure of now differ; None when they are no longer kept."""
    difference = what_changed(by, figure, localdate(at))
    if difference is None:
        return None
    parts = [
        (sorted(part)[:MOST_SHOWN], len(part)) for part in (difference.added, difference.removed, difference.changed)
    ]
    known = records_at(by, figure, localdate(at), [address for shown, _number in parts for address in shown])
    changes = Changes(
        *(Changed(shown, number, [one for one in known.lines if one.address in shown]) for shown, number in parts)
    )
    look_all(known.people, by=by, at=at, what=DIFFERENCE)
    note("looked at difference", figure.indicator, by=by, at=at, year=figure.year, records=changes.number)
    return changes
