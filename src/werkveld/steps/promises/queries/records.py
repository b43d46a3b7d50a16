"""The records behind a figure, for who guards it: a page at a time, and those that make a difference.

Doors come here through `actions.looking`, which writes down who looked at whom.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Min, Model, QuerySet, UUIDField, Value

from werkveld.ground.text import bilingual_column
from werkveld.steps.people.models import Partnership, Person
from werkveld.steps.promises._counting import Counter, counter_of, records_of, unpack_records
from werkveld.steps.promises._counting.counts import rows_of
from werkveld.steps.promises.models import FrozenFigure
from werkveld.steps.promises.queries.figures import Counted, allow
from werkveld_engine.explain import Difference, compare

FIRST_STRETCH, WIDER = 1_000, 8
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One line behind a figure: address, title in words, day, and what it adds (None: one)."""

    pk: int
    address: str
    title: str
    on: Any
    adds: Any
    is_example: bool


@dataclass(frozen=True, slots=True)
class Records:
    """A page: the records, the number after which the next page starts (None: no more), and whose data they are."""

    lines: list[Record]
    following: int | None
    people: frozenset[UUID]


def records_behind(reader: Person | None, figure: Counted, on: date, *, after: int = 0, size: int = 50) -> Records:
    """In order of their numbers, from the one after `after`; O(size) where the records lie close together."""
    allow(reader, on)
    counter, rows = counter_of(figure.live_version.counter), _rows(figure)
    page = _stretched(rows, _columns(counter), after, size + 1)
    records = _records(counter, rows.model, page[:size])
    return replace(records, following=records.lines[-1].pk if len(page) > size else None)


def records_at(reader: Person | None, figure: Counted, on: date, addresses: Iterable[str]) -> Records:
    """Those of these records that are still counted, in order of their numbers."""
    allow(reader, on)
    counter, rows = counter_of(figure.live_version.counter), _rows(figure)
    keys = [address.partition(":")[2] for address in addresses]
    found = list(rows.filter(key__in=keys).order_by("pk").values_list(*_columns(counter)))
    return _records(counter, rows.model, found)


def partnerships_behind(figure: Counted) -> list[Partnership]:
    """Those that are counted, for everybody, by name; of a frozen figure those of then. Empty where it counts others."""
    counter = counter_of(figure.version.counter)
    if counter.partnership is None:
        return []
    rows = rows_of(figure.version, figure.indicator.region, figure.year)
    frozen = FrozenFigure.objects.filter(pk=figure.frozen.pk).first() if figure.frozen else None
    if frozen and frozen.records:
        keys = [address.partition(":")[2] for address in unpack_records(frozen.records)]
        rows = rows.model._default_manager.filter(key__in=keys)  # noqa: SLF001  Django publishes it so
    found = Partnership.objects.filter(pk__in=rows.order_by().values(counter.partnership))
    return list(found.prefetch_related("partners__organization").order_by("name_nl", "id"))


def _columns(counter: Counter) -> list[Any]:
    who = F(f"{counter.behind}__key") if _is_of_people(counter) else Value(None, output_field=UUIDField())
    return ["pk", "key", bilingual_column(counter.title), counter.on, counter.adds or "pk", counter.example, who]


def _records(counter: Counter, model: type[Model], rows: list[Any]) -> Records:
    labels, name = _labels(model, counter.title), model.__name__
    lines = [
        Record(pk, f"{name}:{key}", str(labels.get(title, title)), day, adds if counter.adds else None, bool(example))
        for pk, key, title, day, adds, example, _who in rows
    ]
    return Records(lines, None, frozenset(row[-1] for row in rows if row[-1]))


def _rows(figure: Counted) -> Rows:
    return rows_of(figure.live_version, figure.indicator.region, figure.year)


def _is_of_people(counter: Counter) -> bool:
    return counter.is_about_people and not counter.heads


def _stretched(rows: Rows, columns: list[Any], after: int, size: int) -> list[Any]:
    """The first rows after a number, looked for in ever wider stretches of numbers.

    Asked for all numbers at once a database starts from the programmes and sorts every record before it gives the first.
    """
    every = rows.model._default_manager.filter(pk__gt=after).order_by()  # noqa: SLF001  Django publishes it so
    first, last = every.aggregate(first=Min("pk"), last=Max("pk")).values()
    if first is None:
        return []
    found: list[Any] = []
    after = first - 1
    width = FIRST_STRETCH
    while after < last and len(found) < size:
        stretch = rows.filter(pk__gt=after, pk__lte=after + width).order_by("pk")
        found += stretch.values_list(*columns)[: size - len(found)]
        after, width = after + width, width * WIDER
    return found


def _labels(model: type[Model], column: str) -> dict[Any, Any]:
    """What the codes in a column are called, where it is one with choices."""
    if "__" in column:
        return {}
    field = model._meta.get_field(column)  # noqa: SLF001  Django publishes it under this name
    return dict(getattr(field, "flatchoices", ()))


def what_changed(reader: Person | None, figure: Counted, on: date) -> Difference | None:
    """Which records make the difference between the frozen figure and now, by address; None when they are not kept."""
    allow(reader, on)
    if figure.frozen is None:
        return compare({}, {})
    kept = FrozenFigure.objects.get(pk=figure.frozen.pk)
    if not kept.records:
        return None
    return compare(unpack_records(kept.records), records_of(figure.live_version, figure.indicator.region, figure.year))
