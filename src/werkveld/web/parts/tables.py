"""The little shapes that components read: columns, cells, entries of a time line, tabs, facets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import localize


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column head; without a label it is the empty corner, which a screen reader must not announce as a head."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: words, perhaps a link, perhaps a tone that makes it a badge."""

    text: Any
    href: str = ""
    tone: str = ""
    is_number: bool = False
    is_head: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One moment on a time line; state is done, now or next."""

    title: str
    when: str = ""
    text: str = ""
    state: str = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """One page of a row of pages."""

    url: str
    label: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One box to tick; count is None where nobody counted."""

    value: str
    label: str
    count: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """One group of boxes in a search."""

    name: str
    label: str
    options: Sequence[Option] = field(default_factory=tuple)


def cells(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> list[list[Cell]]:
    """Plain values become cells; numbers are written in the reader's language and stand under each other."""
    made = []
    for row in rows:
        line = []
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            given = value if isinstance(value, Cell) else Cell(localize(value))
            line.append(Cell(given.text, given.href, given.tone, is_number=column.is_number, is_head=at == 0))
        made.append(line)
    return made
