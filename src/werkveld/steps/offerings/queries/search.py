"""Search: what somebody wants, and the page of offerings that answers it.

Paging is by key, never by offset: every sort gives each listing one number that ends in its row number, so a page
begins after a key and stays put while others are added.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from werkveld.steps.offerings.queries.columns import Mask, Rows
from werkveld.steps.offerings.queries.places import Spot, distances, spot
from werkveld.steps.offerings.queries.shelf import Edition, Label, Shelf, shelf
from werkveld.steps.offerings.queries.texts import NOTHING, TextHits, guess, text_hits

PAGE = 24
KEPT_TEXTS = 32
FAR = 100_000_000  # metres; what has no place comes after all that has one
LATER = 400_000  # days; what began already comes after what is still to begin


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DISTANCE = "distance"
    START = "start"
    NEWEST = "newest"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. `chosen` holds, by facet, values of which one is enough."""

    text: str = ""
    place: str = ""
    within_km: int = 0
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    programme_id: int | None = None
    organization_id: int | None = None
    also_past: bool = False
    sort: Sort | None = None
    after: int | None = None
    before: int | None = None
    size: int = PAGE


@dataclass(slots=True)  # not frozen: that makes a page of seventy three times slower
class FacetValue:
    value: str
    count: int
    is_chosen: bool


class Hit(NamedTuple):
    """One offering of the page; `version` says which writing of it this is."""

    id: int
    version: int
    km: float | None


@dataclass(frozen=True)
class Found:
    """`read_as` is the text that was searched instead of the one typed; `first` is the place of the first hit, from 1."""

    edition: Edition
    hits: list[Hit]
    total: int
    total_without_filters: int
    first: int
    sort: Sort
    spot: Spot | None
    read_as: str
    before: int | None
    after: int | None
    labels: tuple[Label, ...]
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)


@dataclass
class _Narrowed:
    """What the text and the place leave of the shelf, and which of those each facet keeps."""

    shelf: Shelf
    hits: TextHits | None
    rows: Rows
    km: NDArray[np.float64] | None  # one a row of `rows`
    chosen: dict[str, Mask]  # the same

    def but(self, facet: str = "") -> Mask:
        """Kept if this facet were left free: what its counts are counted over."""
        kept = np.ones(len(self.rows), dtype=np.bool_)
        for name, mask in self.chosen.items():
            if name != facet:
                kept &= mask
        return kept


def search(now: Edition, wanted: Wanted, *, on: date, with_facets: bool = True) -> Found:
    """At most four queries, whatever is wanted; nothing is counted that is not asked for."""
    books = shelf(now)
    here = _spot(books, wanted.place)
    hits, read_as = _text(books, wanted.text)
    narrowed = _narrow(books, wanted, hits, here)
    kept = narrowed.but()
    sort = _sort(wanted, here)
    keys = _keys(narrowed, kept, sort, on)
    page, first, before, after = _page(keys, wanted)
    places = books.places_of(page & 0xFFFFFFFF)
    km = _away(books, here, places) if here else None
    return Found(
        edition=now,
        hits=_hits(books, places, km),
        total=len(keys),
        total_without_filters=len(narrowed.rows),
        first=first,
        sort=sort,
        spot=here,
        read_as=read_as,
        before=before,
        after=after,
        labels=books.labels,
        facets=_facets(narrowed, kept, dict(wanted.chosen)) if with_facets else {},
    )


def sites_found(now: Edition, wanted: Wanted, most: int = 500) -> list[tuple[int, list[int], int]]:
    """For a map: sites with some of their offerings and how many there are, the fullest first."""
    books = shelf(now)
    here = _spot(books, wanted.place)
    hits, _read_as = _text(books, wanted.text)
    narrowed = _narrow(books, wanted, hits, here)
    rows = narrowed.rows[narrowed.but()]
    rows = rows[books.sites[rows] > 0]
    sites, counts = np.unique(books.sites[rows], return_counts=True)
    fullest = np.argsort(-counts, kind="stable")[:most]
    return [
        (int(sites[place]), books.ids[rows[books.sites[rows] == sites[place]][:5]].tolist(), int(counts[place]))
        for place in fullest
    ]


def _spot(books: Shelf, typed: str) -> Spot | None:
    typed = " ".join(typed.lower().split())
    if not typed:
        return None
    if typed not in books.spots:
        if len(books.spots) >= KEPT_TEXTS:
            books.spots.pop(next(iter(books.spots)))
        books.spots[typed] = spot(books.edition.region, typed)
    return books.spots[typed]


def _text(books: Shelf, text: str) -> tuple[TextHits | None, str]:
    """The places on the shelf of what the text finds; when that is nothing, of what the nearest words find."""
    text = " ".join(text.lower().split())
    if not text:
        return None, ""
    if text not in books.found:
        hits, read_as = text_hits(text), ""
        if not len(hits.all) and (meant := guess(books.edition.region, text)):
            other = text_hits(meant)
            hits, read_as = (other, meant) if len(other.all) else (NOTHING, "")
        if len(books.found) >= KEPT_TEXTS:
            books.found.pop(next(iter(books.found)))
        books.found[text] = (TextHits(books.places_of(hits.all), books.places_of(hits.in_title)), read_as)
    hits, read_as = books.found[text]
    return hits, read_as


