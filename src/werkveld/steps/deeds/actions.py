"""Writes the audit. The only actions that leave no deed of their own."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from werkveld.ground.past import remove
from werkveld.ground.records import Keyed
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.rules import address

AT_ONCE = 500
_kept: ContextVar[list[Deed] | None] = ContextVar("kept", default=None)


@contextmanager
def written_together() -> Iterator[None]:
    """For very many deeds in one transaction: all are written at its end, in their order. What breaks it off, writes none.

    Only for who catches no refusal of an action that noted something before it refused.
    """
    lines: list[Deed] = []
    token = _kept.set(lines)
    try:
        yield
    finally:
        _kept.reset(token)
    _write(lines)


def note(verb: str, record: models.Model, *, by: Keyed, at: datetime, **detail: Any) -> Deed:
    """Call it inside the transaction of the deed itself."""
    deed = Deed(by=by.key, at=at, verb=verb, record=address(record), detail=detail)
    _write([deed])
    return deed


def note_all(verb: str, records: Iterable[models.Model], *, by: Keyed, at: datetime, **detail: Any) -> None:
    """One line a record, written together: for deeds that are done to many at once."""
    _write([Deed(by=by.key, at=at, verb=verb, record=address(record), detail=detail) for record in records])


def note_each(verb: str, rows: Iterable[tuple[models.Model, dict[str, Any]]], *, by: Keyed, at: datetime) -> None:
    """One line a record, each with a detail of its own, written together."""
    _write([Deed(by=by.key, at=at, verb=verb, record=address(record), detail=detail) for record, detail in rows])


def _write(lines: list[Deed]) -> None:
    kept = _kept.get()
    if kept is None:
        Deed.objects.bulk_create(lines, batch_size=AT_ONCE)
    else:
        kept += lines


def look(person: Keyed, *, by: Keyed, at: datetime, what: str) -> None:
    """Nothing is written when people look at themselves."""
    if person.key != by.key:
        Look.objects.create(by=by.key, person=person.key, at=at, what=what)


def look_all(people: Iterable[UUID], *, by: Keyed, at: datetime, what: str) -> None:
    """One line a person, by key and written together: for a list in which many stand."""
    lines = [Look(by=by.key, person=person, at=at, what=what) for person in people if person != by.key]
    Look.objects.bulk_create(lines, batch_size=AT_ONCE)


@transaction.atomic
def forget_deeds(*, before: datetime, most: int) -> int:
    """The database keeps everybody from deleting a deed; here its guard steps aside, within one transaction."""
    return _unguarded(lambda: remove(Deed.objects.filter(at__lt=before), most))


@transaction.atomic
def forget_looks(*, before: datetime, most: int) -> int:
    return _unguarded(lambda: remove(Look.objects.filter(at__lt=before), most))


def _unguarded(deed: Callable[[], int]) -> int:
    """Both databases put the guard back with the rest when it fails half-way."""
    if connection.vendor == "postgresql":  # a guard cannot step aside while a check on its table waits for the end
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    guards = import_module("werkveld.migrations.0002_what_was_kept_stands")
    editor = SimpleNamespace(connection=connection)
    guards.unguard(None, editor)
    count = deed()
    guards.guard(None, editor)
    return count
