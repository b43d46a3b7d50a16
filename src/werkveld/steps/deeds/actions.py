"""Writes the audit. The only actions that leave no deed of their own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from werkveld.ground.records import Keyed
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.rules import address


def note(verb: str, record: models.Model, *, by: Keyed, at: datetime, **detail: Any) -> Deed:
    """Call it inside the transaction of the deed itself."""
    return Deed.objects.create(by=by.key, at=at, verb=verb, record=address(record), detail=detail)


def note_all(verb: str, records: Iterable[models.Model], *, by: Keyed, at: datetime, **detail: Any) -> None:
    """One line a record, written together: for deeds that are done to many at once."""
    lines = [Deed(by=by.key, at=at, verb=verb, record=address(record), detail=detail) for record in records]
    Deed.objects.bulk_create(lines, batch_size=500)


def look(person: Keyed, *, by: Keyed, at: datetime, what: str) -> None:
    """Nothing is written when people look at themselves."""
    if person.key != by.key:
        Look.objects.create(by=by.key, person=person.key, at=at, what=what)


def look_all(people: Iterable[UUID], *, by: Keyed, at: datetime, what: str) -> None:
    """One line a person, by key and written together: for a list in which many stand."""
    lines = [Look(by=by.key, person=person, at=at, what=what) for person in people if person != by.key]
    Look.objects.bulk_create(lines, batch_size=500)