def _narrow(books: Shelf, wanted: Wanted, hits: TextHits | None, here: Spot | None) -> _Narrowed:
    shown = books.is_public if wanted.also_past else books.is_open
    rows = _rows(books, wanted, hits, shown)
    if wanted.organization_id is not None:
        rows = rows[books.organizations[rows] == wanted.organization_id]
    chosen = {
        facet: books.columns[facet].mask(values, rows)
        for facet, values in wanted.chosen
        if facet in books.columns and values
    }
    km = _away(books, here, rows) if here else None
    if km is not None and wanted.within_km:
        chosen["within"] = np.nan_to_num(km, nan=np.inf) <= wanted.within_km
    return _Narrowed(books, hits, rows, km, chosen)


def _rows(books: Shelf, wanted: Wanted, hits: TextHits | None, shown: Mask) -> Rows:
    """By the narrowest way that was asked, so that one programme costs nothing of all the others."""
    if wanted.programme_id is None:
        return np.flatnonzero(shown) if hits is None else hits.all[shown[hits.all]]
    rows = books.of_programme(wanted.programme_id)
    rows = rows if hits is None else np.intersect1d(rows, hits.all, assume_unique=True)
    return rows[shown[rows]]


def _sort(wanted: Wanted, here: Spot | None) -> Sort:
    """As asked; else nearest first, best first or soonest first. A sort that has nothing to go by is not taken."""
    usable = {Sort.START, Sort.NEWEST} | ({Sort.DISTANCE} if here else set())
    usable |= {Sort.RELEVANCE} if wanted.text.strip() else set()
    if wanted.sort in usable:
        return Sort(wanted.sort)
    if here:
        return Sort.DISTANCE
    return Sort.RELEVANCE if wanted.text.strip() else Sort.START


def _keys(narrowed: _Narrowed, kept: Mask, sort: Sort, on: date) -> NDArray[np.int64]:
    """One number a listing that is kept: what it is sorted by, then its row number in the last 32 bits."""
    books, rows = narrowed.shelf, narrowed.rows[kept]
    starts = books.starts[rows]
    high = np.where((starts > 0) & (starts < on.toordinal()), starts + LATER, starts)
    if sort is Sort.NEWEST:
        high = (1 << 30) - books.opened[rows]
    elif sort is Sort.DISTANCE and narrowed.km is not None:
        high = np.nan_to_num(np.round(narrowed.km[kept] * 1000), nan=FAR).astype(np.int64)
    elif sort is Sort.RELEVANCE and narrowed.hits is not None:
        titled = np.zeros(len(books.ids), dtype=np.bool_)
        titled[narrowed.hits.in_title] = True
        high = high + np.where(titled[rows], 0, 1 << 22)
    keys: NDArray[np.int64] = (high << 32) | books.ids[rows]
    return keys


def _page(keys: NDArray[np.int64], wanted: Wanted) -> tuple[NDArray[np.int64], int, int | None, int | None]:
    """The keys of the page in order, the place of its first, and the keys to page on from."""
    size = wanted.size
    if wanted.before is not None:
        ahead = keys[keys < wanted.before]
        page = np.sort(ahead if len(ahead) <= size else -np.partition(-ahead, size)[:size])
    else:
        ahead = keys if wanted.after is None else keys[keys > wanted.after]
        page = np.sort(ahead if len(ahead) <= size else np.partition(ahead, size)[:size])
    if not len(page):
        return page, 0, None, None
    earlier = int(np.count_nonzero(keys < page[0]))
    is_last = earlier + len(page) >= len(keys)
    return page, earlier + 1, int(page[0]) if earlier else None, None if is_last else int(page[-1])


def _away(books: Shelf, here: Spot, rows: Rows) -> NDArray[np.float64]:
    """Kilometres of each of these listings; reckoned once a place."""
    lat, lon, places = books.spots_lat_lon
    return distances(here, lat, lon)[places[rows]]


def _hits(books: Shelf, places: Rows, km: NDArray[np.float64] | None) -> list[Hit]:
    away = [None if isnan(one) else one for one in km.tolist()] if km is not None else [None] * len(places)
    return [Hit(*one) for one in zip(books.ids[places].tolist(), books.versions[places].tolist(), away, strict=True)]


def _facets(narrowed: _Narrowed, kept: Mask, chosen: dict[str, tuple[str, ...]]) -> dict[str, list[FacetValue]]:
    """Each facet is counted over what the other facets leave, so that a second value may be added to a first."""
    rows = narrowed.rows[kept]
    facets = {}
    for name, column in narrowed.shelf.columns.items():
        over, mine = narrowed.rows[narrowed.but(name)] if name in narrowed.chosen else rows, chosen.get(name, ())
        counted = zip(column.values, column.counts(over), strict=True)
        facets[name] = [FacetValue(value, count, value in mine) for value, count in counted]
    return facets
