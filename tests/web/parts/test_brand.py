"""One colour gives nine, and each has the contrast that the site rests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld.web.parts.brand import brand_sheet, contrast_with_white, scale_from

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.slow
@given(COLOURS)
def test_every_colour_gives_a_scale_with_enough_contrast(colour: str):
    tokens = scale_from(colour)
    assert list(tokens) == ["50", "100", "200", "300", "400", "500", "600", "700", "heading"]
    assert contrast_with_white(tokens["400"]) >= 4.5
    assert contrast_with_white(tokens["500"]) >= 7
    contrasts = [contrast_with_white(tokens[step]) for step in ("50", "100", "200", "300", "400", "500", "600", "700")]
    assert contrasts == sorted(contrasts)


def test_a_region_may_set_a_step_itself():
    assert brand_sheet({"primary": "#0f6153", "500": "#102030"}).count("--brand-500:#102030;") == 1
    assert brand_sheet({"heading": "#102030"}) == ":root{--brand-heading:#102030;}\n"


def test_what_is_no_colour_does_not_reach_the_sheet():
    assert brand_sheet({"500": "red;}body{display:none", "surface": "#ffffff", "primary": "url(x)"}) == ""
    assert brand_sheet({}) == ""
