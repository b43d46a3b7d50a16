"""R31: students sign up for theatre at De Lieve Vrouw; who was there and what they thought of it is counted."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from stories import promise_year
from stories.conftest import SitsDown, exact
from stories.series_days import words
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.models import Asked
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region, Site
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
EVENING, SEATS = date(2022, 11, 17), 6


@pytest.fixture
def play(midden_nederland: Region) -> Offering:
    by = clockwork(midden_nederland)
    made = offer(
        programme=Programme.objects.get(region=midden_nederland, code="kunst-werk"),
        organization=Organization.objects.get(region=midden_nederland, code="de-lieve-vrouw"),
        site=Site.objects.get(code="de-lieve-vrouw"), title_nl="Een avond toneel", title_en="An evening of theatre",
        starts_on=EVENING, ends_on=EVENING, capacity=SEATS, by=by, at=promise_year.AT,
    )  # fmt: skip
    return open_offering(made, by=by, at=promise_year.AT)


def test_from_sign_up_to_what_they_thought(play: Offering, sits_down: SitsDown, it_is: Callable[..., None]):
    it_is(2022, 10, 3)
    theatre, carla = sits_down("Vera", RoleCode.CONTACT, "de-lieve-vrouw"), sits_down("Carla", RoleCode.COORDINATOR)
    students = [sits_down(f"Student{number}", RoleCode.LEARNER, "welzijn-college") for number in range(SEATS + 1)]
    page = f"/nl/meedoen/{play.key}/"
    for student in students[:SEATS]:
        student.post(page, {"join": "yes"})
    students[SEATS].post(page, {"wait": "yes"})
    assert "nummer 1" in words(students[SEATS].get(page))
    mine = Enrolment.objects.get(person__given_name="Student0")
    students[0].post(f"/nl/meedoen/plek/{mine.key}/")  # gives the place back, and the line moves
    assert "Je doet mee" in words(students[SEATS].get(page))

    it_is(2022, 11, 18)
    expected = list(theatre.get(f"{page}wie-er-was/").context["expected"])
    assert len(expected) == SEATS
    theatre.post(f"{page}wie-er-was/", {"came": [str(one.key) for one in expected[1:]]})
    carla.post(f"{page}hoe-was-het/")
    asked = list(Asked.objects.order_by("person"))
    assert len(asked) == SEATS - 1
    for one, score in zip(asked, (8, 9, 7, 8, 9), strict=True):
        told = Message.objects.get(to=one.person, kind="event-how-was-it")
        answering = f"/nl/hoe-was-het/{told.facts['secret']}/"
        assert students[0].post(answering, {"score": str(score), "also": "yes", "remark": ""}).status_code == 302

    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "culture-learners") == SEATS
    assert exact(board, "culture-visitors") == SEATS - 1
    assert exact(board, "culture-satisfaction") == Decimal("8.2")
    assert len(board.get("/nl/cijfer/2022/culture-visitors/records/").context["records"]) == SEATS - 1
