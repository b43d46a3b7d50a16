"""Two promises may be told of the same year; each has its own figures, frozen on its own day."""

from datetime import datetime, timedelta

import pytest

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.actions import freeze, publish, renew_figures
from werkveld.steps.promises.models import Promise, Report, Section
from werkveld.steps.promises.queries import (
    counted_figure,
    counted_figures,
    open_figure,
    open_figures,
    read_report,
    standing_editions,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def other(told: Book) -> Report:
    """A second promise of the same region on the same year, with a text of its own."""
    promise = Promise.objects.create(region=told.world.region, code="later", title_nl="Later", title_en="Later")
    report = Report.objects.create(promise=promise, year=YEAR)
    Section.objects.create(
        report=report, code="only", kind="conclusion", ordering=1, heading_nl="Een", heading_en="One",
        body_nl="{figure:people}", body_en="{figure:people}",
    )  # fmt: skip
    return report


def told_in(told: Book, promise: str) -> str:
    reading = read_report(told.world.region, standing_editions(told.world.region, promise, YEAR))
    return reading.figures["people"].public["value"]


@pytest.fixture
def first_frozen(told: Book, other: Report, at: datetime) -> Book:
    """Frozen with 40 people; then there are 52."""
    for report in (told.report, other):
        publish(report, by=told.director, at=at)
    told.enrol("R2", 40)
    freeze(told.report, by=told.director, at=at)
    told.enrol("R2", 12)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=at + timedelta(days=1))
    return told


def test_what_one_froze_does_not_stand_in_the_report_of_the_other(first_frozen: Book):
    assert (told_in(first_frozen, "samen"), told_in(first_frozen, "later")) == ("40", "52")


def test_each_keeps_what_it_froze_itself(first_frozen: Book, other: Report, at: datetime):
    freeze(other, by=first_frozen.director, at=at + timedelta(days=2))
    first_frozen.enrol("R2", 8)
    renew_figures(first_frozen.world.region, YEAR, by=first_frozen.world.clockwork, at=at + timedelta(days=3))
    assert (told_in(first_frozen, "samen"), told_in(first_frozen, "later")) == ("40", "52")


def test_the_page_of_a_figure_shows_what_was_frozen_first_unless_it_names_a_promise(
    first_frozen: Book, other: Report, at: datetime
):
    freeze(other, by=first_frozen.director, at=at + timedelta(days=2))
    region = first_frozen.world.region
    shown = {promise: counted_figure(region, "people", YEAR, promise=promise) for promise in ("", "samen", "later")}
    assert {promise: figure.public["value"] for promise, figure in shown.items()} == {
        "": "40",
        "samen": "40",
        "later": "52",
    }
    assert [figure.promise for figure in shown.values()] == ["", "", "later"]
    assert counted_figure(region, "people", YEAR, promise="none") is None


def test_how_many_came_and_left_is_told_of_one_freezing_only(first_frozen: Book, other: Report, at: datetime):
    """Of two it would tell how many came and left between the two."""
    freeze(other, by=first_frozen.director, at=at + timedelta(days=2))
    first_frozen.enrol("R2", 8)
    region = first_frozen.world.region
    renew_figures(region, YEAR, by=first_frozen.world.clockwork, at=at + timedelta(days=3))
    assert counted_figures(region, YEAR, report=first_frozen.report)["people"].moved == {"came": 20, "left": 0}
    assert counted_figures(region, YEAR, report=other)["people"].moved is None


def test_open_data_has_each_freezing_with_its_promise(first_frozen: Book, other: Report, at: datetime):
    freeze(other, by=first_frozen.director, at=at + timedelta(days=2))
    region = first_frozen.world.region
    found = [(one.promise, one.value, one.live_value) for one in open_figures(region) if one.code == "people"]
    assert found == [("samen", "40", "52"), ("later", "52", "52")]
    assert open_figure(region, "people", YEAR, "later").value == "52"
