"""Makes a record say what a description says, and tells what that changed."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django.db import models

Links = Mapping[str, Iterable[models.Model]]


def plain(value: Any) -> Any:
    """As it can stand in a deed: records by their name, days and amounts as text."""
    if isinstance(value, models.Model | date | time) or type(value).__name__ == "Decimal":
        return str(value)
    return value


def settle(record: models.Model, facts: Mapping[str, Any], links: Links) -> dict[str, list[Any]]:
    """Saves only what differs. Gives back, by column, what it said before and what it says now; a new record too."""
    is_new = record.pk is None
    changes = {
        name: [None if is_new else plain(getattr(record, name)), plain(value)]
        for name, value in facts.items()
        if is_new or getattr(record, name) != value
    }
    for name, value in facts.items():
        setattr(record, name, value)
    if is_new:
        record.save(force_insert=True)
    elif changes:
        record.save(update_fields=list(changes))
    return changes | _settle_links(record, links, is_new=is_new)


def _settle_links(record: models.Model, links: Links, *, is_new: bool) -> dict[str, list[Any]]:
    """The «many» side: themes of an organisation, offerings of a round."""
    changes: dict[str, list[Any]] = {}
    for name, others in links.items():
        wanted = list(others)
        before = [] if is_new else list(getattr(record, name).all())
        if {other.pk for other in before} == {other.pk for other in wanted}:
            continue
        getattr(record, name).set(wanted)
        changes[name] = [sorted(map(str, before)), sorted(map(str, wanted))]
    return changes
