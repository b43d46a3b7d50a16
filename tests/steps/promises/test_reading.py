"""A whole report is read in eight queries, and claims are judged by the written rules."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from steps.promises.world import YEAR, Book, indicator
from werkveld.steps.promises.actions import freeze, publish, renew_figures
from werkveld.steps.promises.models import ClaimedFigure
from werkveld.steps.promises.queries import (
    Reading,
    claimed_figure,
    line_names,
    open_figure,
    open_figures,
    read_report,
    standing_editions,
    state_now,
    state_of,
)
from werkveld_engine.statistics import CannotTell, Holds, Missing

pytestmark = pytest.mark.slow


def read(told: Book) -> Reading:
    region = told.world.region
    return read_report(region, standing_editions(region, "samen", YEAR))


def publish_counted(told: Book, at: datetime) -> None:
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=at)
    publish(told.report, by=told.director, at=at)


@pytest.mark.parametrize("more", [0, 9])
def test_a_report_is_read_in_seven_queries_however_many_figures(told: Book, at: datetime, more: int):
    for number in range(more):
        indicator(told.world, f"more-{number}", "people_placed", "people", params={"row": "R2"})
    told.enrol("R1", 9)
    publish_counted(told, at)
    with CaptureQueriesContext(connection) as asked:
        reading = read(told)
    assert len(asked) == 7
    assert reading.figures["people"].public["value"] == "9"


def test_the_state_changes_with_the_figures_the_edition_and_the_freezing(told: Book, at: datetime):
    def state() -> str:
        word = state_of(standing_editions(told.world.region, "samen", YEAR))
        assert state_now(told.world.region, "samen", YEAR) == word
        return word

    publish(told.report, by=told.director, at=at)
    states = [state()]
    told.enrol("R1", 9)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=at)
    states.append(state())
    freeze(told.report, by=told.director, at=at)
    states.append(state())
    assert len(set(states)) == 3
    assert state() == states[-1]


def test_a_claim_without_year_or_number_cannot_be_judged(told: Book, at: datetime):
    claimed = claimed_figure(told.world.region, "said", date(2026, 1, 1))
    assert claimed is not None
    missing = {(one.whose, one.what) for one in claimed.equal.missing}
    assert missing == {(whose, what) for whose in ("figure", "benchmark") for what in ("n", "margin", "year")} | {
        ("benchmark", "value")
    }
    assert claimed.stable == CannotTell((Missing("figure", "year"),))


def test_a_claim_that_states_everything_may_hold(told: Book):
    ClaimedFigure.objects.update(year=YEAR, n=400, margin="0.2", benchmark_year=YEAR)
    told.world.region.external_measures.filter(year=YEAR).update(n=9000, margin="0.05")
    assert claimed_figure(told.world.region, "said", date(2026, 1, 1)).equal == Holds()


def test_nothing_is_judged_that_nobody_said(told: Book):
    ClaimedFigure.objects.update(is_said_equal=False, is_said_stable=False)
    claimed = claimed_figure(told.world.region, "said", date(2026, 1, 1))
    assert (claimed.equal, claimed.stable) == (None, None)


def test_our_own_survey_is_laid_beside_the_national_figure_of_its_year(told: Book, at: datetime):
    told.answer([8, 8, 9, 9, 8, 8, 9, 9])
    publish_counted(told, at)
    measured = read(told).measured["mark"]
    assert [one.year for one in measured.series] == [YEAR - 1, YEAR]
    assert {(one.whose, one.what) for one in measured.claims.equal.missing} == {
        ("benchmark", "n"),
        ("benchmark", "margin"),
    }
    assert measured.claims.stable == CannotTell((Missing("figure", "value", YEAR - 1),))


def test_two_years_of_our_own_survey_can_be_called_stable(told: Book, at: datetime):
    for year in (YEAR - 1, YEAR):
        told.answer([8, 8, 9, 9, 8, 8, 9, 9], year)
        renew_figures(told.world.region, year, by=told.world.clockwork, at=at)
    publish(told.report, by=told.director, at=at)
    assert read(told).measured["mark"].claims.stable == Holds()


def test_parts_have_names_in_the_language_of_the_reader(told: Book):
    with translation.override("en"):
        assert line_names(told.world.region)["R1"] == ("Line R1",)


def test_open_figures_hold_no_value_that_is_hidden(told: Book, at: datetime):
    told.enrol("R1", 3)
    told.enrol("R2", 30)
    publish_counted(told, at)
    figures = {one.code: one for one in open_figures(told.world.region)}
    assert (figures["first"].state, figures["first"].value, figures["first"].people) == ("hidden", None, None)
    assert (figures["people"].state, figures["people"].value, figures["people"].stands) == ("shown", "33", "live")
    assert (figures["said"].origin, figures["said"].value, figures["said"].year) == ("claimed", "8.3", None)
    parts = open_figure(told.world.region, "people", YEAR).parts
    assert [(part["name"], part["value"]) for part in parts if part["label"] == "R1"] == [
        ({"nl": "Lijn R1", "en": "Line R1"}, None)
    ]
