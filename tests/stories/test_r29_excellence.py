"""R29: criteria are published first, two assessors who do not see each other, a reason for each; who was selected is counted."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from stories import promise_year
from stories.conftest import SitsDown
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow

DESK = "/nl/bestuur/samen-met-de-praktijk/2022/"
FIGURE = "/nl/cijfer/2022/excellence-learners/"
HOME = "/nl/selectie/"
SEATS, APPLICANTS = 6, 8


@pytest.fixture
def track(midden_nederland: Region, college: Organization) -> Offering:
    by = clockwork(midden_nederland)
    offering = offer(
        programme=Programme.objects.get(region=midden_nederland, code="excellentietrajecten"),
        organization=college, title_nl="Skills-team", title_en="Skills team",
        starts_on=date(2022, 11, 7), ends_on=date(2022, 12, 16), capacity=SEATS, by=by, at=promise_year.AT,
    )  # fmt: skip
    return open_offering(offering, by=by, at=promise_year.AT)


@pytest.fixture
def it_is(settings: LazySettings) -> Any:
    """The day on which doors live."""

    def moved(month: int, day: int) -> None:
        settings.CLOCK = datetime(2022, month, day, 9, 0, tzinfo=UTC).isoformat()

    return moved


def students(sits_down: SitsDown) -> list[Client]:
    return [sits_down(f"Student{number}", RoleCode.LEARNER) for number in range(APPLICANTS)]


def test_from_criteria_to_a_counted_figure(track: Offering, sits_down: SitsDown, it_is: Any):
    it_is(9, 5)
    coordinator = sits_down("Carla", RoleCode.COORDINATOR)
    assessors = [sits_down(name, RoleCode.COACH) for name in ("Bram", "Berna")]
    learners, page = students(sits_down), f"{HOME}{track.key}/"

    selection = _prepares(coordinator, track)
    assert Client().get(page).status_code == 404
    coordinator.post(f"{selection}publiceren/")
    assert "Laat zien wat je maakte." in Client().get(page).content.decode()

    it_is(9, 13)
    for number, learner in enumerate(learners):
        learner.post(page, {"deed": "apply", "motivation": f"Reden {number}"})
    assert coordinator.get(f"{selection}criteria/").status_code == 302  # they stand

    it_is(10, 1)
    coordinator.post(f"{selection}verdelen/")
    for assessor, least in zip(assessors, (2, 1), strict=True):
        _assesses(assessor, least)
    _settle(assessors)

    coordinator.post(f"{selection}besluit/")
    coordinator.post(f"{selection}besluit/")  # pressing twice changes nothing
    _everybody_reads_why(learners, page)

    board = sits_down("Dora", RoleCode.DIRECTOR)
    board.post(f"{DESK}tellen/")
    assert f">{SEATS}<" in board.get(f"{DESK}voorbeeld/").content.decode()
    assert len(board.get(f"{FIGURE}records/").context["records"]) == SEATS
    assert str(SEATS) in dict(board.get(FIGURE).context["exact"]).values()


def _prepares(coordinator: Client, track: Offering) -> str:
    days = {"opens_on": "2022-09-12", "closes_on": "2022-09-30", "decides_on": "2022-10-10", "most_difference": "15"}
    made = coordinator.post(f"{HOME}nieuw/", {"offering": track.pk, **days})
    address: str = made.url
    row = {"name_en": "", "good_en": "", "most": "10", "weight": "1"}
    motivation = {**row, "name_nl": "Motivatie", "good_nl": "Zeg wat je wilt leren."}
    craft = {**row, "name_nl": "Vakmanschap", "good_nl": "Laat zien wat je maakte.", "weight": "3"}
    sent = {f"{at}-{name}": words for at, one in enumerate((motivation, craft)) for name, words in one.items()}
    coordinator.post(f"{address}criteria/", sent)
    for person in Person.objects.filter(given_name__in=("Bram", "Berna")):
        coordinator.post(address, {"deed": "assessor", "person": person.pk})
    return address


def _assesses(assessor: Client, least: int) -> None:
    """Points follow the number of the reason; the first application gets far apart points of the two."""
    home = f"{HOME}beoordelen/"
    for one in assessor.get(home).context["waiting"]:
        address = f"{home}{one.key}/"
        shown = assessor.get(address).content.decode()
        number = int(re.search(r"Reden (\d)", shown).group(1))  # type: ignore[union-attr]
        assert "Ik zag iets" not in shown  # what the other wrote
        points = {0: 10 if least == 2 else 1}.get(number, 2 + number)
        fields = re.findall(r'name="(points_\d+|note_\d+)"', shown)
        given = {name: str(points) if name.startswith("points") else f"Ik zag iets ({number})." for name in fields}
        assessor.post(address, {**given, "hand_in": "yes"})
    assert assessor.get(home).context["waiting"] == []


def _settle(assessors: list[Client]) -> None:
    first, second = assessors
    (mine,), (theirs,) = (one.get(f"{HOME}beoordelen/").context["settling"] for one in assessors)
    first.post(
        f"{HOME}beoordelen/{mine.key}/samen/", {"deed": "propose", "points": "20", "why": "Nog niet genoeg laten zien."}
    )
    second.post(f"{HOME}beoordelen/{theirs.key}/samen/", {"deed": "agree"})


def _everybody_reads_why(learners: list[Client], page: str) -> None:
    """Reason 0 was settled on 20 points and reason 1 got 30: the two that stand in line."""
    outcomes = []
    for number, learner in enumerate(learners):
        shown = learner.get(page).content.decode()
        assert f"Ik zag iets ({number})." in shown
        assert "De laatste met een plek had 40,00 punten." in shown
        assert "Bram" not in shown
        outcomes.append("Je bent gekozen" in shown)
        assert "/nl/selectie/" in learner.get("/nl/student/").content.decode()
    assert outcomes == [False, False, *[True] * SEATS]
    assert "Met 2 plekken meer had je er een gehad." in learners[0].get(page).content.decode()
    assert "Nog niet genoeg laten zien." in learners[0].get(page).content.decode()
