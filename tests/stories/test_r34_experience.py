"""R34: our own survey and the monitor of others side by side, with n, margin and year; 8.3 and 7.6 stay claims."""

import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import SitsDown
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region

pytestmark = pytest.mark.slow
DESK = "/en/bestuur/samen-met-de-praktijk/2022/"
PAGE = "/en/promise/samen-met-de-praktijk/2022/"
SCORES = [8, 9, 8, 9, 7, 8, 9, 8, 8, 9, 8, 9]


def words(response: object) -> str:
    return response.content.decode()


@pytest.fixture
def published(midden_nederland: Region, college: Organization, sits_down: SitsDown) -> Client:
    learners = promise_year.people(midden_nederland, college, len(SCORES))
    promise_year.answered(midden_nederland, "learner", SCORES, learners)
    board = sits_down("Dora", RoleCode.DIRECTOR)
    board.post(f"{DESK}tellen/")
    board.post(f"{DESK}publiceren/")
    return Client()


def group(page: object, code: str) -> object:
    (found,) = [one for one in page.context["page"].voices if one.code == code]
    return found


def test_the_marks_of_the_source_are_claims_without_a_year(published: Client):
    for code, mark in (("students-satisfaction", "8.3"), ("companies-satisfaction", "7.6")):
        page = words(published.get(f"/en/claim/{code}/"))
        for said in (mark, "We did not count this.", "Year: not stated", "Year of the national figure: not stated"):
            assert said in page
        for never in ("Equal to the national figure", "Stable:", 'data-verdict="holds"'):
            assert never not in page
        for missing in ("the year of the figure", "how many people answered", "the year of the national figure"):
            assert missing in page


def test_our_own_survey_stands_beside_the_monitor(published: Client):
    page = published.get(PAGE)
    voices = group(page, "learners-satisfaction")
    own, claimed = voices.tiles
    assert (own.value, own.origin, own.notes[:2]) == ("8.3", "counted", ("12 answers", "margin ± 0.41"))
    assert (claimed.value, claimed.origin) == ("8.3", "claimed")
    assert list(voices.chart.years) == list(range(2017, 2024))
    assert voices.chart.own.values == [None, None, None, None, None, 8.33, None]
    assert voices.chart.benchmark.values == [8.0, 8.0, 8.1, 8.1, 8.2, 8.4, 8.4]


def test_equal_and_stable_are_not_printed_but_what_is_missing_is(published: Client):
    page = published.get(PAGE)
    states = {said.state for one in page.context["page"].voices for said in (*one.own_said, *one.claimed_said)}
    assert states == {"unclear"}
    assert "Equal to the national figure" not in words(page)
    assert "the margin of the national figure" in words(page)


def test_a_group_of_four_that_answered_stays_hidden(
    midden_nederland: Region, college: Organization, sits_down: SitsDown
):
    four = promise_year.people(midden_nederland, college, 4, RoleCode.TRAINER)
    promise_year.answered(midden_nederland, "trainer", [6, 7, 7, 6], four)
    board = sits_down("Dora", RoleCode.DIRECTOR)
    board.post(f"{DESK}tellen/")
    board.post(f"{DESK}publiceren/")
    voices = group(Client().get(PAGE), "trainers-satisfaction")
    assert (voices.tiles[0].origin, voices.tiles[0].value, voices.own_said) == ("hidden", "not shown", ())
