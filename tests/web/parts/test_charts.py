"""A chart says in words what it draws, and draws it without a style or a script."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from werkveld.web.parts.charts import Bar, Bars, Chart, Dot, Dots, Lines, Series, scale

SVG = "{http://www.w3.org/2000/svg}"
BARS = Bars(
    title="Places by theme",
    what="Theme",
    measure="Places",
    mark_name="target",
    bars=[
        Bar(label="Care", value=1200, mark=1000),
        Bar(label="Sport", value=None),
        Bar(label="Events", value=300, origin="claimed"),
    ],
)
LINES = Lines(
    title="Satisfaction",
    years=[2021, 2022, 2023],
    own=Series(label="Ours", values=[8.2, None, 8.4]),
    benchmark=Series(label="National", values=[8.2, 8.4, 8.4]),
    decimals=1,
)
DOTS = Dots(
    title="Margins",
    what="Group",
    measure="Mean",
    benchmark_name="National",
    decimals=1,
    dots=[
        Dot(label="Students", value=8.3, low=8.1, high=8.5, n=412, benchmark=8.4),
        Dot(label="Residents", value=8.8, low=8.5, high=9.1, n=96),
    ],
)
ALL = pytest.mark.parametrize("chart", [BARS, LINES, DOTS], ids=["bars", "lines", "dots"])


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(str(chart.drawing()))


def words(chart: Chart) -> list[str]:
    return ["".join(node.itertext()) for node in drawn(chart).iter(f"{SVG}text")]


@ALL
def test_a_chart_is_a_picture_with_a_name_and_a_description(chart: Chart):
    root = drawn(chart)
    assert root.get("role") == "img"
    named = {node.get("id"): node.text for node in root if node.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("aria-labelledby", "").split() == list(named)
    assert next(iter(named.values())) == chart.title
    assert all(named.values())


@ALL
def test_a_chart_has_no_style_and_no_script_of_its_own(chart: Chart):
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", str(chart.drawing()))


@ALL
def test_every_colour_stands_in_the_drawing_too_for_paper(chart: Chart):
    shapes = [node for node in drawn(chart).iter() if str(node.get("class", "")).startswith("c-")]
    assert shapes
    assert [node.get("class") for node in shapes if not (node.get("fill") or node.get("stroke"))] == []


@ALL
def test_the_same_chart_is_drawn_the_same(chart: Chart):
    assert str(chart.drawing()) == str(chart.drawing())


@ALL
def test_the_table_behind_a_chart_has_a_cell_under_each_head(chart: Chart):
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


def test_a_value_that_is_not_shown_has_no_bar_and_no_number():
    with translation.override("en"):
        assert words(BARS) == ["Care", "1,200", "Sport", "not shown", "Events", "300"]
        assert BARS.rows[1] == ["Sport", "not shown", "–"]
    bars = [node for node in drawn(BARS).iter(f"{SVG}rect") if node.get("class") in {"c-own", "c-claimed"}]
    assert [(node.get("class"), node.get("width")) for node in bars] == [("c-own", "80%"), ("c-claimed", "20%")]


def test_a_claimed_bar_looks_otherwise_than_a_counted_one():
    bar = next(node for node in drawn(BARS).iter(f"{SVG}rect") if node.get("class") == "c-claimed")
    assert bar.get("stroke-dasharray")
    with translation.override("en"):
        assert [label for _mark, label in BARS.legend] == ["counted", "from an outside source", "target"]


def test_a_gap_in_the_years_stays_a_gap():
    own = [node for node in drawn(LINES).iter(f"{SVG}line") if node.get("class") == "c-line"]
    national = [node for node in drawn(LINES).iter(f"{SVG}line") if node.get("class") == "c-bench"]
    assert (len(own), len(national)) == (0, 2)
    with translation.override("nl"):
        assert LINES.rows == [["2021", "8,2", "8,2"], ["2022", "–", "8,4"], ["2023", "8,4", "8,4"]]


def test_a_margin_reaches_from_its_low_to_its_high_end():
    with translation.override("en"):
        assert DOTS.rows[0] == ["Students", "8.3", "8.1 to 8.5", "412", "8.4"]
        assert DOTS.rows[1][-1] == "–"
    span = next(node for node in drawn(DOTS).iter(f"{SVG}line") if node.get("class") == "c-span")
    assert float(str(span.get("x1"))[:-1]) < float(str(span.get("x2"))[:-1])


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(7.6, 8.6, (7.6, 8.6)), (0, 412, (0, 500)), (8, 8, (8, 10)), (0, 0, (0, 0.2)), (-3, 9, (-4, 10))],
)
def test_a_scale_ends_at_round_values_around_what_it_holds(low: float, high: float, ends: tuple[float, float]):
    start, end, ticks = scale(low, high)
    assert (round(start, 9), round(end, 9)) == ends
    assert start - 1e-9 <= low <= high <= end + 1e-9
    assert ticks[0] == start
    assert 2 <= len(ticks) <= 9


def test_a_label_is_escaped():
    chart = Bars(title="<b>", what="x", measure="y", bars=[Bar(label="<script>", value=1)])
    assert "<script>" not in str(chart.drawing())
    assert words(chart)[0] == "<script>"


@pytest.mark.slow
def test_charts_come_onto_paper_with_their_words():
    from pypdf import PdfReader
    from weasyprint import HTML

    page = "".join(
        render_to_string("parts/chart.html", {"chart": c, "drawing": c.drawing()}) for c in (BARS, LINES, DOTS)
    )
    pdf = PdfReader(io.BytesIO(HTML(string=f"<html lang=en><title>Charts</title>{page}").write_pdf()))
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert [word for word in ("Care", "Events", "2021", "Students") if word not in text] == []
