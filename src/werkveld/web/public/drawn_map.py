"""The map as one picture, for who has no script: the land of the region, and how many results there are where.

Colours stand in the marks themselves: a policy of styles would leave out a sheet within the picture. They are of the
middle, so that the same picture can be read on light and on dark.
"""

from collections.abc import Iterable, Iterator
from html import escape
from math import cos, hypot, radians
from typing import Any, NamedTuple

WIDE = 640
MARGIN = 28
NEAR = 30  # dots closer than this stand together
SMALLEST = 0.12  # degrees: a single place is not the whole picture
LOOK = {
    "land": 'fill="#8aa39b" fill-opacity="0.22" stroke="#6b8279" stroke-width="1"',
    "region": 'fill="#8aa39b" fill-opacity="0.22" stroke="#6b8279" stroke-width="1"',
    "green": 'fill="#6aa36a" fill-opacity="0.3" stroke="none"',
    "water": 'fill="#5b93b5" fill-opacity="0.45" stroke="none"',
    "river": 'fill="none" stroke="#5b93b5" stroke-width="3" stroke-opacity="0.7"',
    "line": 'fill="none" stroke="#6b8279" stroke-width="1"',
}
ORDER = ("region", "land", "green", "water", "river", "line")


class Spot(NamedTuple):
    lat: float
    lon: float
    results: int


class View(NamedTuple):
    """From degrees to the picture: the north-west corner, and how many pixels a degree is."""

    west: float
    north: float
    across: float
    down: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return round((lon - self.west) * self.across + MARGIN, 1), round((self.north - lat) * self.down + MARGIN, 1)


def drawn(land: dict[str, Any], spots: list[Spot], credit: str) -> str:
    """SVG. Without a land the dots stand by themselves; without dots there is the land."""
    features = land.get("features", [])
    view = _view([*_corners(features), *((spot.lon, spot.lat) for spot in spots)])
    parts = [*_land(features, view), *_dots(spots, view), *_names(features, view)]
    if credit:
        parts.append(_words(credit, WIDE - 6, view.height - 6, size=12, anchor="end"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {view.height:g}" '
        f'font-family="Noto Sans, sans-serif">{"".join(parts)}</svg>'
    )


def _corners(features: list[Any]) -> Iterator[tuple[float, float]]:
    for feature in features:
        if feature["properties"].get("kind") in {"land", "region"}:
            for line in _lines(feature["geometry"]):
                yield from ((lon, lat) for lon, lat, *_height in line)


def _view(points: list[tuple[float, float]]) -> View:
    lons, lats = [point[0] for point in points] or [5.0], [point[1] for point in points] or [52.0]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = max(max(lats) - min(lats), SMALLEST)
    broad = max(max(lons) - min(lons), SMALLEST / cos(radians(middle)))
    across = (WIDE - 2 * MARGIN) / broad
    down = across / cos(radians(middle))
    return View(centre - broad / 2, middle + high / 2, across, down, round(high * down + 2 * MARGIN))


def _lines(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    kind, inside = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        yield inside
    elif kind in {"Polygon", "MultiLineString"}:
        yield from inside
    elif kind == "MultiPolygon":
        yield from (ring for polygon in inside for ring in polygon)


def _land(features: list[Any], view: View) -> Iterator[str]:
    def rank(feature: Any) -> int:
        kind = feature["properties"].get("kind")
        return ORDER.index(kind) if kind in ORDER else 0

    for feature in sorted(features, key=rank):
        lines = list(_lines(feature["geometry"]))
        if lines:
            end = "Z" if "Polygon" in feature["geometry"]["type"] else ""
            shape = "".join(f"M{' '.join(_pair(view, point) for point in line)}{end}" for line in lines)
            yield f'<path d="{shape}" {LOOK[ORDER[rank(feature)]]}/>'


def _pair(view: View, point: list[float]) -> str:
    across, down = view.at(*point[:2])
    return f"{across:g},{down:g}"


def _names(features: list[Any], view: View) -> Iterator[str]:
    for feature in features:
        if feature["geometry"]["type"] == "Point":
            across, down = view.at(*feature["geometry"]["coordinates"][:2])
            size = 17 if feature["properties"].get("rank") == 1 else 13
            yield _words(feature["properties"].get("name", ""), across, down + 32, size=size)


def _words(words: str, across: float, down: float, *, size: int, anchor: str = "middle") -> str:
    return f'<text x="{across:g}" y="{down:g}" font-size="{size}" text-anchor="{anchor}" fill="#6f7f85">{escape(words)}</text>'


def _dots(spots: list[Spot], view: View) -> Iterator[str]:
    for across, down, count in _together(spots, view):
        broad = 9 if count == 1 else 17
        yield f'<circle cx="{across:g}" cy="{down:g}" r="{broad}" fill="#155e75" stroke="#ffffff" stroke-width="2.5"/>'
        if count > 1:
            yield (
                f'<text x="{across:g}" y="{down + 5:g}" font-size="14" font-weight="600" text-anchor="middle" '
                f'fill="#ffffff">{count}</text>'
            )


def _together(spots: Iterable[Spot], view: View) -> list[tuple[float, float, int]]:
    """The fullest first; what stands close to one that is drawn is counted with it."""
    groups: list[tuple[float, float, int]] = []
    for spot in sorted(spots, key=lambda one: (-one.results, one.lat, one.lon)):
        across, down = view.at(spot.lon, spot.lat)
        near = next((n for n, one in enumerate(groups) if hypot(one[0] - across, one[1] - down) < NEAR), None)
        if near is None:
            groups.append((across, down, spot.results))
        else:
            groups[near] = (*groups[near][:2], groups[near][2] + spot.results)
    return groups
