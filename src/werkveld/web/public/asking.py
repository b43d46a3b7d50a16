"""From the address of a search to what is wanted, and back: every link on the page is a search of its own."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from werkveld.steps.offerings.queries import FACETS, Found, Sort, Wanted

DIGITS = string.digits + string.ascii_lowercase
MOST_TEXT = 120
DISTANCES = (2, 5, 10, 20, 50)
ORDER = ("q", "place", "within", *FACETS, "past", "sort")


def written(key: int | None) -> str:
    """A key of paging as short as it can be in an address."""
    digits = ""
    while key:
        key, rest = divmod(key, 36)
        digits = DIGITS[rest] + digits
    return digits


def read(key: str) -> int | None:
    try:
        number = int(key, 36) if key else 0
    except ValueError:
        return None
    return number if 0 < number < 1 << 63 else None


@dataclass(frozen=True)
class Question:
    """What the address says, in one order, so that equal searches have equal addresses."""

    values: Mapping[str, tuple[str, ...]]
    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Question":
        values = {name: _clean(asked.getlist(name)) for name in ORDER}
        kept = {name: said for name, said in values.items() if said}
        return cls(kept, asked.get("after", "")[:16], asked.get("before", "")[:16])

    def one(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    @property
    def within(self) -> int:
        said = self.one("within")
        return int(said) if said.isdecimal() and int(said) in DISTANCES else 0

    @property
    def wanted(self) -> Wanted:
        sort = self.one("sort")
        return Wanted(
            text=self.one("q"),
            place=self.one("place"),
            within_km=self.within if self.one("place") else 0,
            chosen=tuple((name, self.values[name]) for name in FACETS if name in self.values),
            also_past=bool(self.one("past")),
            sort=Sort(sort) if sort in list(Sort) else None,
            after=read(self.after),
            before=read(self.before),
        )

    @property
    def is_narrowed(self) -> bool:
        """Anything chosen beside the text and the place."""
        return bool(self.values.keys() - {"q", "place", "sort"})

    def link(self, **more: Any) -> str:
        """The query of this search, from its first page."""
        pairs = [(name, value) for name in ORDER for value in self.values.get(name, ())]
        return _query([*pairs, *more.items()])

    def without(self, name: str, value: str | None = None) -> str:
        """The same search with one value fewer, or without a whole part of it."""
        gone = {"place", "within"} if name == "place" else {name}
        pairs = [
            (key, said)
            for key in ORDER
            for said in self.values.get(key, ())
            if not (key in gone and (value is None or key == "within" or said == value))
        ]
        return _query(pairs)

    def with_one(self, name: str, value: str) -> str:
        pairs = [(key, said) for key in ORDER if key != name for said in self.values.get(key, ())]
        return _query([*pairs, (name, value)] if value else pairs)


def paging(found: Found) -> dict[str, str]:
    """Addresses of the pages before and after, for a list that has no questions of its own."""
    return {
        "previous": f"?before={written(found.before)}" if found.before else "",
        "next": f"?after={written(found.after)}" if found.after else "",
    }


def _clean(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:MOST_TEXT].strip() for value in said if value.strip()))[:64]


def _query(pairs: Iterable[tuple[str, Any]]) -> str:
    query = urlencode(list(pairs))
    return f"?{query}" if query else "?"
