"""A resident asks, sees when to come, and cancels."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, plan_shift
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.actions import answer
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def els(world: World) -> Person:
    return world.someone("Els", RoleCode.RESIDENT, world.school)


@pytest.fixture
def visit(world: World, els: Person) -> Appointment:
    (anna,) = world.students(1)
    tomorrow = timezone.now() + timedelta(days=1)
    shift = plan_shift(
        offering=world.offering("Nova"),
        site=world.site,
        coach=world.people["coach"],
        people=[anna],
        starts_at=tomorrow,
        ends_at=tomorrow + timedelta(hours=2),
        by=world.clockwork,
        at=world.at,
    )
    return book(shift=shift, resident=els, learner=anna, starts_at=tomorrow, by=els, at=world.at)


def test_a_resident_asks_in_own_words(signed_in: SignedIn, els: Person):
    desk = signed_in(els)
    assert desk.post("/nl/bewoner/", {"text": "Ik snap deze brief niet."}).status_code == 302
    asked = Question.objects.get()
    assert (asked.asked_by, asked.text, asked.organization) == (els, "Ik snap deze brief niet.", None)
    (shown,) = desk.get("/nl/bewoner/").context["questions"]
    assert shown.question == asked


def test_she_takes_a_question_back_and_asks_it_again(signed_in: SignedIn, els: Person):
    desk = signed_in(els)
    desk.post("/nl/bewoner/", {"text": "Ik snap deze brief niet."})
    question = Question.objects.get()

    def shown() -> tuple[bool, bool]:
        (one,) = desk.get("/nl/bewoner/").context["questions"]
        return one.may_withdraw, one.may_come_back

    assert shown() == (True, False)
    assert desk.post(f"/nl/bewoner/vraag/{question.key}/intrekken/").url == "/nl/bewoner/#questions"
    question.refresh_from_db()
    assert (question.state, shown()) == (QuestionState.WITHDRAWN, (False, True))
    desk.post(f"/nl/bewoner/vraag/{question.key}/terug/")
    question.refresh_from_db()
    assert (question.state, shown()) == (QuestionState.ASKED, (True, False))


def test_the_question_of_a_neighbour_does_not_exist(signed_in: SignedIn, world: World, els: Person):
    signed_in(els).post("/nl/bewoner/", {"text": "Ik snap deze brief niet."})
    question, neighbour = Question.objects.get(), world.someone("Joop", RoleCode.RESIDENT, world.school)
    assert signed_in(neighbour).post(f"/nl/bewoner/vraag/{question.key}/intrekken/").status_code == 404


def test_what_was_answered_cannot_be_taken_back(signed_in: SignedIn, world: World, els: Person):
    desk = signed_in(els)
    desk.post("/nl/bewoner/", {"text": "Ik snap deze brief niet."})
    question = Question.objects.get()
    answer(question, text="Kom maandag.", by=world.people["coordinator"], at=world.at)
    said = desk.post(f"/nl/bewoner/vraag/{question.key}/intrekken/", follow=True)
    assert [message.level_tag for message in said.context["messages"]] == ["success", "error"]


def test_an_empty_question_is_said_at_the_field(signed_in: SignedIn, els: Person):
    page = signed_in(els).post("/nl/bewoner/", {"text": " "})
    assert set(page.context["form"].errors) == {"text"}
    assert 'href="#id_text"' in page.content.decode()


def test_she_sees_when_to_come_and_cancels(signed_in: SignedIn, els: Person, visit: Appointment):
    desk = signed_in(els)
    assert desk.get("/nl/bewoner/").context["coming"] == [visit]
    desk.post(f"/nl/bewoner/afspraak/{visit.key}/afzeggen/")
    visit.refresh_from_db()
    assert visit.state == AppointmentState.CANCELLED
    assert desk.get("/nl/bewoner/").context["coming"] == []


def test_the_appointment_of_a_neighbour_does_not_exist(signed_in: SignedIn, world: World, visit: Appointment):
    neighbour = world.someone("Joop", RoleCode.RESIDENT, world.school)
    assert signed_in(neighbour).post(f"/nl/bewoner/afspraak/{visit.key}/afzeggen/").status_code == 404
