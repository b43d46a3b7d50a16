"""Writes the audit. The only actions that leave no deed of their own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.people.models import Person


def address(record: models.Model) -> str:
    """«Enrolment:6f1c…»: the key where there is one, else the row number."""
    return f"{record._meta.object_name}:{getattr(record, 'key', None) or record.pk}"


def note(verb: str, record: models.Model, *, by: Person, at: datetime, **detail: Any) -> Deed:
    return Deed.objects.create(by=by, at=at, verb=verb, record=address(record), detail=detail)


def note_all(verb: str, records: Iterable[models.Model], *, by: Person, at: datetime, **detail: Any) -> None:
    """One line a record, written together: for deeds that are done to many at once."""
    Deed.objects.bulk_create(
        [Deed(by=by, at=at, verb=verb, record=address(record), detail=detail) for record in records], batch_size=500
    )


def look(person: Person, *, by: Person, at: datetime, what: str) -> None:
    """Nothing is written when people look at themselves."""
    if person.pk != by.pk:
        Look.objects.create(by=by, person=person, at=at, what=what)
