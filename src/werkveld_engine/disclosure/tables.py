"""Breakdowns of people that are published together; cells with one id are one number, wherever they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CellId = tuple[str, ...]


class TablesDisagree(ValueError):
    """The tables contradict themselves or each other: no rule can protect numbers that do not add up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many different people are in one group. The id is public; the number may not be."""

    id: CellId
    people: int


@dataclass(frozen=True, slots=True)
class Table:
    """One additive breakdown: each person of `total` is in exactly one of `parts`.

    List every label that could occur, with its zeros: when only labels with people are listed, the list itself
    tells who is not zero. A person who can be in two parts breaks the rule; give such people a part of their own.
    """

    name: str
    total: Cell
    parts: Mapping[str, Cell]

    @classmethod
    def of(
        cls,
        name: str,
        parts: Mapping[str, int],
        *,
        population: str | CellId | None = None,
        part_ids: Mapping[str, CellId] | None = None,
        total: int | None = None,
    ) -> "Table":
        """Build a table from plain numbers.

        :param population: the id of the total. Breakdowns of one population share it; for a nested breakdown it is
            the id of the part that is broken down, `(table name, label)`. Default: the table's own name.
        :param part_ids: ids of parts that are the same group as a cell elsewhere. Default: `(name, label)`.
        :param total: only to check; the default is the sum of the parts.
        """
        ids = part_ids or {}
        own = population if isinstance(population, tuple) else (population or name,)
        cells = {label: Cell(ids.get(label, (name, label)), people) for label, people in parts.items()}
        people = sum(parts.values()) if total is None else total
        return cls(name, Cell(own, people), cells)


def cross(name: str, rows: str, columns: str, counts: Mapping[tuple[str, str], int]) -> tuple[Table, ...]:
    """Build a cross table (programme by site): both margins, each row by column and each column by row.

    :param name: the id of the population, so that other breakdowns of it can share the total.
    :param counts: people by (row label, column label); a pair that is not there counts zero.
    :returns: 2 + rows + columns tables, named "name: rows", "name: columns", "name: rows = label", …
    """
    row_labels = sorted({row for row, _ in counts})
    column_labels = sorted({column for _, column in counts})

    def inner(row: str, column: str) -> Cell:
        return Cell((name, rows, row, columns, column), counts.get((row, column), 0))

    by_row = {row: {column: inner(row, column) for column in column_labels} for row in row_labels}
    by_column = {column: {row: inner(row, column) for row in row_labels} for column in column_labels}
    return (*_sides(name, rows, by_row), *_sides(name, columns, by_column))


def _sides(name: str, side: str, inner: Mapping[str, Mapping[str, Cell]]) -> Iterable[Table]:
    """One margin of a cross table, and for each label the line of cells behind it."""
    margin = {label: Cell((name, side, label), sum(c.people for c in line.values())) for label, line in inner.items()}
    yield Table(f"{name}: {side}", Cell((name,), sum(cell.people for cell in margin.values())), margin)
    for label, line in inner.items():
        yield Table(f"{name}: {side} = {label}", margin[label], line)


def checked(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Give the tables back when they agree; O(cells).

    :raises TablesDisagree: a negative count, parts that miss their total, two tables of one name, one id with two
        counts, one group twice in a table, or a breakdown that comes back to itself.
    """
    given = tuple(tables)
    known: dict[CellId, int] = {}
    names: set[str] = set()
    for table in given:
        if table.name in names:
            raise TablesDisagree(f"There are two tables called {table.name!r}.")
        names.add(table.name)
        _check_table(table)
        for cell in (table.total, *table.parts.values()):
            if known.setdefault(cell.id, cell.people) != cell.people:
                raise TablesDisagree(f"The group {cell.id} has two different counts.")
    return given


def _check_table(table: Table) -> None:
    counts = [cell.people for cell in table.parts.values()]
    if min(counts, default=0) < 0:
        raise TablesDisagree(f"A part of {table.name!r} is below zero.")
    if not counts or sum(counts) != table.total.people:
        raise TablesDisagree(f"The parts of {table.name!r} do not add up to its total.")
    if len({table.total.id, *(cell.id for cell in table.parts.values())}) != len(counts) + 1:
        raise TablesDisagree(f"A group stands twice in {table.name!r}.")
