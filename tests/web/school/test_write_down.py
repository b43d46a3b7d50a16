"""A neighbour calls; somebody of the school types it in, and it is the question of that neighbour."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import digits_of, neighbours_like
from werkveld.steps.questions.actions import answer
from werkveld.steps.questions.enums import AskedBy, QuestionState
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
PAGE = "/nl/school/vraag/opschrijven/"
CALL = {"name": "Els Evers", "phone": "033 555 01 23", "text": "Ik snap een brief niet.", "channel": "phone"}


@pytest.fixture
def desk(signed_in: SignedIn, world: World) -> Client:
    return signed_in(world.people["coordinator"])


@pytest.fixture
def els(world: World) -> Person:
    return world.someone("Els", RoleCode.RESIDENT, world.school, family_name="Evers", phone="+31 33-5550123")


def test_who_calls_becomes_known_and_the_question_is_theirs(desk: Client, world: World):
    before = Person.objects.count()
    answer = desk.post(PAGE, CALL)
    question = Question.objects.get()
    assert answer.url == f"/nl/school/vraag/{question.key}/"
    els = question.asked_by
    assert (els.name, els.phone, els.region) == ("Els Evers", CALL["phone"], world.region)
    assert [(role.code, role.organization) for role in els.roles.all()] == [(RoleCode.RESIDENT, world.school)]
    assert (question.text, question.channel, question.organization) == (CALL["text"], AskedBy.PHONE, None)
    assert Deed.objects.get(verb="asked").by == world.people["coordinator"].key
    assert Person.objects.count() == before + 1


def test_who_called_before_is_the_same_person(desk: Client, els: Person):
    desk.post(PAGE, CALL)
    assert Question.objects.get().asked_by == els


@pytest.mark.parametrize("other", [{"name": "Eva Evers"}, {"phone": "06 12345678"}], ids=["a name", "a number"])
def test_who_may_be_known_is_asked_about_once_and_that_is_a_look(
    desk: Client, world: World, els: Person, other: dict[str, str]
):
    said = {**CALL, **other}
    page = desk.post(PAGE, said)
    assert set(page.context["form"].errors) == {"who"}
    choices = page.context["form"].fields["who"].choices
    assert choices == [(str(els.key), "Els Evers (… 123)"), ("new", choices[1][1])]
    assert "5550123" not in str(choices)
    assert [(seen.person, seen.by) for seen in Look.objects.all()] == [(els.key, world.people["coordinator"].key)]
    desk.post(PAGE, {**said, "who": str(els.key)})
    assert Question.objects.get().asked_by == els
    els.refresh_from_db()
    assert digits_of(els.phone) == digits_of(said["phone"])


def test_somebody_else_with_the_same_number_is_somebody_else(desk: Client, els: Person):
    desk.post(PAGE, {**CALL, "name": "Joop Evers", "who": "new"})
    assert Question.objects.get().asked_by.name == "Joop Evers"
    els.refresh_from_db()
    assert els.name == "Els Evers"


@pytest.mark.parametrize(
    ("other", "field"),
    [({"phone": ""}, "phone"), ({"phone": "0335"}, "phone"), ({"name": " "}, "name"), ({"text": ""}, "text")],
)
def test_what_is_missing_is_said_at_its_field(desk: Client, world: World, other: dict[str, str], field: str):
    assert set(desk.post(PAGE, {**CALL, **other}).context["form"].errors) == {field}
    assert not Question.objects.exists()


def test_who_stands_at_the_desk_needs_no_telephone(desk: Client, world: World):
    desk.post(PAGE, {**CALL, "phone": "", "channel": "desk"})
    assert Question.objects.get().channel == AskedBy.DESK


def test_only_who_takes_in_questions_finds_the_page(signed_in: SignedIn, world: World, els: Person):
    developer = world.someone("Daan", RoleCode.DEVELOPER, world.school)
    assert signed_in(developer).get(PAGE).status_code == 403
    assert signed_in(els).get(PAGE).status_code == 403
    assert neighbours_like(developer, localdate(world.at), phone=els.phone, name=els.name) == []


def test_a_student_with_the_same_name_is_no_neighbour(desk: Client, world: World):
    world.someone("Els", RoleCode.LEARNER, world.college, family_name="Evers", phone=CALL["phone"])
    desk.post(PAGE, CALL)
    assert [role.code for role in Question.objects.get().asked_by.roles.all()] == [RoleCode.RESIDENT]


@pytest.mark.parametrize("typed", ["033-555 01 23", "+31 33 5550123", "0031335550123", "(033) 5550123"])
def test_a_number_is_the_same_however_it_is_typed(typed: str):
    assert digits_of(typed) == "0335550123"


def test_opening_a_question_is_a_look_and_who_must_be_called_is_told(desk: Client, world: World, els: Person):
    desk.post(PAGE, CALL)
    question = Question.objects.get()
    page = f"/nl/school/vraag/{question.key}/"
    assert desk.get(page).context["must_call"] is True
    assert Look.objects.get().person == els.key
    said = desk.post(page, {"deed": "answer", "text": "Kom maandag.", "is_possible": "yes"}, follow=True)
    assert els.phone in str(list(said.context["messages"])[-1])
    Person.objects.filter(pk=els.pk).update(email="els@example.nl")
    assert desk.get(page).context["must_call"] is False


def test_the_school_takes_back_what_the_asker_calls_off(desk: Client, els: Person):
    desk.post(PAGE, CALL)
    question = Question.objects.get()
    for deed, state in (("intrekken", QuestionState.WITHDRAWN), ("terug", QuestionState.ASKED)):
        assert desk.post(f"/nl/school/vraag/{question.key}/{deed}/").status_code == 302
        question.refresh_from_db()
        assert question.state == state
    answer(
        question, text="Ja.", by=els.roles.get().organization.roles.get(code="coordinator").person, at=question.asked_at
    )
    page = desk.get(f"/nl/school/vraag/{question.key}/")
    assert (page.context["may_act"], page.context["may_come_back"]) == (False, False)
