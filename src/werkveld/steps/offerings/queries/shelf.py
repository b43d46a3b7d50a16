"""The catalogue of a region as arrays in memory, so that narrowing and counting cost no query.

A process keeps one shelf a region and asks one small query a request: has the number of the catalogue gone up? If so
it reads only the rows that were written since. 60,000 listings take some 30 MB a process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import CharField, F, QuerySet, SmallIntegerField, Value
from numpy.typing import NDArray

from werkveld.ground.prepared import Prepared
from werkveld.steps.offerings.enums import Audience, Duration
from werkveld.steps.offerings.models import Catalogue, Listing, OfferingKind
from werkveld.steps.offerings.queries.columns import MOST_BITS, Column, Rows, any_of, one_of
from werkveld.steps.offerings.rules import LEVELS
from werkveld.steps.people.models import Region, Site, Theme

ANY_WEEK = "any"
FACETS = ("phase", "theme", "kind", "campus", "level", "start", "duration", "language")


class Row(NamedTuple):
    """A listing as it is read; the order of the fields is that of the query."""

    offering_id: int
    number: int
    is_public: bool
    is_open: bool
    kind_id: int
    programme_id: int
    organization_id: int
    site_id: int | None
    themes: str
    audience: str
    language: str
    levels: int
    duration: str
    starts_on: date | None
    starts_any_week: bool
    opened_at: datetime | None
    lat: float | None
    lon: float | None


class Label(NamedTuple):
    """What a value of a facet is called; `facet` is theme, kind or campus."""

    facet: str
    pk: int
    code: str
    name_nl: str
    name_en: str
    ordering: int


@dataclass(frozen=True)
class Edition:
    """Which state of the catalogue this is: equal editions hold equal listings."""

    region: Region
    history: UUID
    number: int
    changed_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.history.hex[:12]}-{self.number}"


@dataclass
class Shelf:
    """All arrays have one place a listing, in the order of their row numbers."""

    edition: Edition
    rows: list[Row]
    labels: tuple[Label, ...]
    found: dict[str, Any] = field(default_factory=dict)  # texts that were looked up in this edition
    spots: dict[str, Any] = field(default_factory=dict)  # and places

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        return self._numbers("offering_id")

    @cached_property
    def is_public(self) -> NDArray[np.bool_]:
        return self._numbers("is_public").astype(np.bool_)

    @cached_property
    def is_open(self) -> NDArray[np.bool_]:
        return self._numbers("is_open").astype(np.bool_)

    @cached_property
    def versions(self) -> NDArray[np.int64]:
        return self._numbers("number")

    @cached_property
    def programmes(self) -> NDArray[np.int64]:
        return self._numbers("programme_id")

    @cached_property
    def organizations(self) -> NDArray[np.int64]:
        return self._numbers("organization_id")

    @cached_property
    def sites(self) -> NDArray[np.int64]:
        return self._numbers("site_id")

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Day numbers; 0 where it may start any week or no day is known."""
        days = (0 if row.starts_any_week or row.starts_on is None else row.starts_on.toordinal() for row in self.rows)
        return np.fromiter(days, dtype=np.int64, count=len(self.rows))

    @cached_property
    def opened(self) -> NDArray[np.int64]:
        """Minutes since 1970; 0 when it never opened."""
        minutes = (int(row.opened_at.timestamp() // 60) if row.opened_at else 0 for row in self.rows)
        return np.fromiter(minutes, dtype=np.int64, count=len(self.rows))

    @cached_property
    def lat_lon(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """In radians; not a number where nothing is known."""
        both = [[np.nan if value is None else value for value in (row.lat, row.lon)] for row in self.rows]
        lat, lon = np.radians(np.array(both, dtype=np.float64).reshape(-1, 2)).T
        return lat, lon

    @cached_property
    def spots_lat_lon(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
        """The same for each place once, and which of them is that of a listing: many listings are at one place."""
        lat, lon = self.lat_lon
        number: dict[tuple[float | None, float | None], int] = {}
        places = np.array([number.setdefault((row.lat, row.lon), len(number)) for row in self.rows], dtype=np.intp)
        _numbers, first = np.unique(places, return_index=True)
        return lat[first], lon[first], places

    @cached_property
    def columns(self) -> dict[str, Column]:
        """By facet, in the order in which a reader chooses."""
        kinds, campuses = self._codes("kind"), self._codes("campus")
        return {
            "phase": one_of(Audience.values, (row.audience for row in self.rows)),
            "theme": self._themes(),
            "kind": one_of(list(kinds.values()), (kinds.get(row.kind_id, "") for row in self.rows)),
            "campus": one_of(list(campuses.values()), (campuses.get(row.site_id, "") for row in self.rows)),
            "level": any_of([str(level) for level in LEVELS], (row.levels for row in self.rows)),
            "start": self._starts(),
            "duration": one_of(Duration.values, (row.duration for row in self.rows)),
            "language": one_of(sorted({r.language for r in self.rows}), (row.language for row in self.rows)),
        }

    def of_programme(self, pk: int) -> Rows:
        """Found without going through all of them."""
        order, sorted_ = self._by_programme
        return order[slice(*np.searchsorted(sorted_, (pk, pk + 1)))]

    @cached_property
    def _by_programme(self) -> tuple[Rows, NDArray[np.int64]]:
        order = np.argsort(self.programmes, kind="stable")
        return order, self.programmes[order]

    def places_of(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Where these listings stand; those that are not of this region are left out."""
        if not len(self.ids):
            return np.zeros(0, dtype=np.intp)
        at = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        kept: NDArray[np.intp] = at[self.ids[at] == ids]
        return kept

    def _numbers(self, name: str) -> NDArray[np.int64]:
        place = Row._fields.index(name)
        return np.fromiter((row[place] or 0 for row in self.rows), dtype=np.int64, count=len(self.rows))

    def _codes(self, facet: str) -> dict[int | None, str]:
        return {label.pk: label.code for label in self.labels if label.facet == facet}

    def _themes(self) -> Column:
        codes = self._codes("theme")
        bit = {str(pk): 1 << place for place, pk in enumerate(codes) if place < MOST_BITS}
        known: dict[str, int] = {}
        for themes in {row.themes for row in self.rows}:
            known[themes] = sum(bit.get(pk, 0) for pk in themes.split())
        return any_of(list(codes.values())[:MOST_BITS], (known[row.themes] for row in self.rows))

    def _starts(self) -> Column:
        """Months, the latest ones when there are too many; what may start any week may start in all of them."""
        months = sorted({f"{row.starts_on:%Y-%m}" for row in self.rows if row.starts_on and not row.starts_any_week})
        values = [ANY_WEEK, *months[-(MOST_BITS - 1) :]]
        bit = {month: 1 << place for place, month in enumerate(values)}
        every = (1 << len(values)) - 1
        bits = (
            every if row.starts_any_week else bit.get(f"{row.starts_on:%Y-%m}", 0) if row.starts_on else 0
            for row in self.rows
        )
        return any_of(values, bits)


_shelves: dict[int, Shelf] = {}


def _catalogues(**which: int) -> QuerySet[Any, Any]:
    rows = Catalogue.objects.filter(**which).order_by("region_id")
    return rows.values_list("region_id", "history", "number", "changed_at")[:1]


_of_the_site = Prepared(_catalogues)
_of_region = Prepared(_catalogues, region=-1)


def edition(region: Region | None = None) -> Edition | None:
    """The catalogue as it is now; without a region that of the site. None where no region was loaded.

    Asked by every page, so it reads one small row; of the region only the row number, the rest when somebody asks.
    """
    found = next(iter(_of_region(region=region.pk) if region else _of_the_site()), None)
    if found is None:
        return None
    pk, history, number, changed_at = found
    return Edition(region or Region.from_db(None, ["id"], [pk]), history, number, changed_at)


def shelf(now: Edition) -> Shelf:
    """The shelf of this edition: the one that is kept, or that one with what was written since."""
    kept = _shelves.get(now.region.pk)
    if kept is not None and kept.edition == now:
        return kept
    is_older = kept is not None and kept.edition.history == now.history and kept.edition.number <= now.number
    old = kept.rows if kept is not None and is_older else []
    fresh = _read(now.region, above=kept.edition.number if kept is not None and is_older else None)
    _shelves[now.region.pk] = Shelf(now, _merged(old, fresh), _labels(now.region))
    return _shelves[now.region.pk]


def _merged(old: list[Row], fresh: Sequence[Row]) -> list[Row]:
    if not old:
        return list(fresh)
    changed = {row.offering_id for row in fresh}
    return sorted([*(row for row in old if row.offering_id not in changed), *fresh])


def _read(region: Region, *, above: int | None) -> list[Row]:
    rows = Listing.objects.filter(region=region).order_by("offering_id")
    if above is not None:
        rows = rows.filter(number__gt=above)
    return [Row._make(row) for row in rows.values_list(*Row._fields)]


def _labels(region: Region) -> tuple[Label, ...]:
    """Themes, kinds and campuses in one query."""
    themes = _named(Theme.objects.filter(region=region), "theme", Value(0))
    kinds = _named(OfferingKind.objects.filter(region=region), "kind", F("ordering"))
    campuses = Site.objects.filter(organization__region=region, is_campus=True)
    sites = _named(campuses, "campus", Value(0), ("name", "name"))
    labels = [Label._make(row) for row in themes.union(kinds, sites, all=True).order_by("facet", "pk")]
    return tuple(sorted(labels, key=lambda label: (label.facet, label.ordering, label.name_nl)))


def _named(
    rows: QuerySet[Any], facet: str, ordering: Any, names: Iterable[str] = ("name_nl", "name_en")
) -> QuerySet[Any, Any]:
    name_nl, name_en = names
    return rows.annotate(
        facet=Value(facet, CharField()),
        said_nl=F(name_nl),
        said_en=F(name_en),
        place=ordering if isinstance(ordering, F) else Value(0, SmallIntegerField()),
    ).values_list("facet", "pk", "code", "said_nl", "said_en", "place")
