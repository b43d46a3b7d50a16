"""A question from asked to answered, and who may do what with it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.messages.models import Message
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Partnership, Person, Project
from werkveld.steps.questions.actions import (
    IsTooLateToComeBack,
    MayNotAsk,
    MayNotTakeUp,
    MayNotWithdraw,
    QuestionIsClosed,
    answer,
    ask,
    bring_back,
    bundle,
    take_up,
    withdraw,
)
from werkveld.steps.questions.enums import AskedBy, QuestionState
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.queries import questions_for, questions_owned, questions_without_owner, typed_in_by
from werkveld.steps.questions.rules import STILL_FRESH

DUE = date(2026, 9, 15)


@pytest.fixture
def els(world: World) -> Person:
    return Person.objects.create(region=world.region, given_name="Els", phone="0335550123")


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("dirk", RoleCode.CONTACT, world.company)


@pytest.fixture
def question(world: World, els: Person) -> Question:
    return ask(region=world.region, text="Wie helpt met een brief?", asked_by=els, by=els, at=world.at)


def test_everyone_asks_for_themselves(world: World, els: Person, question: Question, deeds_on: DeedsOn):
    assert (question.state, question.asked_at, question.channel) == (QuestionState.ASKED, world.at, AskedBy.WEB)
    assert deeds_on(question) == [("asked", els.key)]


def test_a_coach_types_in_what_a_resident_asks_by_telephone(world: World, els: Person, deeds_on: DeedsOn):
    coach = world.people["coach"]
    typed = ask(region=world.region, text="Hulp", asked_by=els, channel=AskedBy.PHONE, by=coach, at=world.at)
    assert typed.asked_by == els
    assert deeds_on(typed) == [("asked", coach.key)]


def test_a_student_asks_in_nobody_elses_name(world: World, els: Person):
    (anna,) = world.students(1)
    with pytest.raises(MayNotAsk):
        ask(region=world.region, text="Hulp", asked_by=els, by=anna, at=world.at)


def test_only_who_speaks_for_an_organisation_asks_for_it(world: World, dirk: Person, els: Person):
    asked = ask(region=world.region, text="Lassers", asked_by=dirk, organization=world.company, by=dirk, at=world.at)
    assert asked.organization == world.company
    with pytest.raises(MayNotAsk):
        ask(region=world.region, text="Lassers", asked_by=els, organization=world.company, by=els, at=world.at)


def test_a_contact_asks_only_in_the_own_name(world: World, dirk: Person, els: Person):
    colleague = world.someone("colleague", RoleCode.CONTACT, world.company)
    for other in (colleague, els, world.people["coordinator"]):
        with pytest.raises(MayNotAsk):
            ask(region=world.region, text="Lassers", asked_by=other, organization=world.company, by=dirk, at=world.at)
        with pytest.raises(MayNotAsk):
            ask(region=world.region, text="Hulp", asked_by=other, by=dirk, at=world.at)
    assert not Question.objects.exists()


def test_the_school_types_in_what_a_contact_said_and_nothing_else(world: World, dirk: Person, deeds_on: DeedsOn):
    carla = world.people["coordinator"]
    named = {"region": world.region, "text": "Lassers", "channel": AskedBy.PHONE, "at": world.at}
    typed = ask(asked_by=dirk, organization=world.company, by=carla, **named)
    assert (typed.asked_by, deeds_on(typed)) == (dirk, [("asked", carla.key)])
    with pytest.raises(MayNotAsk):  # this one speaks for nobody
        ask(asked_by=world.people["trainer"], organization=world.company, by=carla, **named)
    with pytest.raises(MayNotAsk):  # nor does the school itself
        ask(asked_by=carla, organization=world.company, by=carla, **named)
    with pytest.raises(MayNotAsk):  # a coach helps residents, and takes up nothing
        ask(asked_by=dirk, organization=world.company, by=world.people["coach"], **named)


def test_who_helps_residents_types_in_for_residents_only(world: World, dirk: Person):
    neighbour = world.someone("neighbour", RoleCode.RESIDENT, world.school)
    coach, (anna,) = world.people["coach"], world.students(1)
    named = {"region": world.region, "text": "Hulp", "channel": AskedBy.DESK, "at": world.at}
    assert ask(asked_by=neighbour, by=coach, **named).asked_by == neighbour
    for other in (anna, dirk, world.people["coordinator"]):
        with pytest.raises(MayNotAsk):
            ask(asked_by=other, by=coach, **named)


def test_taking_up_names_an_owner_and_a_day_and_tells_the_asker(
    world: World, els: Person, question: Question, deeds_on: DeedsOn
):
    carla = world.people["coordinator"]
    taken = take_up(question, owner=carla, due_on=DUE, by=carla, at=world.at)
    assert (taken.state, taken.owner, taken.due_on) == (QuestionState.TAKEN_UP, carla, DUE)
    assert deeds_on(question)[-1] == ("took up", carla.key)
    assert [(m.to, m.kind) for m in Message.objects.all()] == [(els, "question-taken-up")]
    assert list(questions_owned(carla)) == [question]


def test_a_coach_takes_up_nothing(world: World, question: Question):
    coach = world.people["coach"]
    with pytest.raises(MayNotTakeUp):
        take_up(question, owner=coach, due_on=DUE, by=coach, at=world.at)
    question.refresh_from_db()
    assert question.state == QuestionState.ASKED


def test_several_questions_become_one_project(world: World, els: Person, question: Question):
    partnership = Partnership.objects.create(region=world.region, code="samen", name_nl="Samen", name_en="Together")
    project = Project.objects.create(partnership=partnership, code="brieven", name_nl="Brieven", name_en="Letters")
    other = ask(region=world.region, text="Nog een brief", asked_by=els, by=els, at=world.at)
    carla = world.people["coordinator"]
    bundled = bundle([question, other], project=project, owner=carla, due_on=DUE, by=carla, at=world.at)
    assert {(one.state, one.project) for one in bundled} == {(QuestionState.BUNDLED, project)}


@pytest.mark.parametrize(("is_possible", "state"), [(True, QuestionState.ANSWERED), (False, QuestionState.DECLINED)])
def test_an_answer_closes_it_and_it_stays_closed(
    world: World, question: Question, is_possible: bool, state: QuestionState
):
    carla = world.people["coordinator"]
    closed = answer(question, text="Kom maandag.", is_possible=is_possible, by=carla, at=world.at)
    assert (closed.state, closed.answer, closed.closed_at) == (state, "Kom maandag.", world.at)
    with pytest.raises(QuestionIsClosed):
        answer(question, text="Toch niet.", by=carla, at=world.at)
    with pytest.raises(QuestionIsClosed):
        take_up(question, owner=carla, due_on=DUE, by=carla, at=world.at)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": QuestionState.TAKEN_UP},
        {"state": QuestionState.BUNDLED, "due_on": DUE},
        {"state": QuestionState.DECLINED},
    ],
)
def test_the_database_refuses_half_a_state(question: Question, columns: dict[str, object]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**columns)


def test_who_handles_questions_sees_all_and_others_their_own(
    world: World, els: Person, dirk: Person, question: Question
):
    for_company = ask(
        region=world.region, text="Lassers", asked_by=dirk, organization=world.company, by=dirk, at=world.at
    )
    today = localdate(world.at)
    colleague = world.someone("colleague", RoleCode.CONTACT, world.company)
    assert list(questions_for(world.people["coordinator"], today)) == [for_company, question]
    assert list(questions_for(els, today)) == [question]
    assert list(questions_for(colleague, today)) == [for_company]
    assert list(questions_for(world.people["trainer"], today)) == []


def test_a_student_does_not_see_what_the_own_college_asked(world: World, els: Person):
    coach = world.people["coach"]
    ask(region=world.region, text="Intern", asked_by=coach, organization=world.college, by=coach, at=world.at)
    anna = world.someone("anna", RoleCode.LEARNER, world.college)
    assert not questions_for(anna, localdate(world.at)).exists()


def test_the_oldest_question_without_an_owner_comes_first(world: World, els: Person, question: Question):
    later = ask(region=world.region, text="Later", asked_by=els, by=els, at=world.at.replace(hour=12))
    today = localdate(world.at)
    assert list(questions_without_owner(world.people["coordinator"], today)) == [question, later]
    assert list(questions_without_owner(els, today)) == []


def test_the_asker_takes_a_question_back_and_brings_it_back_as_it_was(
    world: World, els: Person, question: Question, deeds_on: DeedsOn
):
    carla = world.people["coordinator"]
    take_up(question, owner=carla, due_on=DUE, by=carla, at=world.at)
    gone = withdraw(question, by=els, at=world.at)
    assert (gone.state, gone.closed_at) == (QuestionState.WITHDRAWN, world.at)
    assert list(questions_owned(carla)) == []
    back = bring_back(question, by=els, at=world.at + STILL_FRESH - timedelta(seconds=1))
    assert (back.state, back.closed_at, back.owner, back.due_on) == (QuestionState.TAKEN_UP, None, carla, DUE)
    assert [verb for verb, _by in deeds_on(question)][-2:] == ["withdrew", "brought back"]
    told = Message.objects.filter(to=carla).order_by("id")
    assert [message.kind for message in told] == ["question-withdrawn", "question-is-back"]


def test_a_question_that_nobody_took_up_comes_back_without_owner(world: World, els: Person, question: Question):
    withdraw(question, by=els, at=world.at)
    assert list(questions_without_owner(world.people["coordinator"], localdate(world.at))) == []
    assert bring_back(question, by=els, at=world.at).state == QuestionState.ASKED


def test_after_two_weeks_it_is_a_new_question(world: World, els: Person, question: Question):
    withdraw(question, by=els, at=world.at)
    with pytest.raises(IsTooLateToComeBack):
        bring_back(question, by=els, at=world.at + STILL_FRESH)


def test_only_the_side_of_the_asker_takes_back(world: World, els: Person, dirk: Person, question: Question):
    for_company = ask(
        region=world.region, text="Lassers", asked_by=dirk, organization=world.company, by=dirk, at=world.at
    )
    (anna,) = world.students(1)
    for other in (anna, world.people["coach"], dirk):
        with pytest.raises(MayNotWithdraw):
            withdraw(question, by=other, at=world.at)
    for other in (anna, els, world.people["trainer"]):
        with pytest.raises(MayNotWithdraw):
            withdraw(for_company, by=other, at=world.at)
    colleague = world.someone("colleague", RoleCode.CONTACT, world.company)
    assert withdraw(for_company, by=colleague, at=world.at).state == QuestionState.WITHDRAWN
    with pytest.raises(MayNotWithdraw):
        bring_back(for_company, by=els, at=world.at)
    by_phone = withdraw(question, by=world.people["coordinator"], at=world.at)
    assert by_phone.state == QuestionState.WITHDRAWN


def test_what_is_closed_is_not_taken_back(world: World, els: Person, question: Question):
    answer(question, text="Kom maandag.", by=world.people["coordinator"], at=world.at)
    with pytest.raises(QuestionIsClosed):
        withdraw(question, by=els, at=world.at)
    with pytest.raises(IsTooLateToComeBack):
        bring_back(question, by=els, at=world.at)


def test_who_wrote_it_down_for_the_asker_is_known(world: World, els: Person, question: Question):
    coach = world.people["coach"]
    typed = ask(region=world.region, text="Hulp", asked_by=els, channel=AskedBy.PHONE, by=coach, at=world.at)
    assert (typed_in_by(typed), typed_in_by(question)) == (coach.name, "")
