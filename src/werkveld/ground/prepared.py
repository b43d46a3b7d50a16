"""Queries that are worked out once a process and asked many times, each time with other values.

Turning a query of five tables into SQL takes Django ten times as long as the database needs to answer it. What comes out
is what the query itself gives: rows of a `values_list`, or records with what they were selected with.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row")
Place = tuple[str, int | None]  # the name of a value, and which of many


@dataclass(frozen=True)
class _Made:
    sql: str
    params: tuple[Any, ...]
    asked: Mapping[int, Place]  # which of the parameters are given anew
    converters: Sequence[tuple[int, Any]]
    records: Callable[[Sequence[Any]], Any] | None


class Prepared(Generic[Row]):
    """`Prepared(lambda key: Offering.objects.filter(key=key), key=EXAMPLE)`, then `asked(key=key)` gives a list.

    An example stands where its value will stand, so it must be one that the query holds nowhere else. A tuple of examples is
    for `__in`: as many values may be given or fewer, but at least one. The query has an order.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **examples: Any) -> None:
        self.build, self.examples = build, examples
        self.made: dict[str, _Made] = {}

    def __call__(self, **values: Any) -> list[Row]:
        made = self.made.get(connection.vendor)
        if made is None:
            made = self.made[connection.vendor] = _make(self.build(**self.examples), self.examples)
        params = list(made.params)
        for place, (name, which) in made.asked.items():
            value = values[name]
            params[place] = _stored(value if which is None else value[min(which, len(value) - 1)], connection)
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            rows = cursor.fetchall()
        if made.converters:
            rows = [_converted(row, made.converters) for row in rows]
        return [made.records(row) for row in rows] if made.records else rows


def _make(asked: QuerySet[Any, Any], examples: Mapping[str, Any]) -> _Made:
    if not asked.ordered:
        raise ValueError("A prepared query has an order.")
    compiler = asked.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    known = dict(_places(examples))
    places = {at: known[said] for at, said in enumerate(params) if isinstance(said, str | int | UUID) and said in known}
    if set(places.values()) != set(known.values()):
        raise ValueError("Every example stands in the query, where its value will.")
    converters = compiler.get_converters([column[0] for column in compiler.select])
    records = _records(compiler) if asked.query.default_cols else None
    return _Made(sql, tuple(params), places, list(converters.items()), records)


def _places(examples: Mapping[str, Any]) -> Iterator[tuple[Any, Place]]:
    for name, example in examples.items():
        if isinstance(example, tuple):
            yield from ((_stored(one, connection), (name, at)) for at, one in enumerate(example))
        else:
            yield _stored(example, connection), (name, None)


def _stored(value: Any, database: BaseDatabaseWrapper) -> Any:
    return value.hex if isinstance(value, UUID) and not database.features.has_native_uuid_field else value


def _converted(row: Sequence[Any], converters: Sequence[tuple[int, Any]]) -> tuple[Any, ...]:
    cells = list(row)
    for at, (steps, expression) in converters:
        for step in steps:
            cells[at] = step(cells[at], expression, connection)
    return tuple(cells)


def _records(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """As Django makes records of rows, with those they were selected with and what was reckoned beside them."""
    model, alias = compiler.klass_info["model"], compiler.connection.alias
    fields = compiler.klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    related = get_related_populators(compiler.klass_info, compiler.select, alias)  # type: ignore[call-arg]  # as Django 5.2 has it

    def record(row: Sequence[Any]) -> Any:
        made = model.from_db(alias, names, row[start:end])
        for one in related:
            one.populate(row, made)
        for name, at in compiler.annotation_col_map.items():
            setattr(made, name, row[at])
        return made

    return record
