"""The morning list, and what is done with it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.enrolments.actions import place, wait
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import draw_up, write_hours
from werkveld.steps.questions.actions import ask
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def question(world: World) -> Question:
    (els,) = world.students(1)
    return ask(region=world.region, text="Wie helpt met een brief?", asked_by=els, by=els, at=world.at)


def counts(page: object) -> dict[str, int]:
    return {part: number for number, _words, part in page.context["counts"]}


def test_the_morning_list_names_what_waits(signed_in: SignedIn, world: World, question: Question):
    first, second = world.students(2)
    full = world.offering("Vol", capacity=1, has_hours=True)
    there = place(person=first, offering=full, by=first, at=world.at)
    wait(person=second, offering=full, by=second, at=world.at)
    today = timezone.localdate()
    old = today - timedelta(days=today.weekday(), weeks=4)
    write_hours(there, week_of=old, amounts={"": Decimal(8)}, by=first, at=world.at)
    draw_up(
        there,
        company=world.company,
        site=world.site,
        begins_on=today,
        ends_on=today + timedelta(days=9),
        hours=8,
        by=world.people["coordinator"],
        at=world.at,
    )
    page = signed_in(world.people["coordinator"]).get("/nl/school/")
    assert counts(page) == {
        "rounds": 0, "questions": 1, "agreements": 1, "to-agree": 0, "short": 0, "at-risk": 0, "recognitions": 0, "coaches": 1, "lines": 1, "hours": 1
    }  # fmt: skip


def test_a_question_is_taken_up_and_answered(signed_in: SignedIn, world: World, question: Question):
    desk, carla = signed_in(world.people["coordinator"]), world.people["coordinator"]
    page = f"/nl/school/vraag/{question.key}/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert desk.post(page, {"deed": "take_up", "due_on": tomorrow.isoformat()}).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.owner, question.due_on) == (QuestionState.TAKEN_UP, carla, tomorrow)
    assert list(desk.get("/nl/school/").context["mine"]) == [question]
    assert desk.post(page, {"deed": "answer", "text": "Kom maandag.", "is_possible": "yes"}).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "Kom maandag.")
    assert desk.get(page).context["may_act"] is False


def test_who_signed_up_alone_gets_a_coach(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    there = place(person=anna, offering=world.offering("Zorg", has_hours=True), by=anna, at=world.at)
    desk, coach = signed_in(world.people["coordinator"]), world.people["coach"]
    page = f"/nl/school/coach/{there.key}/"
    assert list(desk.get("/nl/school/").context["alone"]) == [there]
    assert list(desk.get(page).context["form"].fields["coach"].queryset) == [coach]
    assert set(desk.post(page, {"coach": anna.pk}).context["form"].errors) == {"coach"}
    assert desk.post(page, {"coach": coach.pk}).url == "/nl/school/#coaches"
    there.refresh_from_db()
    assert there.coach == coach
    assert desk.get(page).status_code == 404, "who has a coach is not on this list any more"


def test_a_day_in_the_past_is_refused_at_the_field(signed_in: SignedIn, world: World, question: Question):
    page = signed_in(world.people["coordinator"]).post(
        f"/nl/school/vraag/{question.key}/", {"deed": "take_up", "due_on": "2020-01-01"}
    )
    assert set(page.context["taking"].errors) == {"due_on"}
    assert not page.context["answering"].is_bound


def test_an_answer_to_a_closed_question_is_refused_at_the_form(signed_in: SignedIn, world: World, question: Question):
    desk = signed_in(world.people["coordinator"])
    sent = {"deed": "answer", "text": "Nee.", "is_possible": "no"}
    desk.post(f"/nl/school/vraag/{question.key}/", sent)
    question.refresh_from_db()
    assert question.state == QuestionState.DECLINED
    again = desk.post(f"/nl/school/vraag/{question.key}/", {**sent, "text": "Toch wel."})
    assert again.context["answering"].non_field_errors()


def test_the_school_desk_is_for_the_school(signed_in: SignedIn, world: World, question: Question):
    assert signed_in(world.people["trainer"]).get("/nl/school/").status_code == 403
    assert signed_in(question.asked_by).get(f"/nl/school/vraag/{question.key}/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_question_as_for_three(
    signed_in: SignedIn, world: World, count: int, django_assert_num_queries: Callable
):
    for els in world.students(count):
        ask(region=world.region, text="Hoe?", asked_by=els, by=els, at=world.at)
        place(person=els, offering=world.offering(f"Vol {els.pk}", capacity=1), by=els, at=world.at)
    desk = signed_in(world.people["coordinator"])
    desk.get("/nl/school/")
    with django_assert_num_queries(22):
        desk.get("/nl/school/")
