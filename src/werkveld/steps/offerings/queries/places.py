"""Where somebody is who types a postcode or a town."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkveld.ground.words import folded
from werkveld.steps.offerings.models import PostcodeArea
from werkveld.steps.people.models import Region, Site

POSTCODE = re.compile(r"\s*([1-9][0-9]{3})\s*([a-z]{2})?\s*", re.IGNORECASE)
EARTH_KM = 6371.0088
NEAR_ENOUGH = 0.75


class Spot(NamedTuple):
    name: str
    lat: float
    lon: float


def spot(region: Region, typed: str) -> Spot | None:
    """The middle of a postcode area or of a town, which may be mistyped, or a site that has this in its name. None when

    nobody knows it here.
    """
    areas = list(PostcodeArea.objects.filter(region=region).order_by("code").values_list("code", "town", "lat", "lon"))
    if not areas:
        sites = Site.objects.filter(organization__region=region).order_by("id")
        rows = sites.values_list("postcode", "city", "lat", "lon")
        areas = [(postcode[:4], city, lat, lon) for postcode, city, lat, lon in rows]
    if postcode := POSTCODE.fullmatch(typed):
        return next((Spot(f"{code} {town}", lat, lon) for code, town, lat, lon in areas if code == postcode[1]), None)
    return _town(typed, areas) or _site(region, typed)


def middles(region: Region, codes: Iterable[str]) -> dict[str, Spot]:
    """Of postcode areas, by their four digits; one question."""
    rows = PostcodeArea.objects.filter(region=region, code__in=set(codes)).values_list("code", "town", "lat", "lon")
    return {code: Spot(f"{code} {town}", lat, lon) for code, town, lat, lon in rows}


def _town(typed: str, areas: list[tuple[str, str, float, float]]) -> Spot | None:
    towns: dict[str, list[tuple[str, float, float]]] = {}
    for _code, town, lat, lon in areas:
        towns.setdefault(folded(town), []).append((town, lat, lon))
    near = process.extractOne(
        folded(typed).strip(), towns.keys(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=NEAR_ENOUGH
    )
    if near is None:
        return None
    parts = towns[near[0]]
    return Spot(parts[0][0], sum(p[1] for p in parts) / len(parts), sum(p[2] for p in parts) / len(parts))


def _site(region: Region, typed: str) -> Spot | None:
    """A neighbourhood is no town, and a place there may carry its name. Of several nobody knows which one is meant."""
    wanted = set(folded(typed).split())
    sites = Site.objects.filter(organization__region=region).order_by("id").values_list("name", "lat", "lon")
    found = [Spot(*site) for site in sites if wanted and wanted <= set(folded(site[0]).split())]
    return found[0] if len(found) == 1 else None


def distances(here: Spot, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres as the crow flies (haversine); `lat` and `lon` in radians."""
    lat_here, lon_here = np.radians(here.lat), np.radians(here.lon)
    half = np.sin((lat - lat_here) / 2) ** 2 + np.cos(lat_here) * np.cos(lat) * np.sin((lon - lon_here) / 2) ** 2
    km: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    return km
