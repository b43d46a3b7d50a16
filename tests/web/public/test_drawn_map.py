"""The map as one picture."""

from typing import Any
from xml.etree import ElementTree as ET

from werkveld.web.public.drawn_map import WIDE, Spot, drawn

SVG = "{http://www.w3.org/2000/svg}"


def land(*features: tuple[str, str, Any]) -> dict[str, Any]:
    made = [
        {
            "type": "Feature",
            "properties": {"kind": kind, "name": "A & B"},
            "geometry": {"type": shape, "coordinates": at},
        }
        for kind, shape, at in features
    ]
    return {"type": "FeatureCollection", "features": made}


SQUARE = ("land", "Polygon", [[[5.0, 52.0], [5.4, 52.0], [5.4, 52.3], [5.0, 52.3], [5.0, 52.0]]])


def read(svg: str) -> tuple[list[tuple[float, float]], list[str], int]:
    """Where the dots are, which words there are, and how many shapes."""
    root = ET.fromstring(svg)
    dots = [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in root.iter(f"{SVG}circle")]
    return dots, [str(one.text) for one in root.iter(f"{SVG}text")], len(list(root.iter(f"{SVG}path")))


def test_the_land_its_names_and_the_dots_stand_in_it():
    place = ("place", "Point", [5.2, 52.15])
    dots, words, shapes = read(drawn(land(place, SQUARE), [Spot(52.1, 5.1, 1), Spot(52.2, 5.3, 12)], "<us>"))
    assert (shapes, words) == (1, ["12", "A & B", "<us>"])
    (east, north), (west, south) = dots  # the fullest first
    assert west < east
    assert north < south
    assert all(0 < at < WIDE for at in (east, west))


def test_what_stands_close_together_is_one_dot_with_the_sum():
    assert read(drawn(land(SQUARE), [Spot(52.1, 5.1, 2), Spot(52.1001, 5.1001, 3)], ""))[:2][1] == ["5"]


def test_without_a_land_and_without_a_place_there_still_is_a_picture():
    assert read(drawn({}, [Spot(52.1, 5.1, 1)], "")) == ([(WIDE / 2, WIDE / 2)], [], 0)
    assert read(drawn({}, [], "")) == ([], [], 0)
