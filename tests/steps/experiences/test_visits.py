"""After a visit: asked once, not again too soon, and without a link for who complained; answered by link, aloud or on paper."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.steps.experiences.actions import IsAnswered, MayNotAnswer, MayNotSurvey, answer_with, ask_about_visit
from werkveld.steps.experiences.actions.visits import IsAskedEnough, LinkIsUnknown, ask_about_visits, take_answer
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Asked, Concern, Survey
from werkveld.steps.experiences.queries.visits import (
    asked_with,
    visit_survey,
    visits_to_ask_about,
    visits_to_rate,
    visits_without_answer,
)
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.questions.enums import AskedBy

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")
NEXT_DAY = TEN + timedelta(days=1)
Helped = Callable[..., Appointment]


@pytest.fixture
def survey(world: World) -> Survey:
    Norm.objects.create(region=world.region, code="ask_again_days", value=30, valid_from=date(2016, 8, 1))
    return open_visit_survey(world.region, by=world.people["coordinator"], at=world.at)


@pytest.fixture
def els(world: World) -> Person:
    return Person.objects.create(region=world.region, given_name="Els")


@pytest.fixture
def helped(world: World, els: Person, survey: Survey) -> Helped:
    """A visit that ended, each on a shift of its own."""

    def visit(starts_at: datetime = TEN, state: str = AppointmentState.SERVED, **facts: object) -> Appointment:
        people = world.students(1)
        shift = plan_shift(
            offering=world.offering(f"nova {Shift.objects.count()}"),
            site=world.site,
            coach=world.people["coach"],
            people=people,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            by=world.people["coordinator"],
            at=world.at,
        )
        usual = {"resident": els, "learner": people[0], "code": f"C{shift.pk}", "booked_at": world.at}
        ended = {"state": state, "closed_at": starts_at + timedelta(hours=1)}
        return Appointment.objects.create(shift=shift, starts_at=starts_at, **usual | ended | facts)

    return visit


def ask(world: World, visit: Appointment, survey: Survey, at: datetime = NEXT_DAY) -> Asked:
    return ask_about_visit(visit, survey=survey, by=world.clockwork, at=at)


def test_the_questions_are_open_for_a_school_year_and_once(world: World, survey: Survey):
    assert (survey.is_per_visit, survey.closes_on, survey.code) == (True, date(2027, 8, 14), "visits-2026")
    assert open_visit_survey(world.region, by=world.people["coordinator"], at=NEXT_DAY) == survey
    assert visit_survey(world.region, date(2027, 8, 15)) is None
    with pytest.raises(MayNotSurvey):
        open_visit_survey(world.region, by=world.people["coach"], at=TEN + timedelta(days=400))


def test_a_resident_is_asked_once_about_a_visit(world: World, helped: Helped, survey: Survey, deeds_on: DeedsOn):
    visit = helped()
    assert list(visits_to_ask_about(world.region, NEXT_DAY)) == [visit]
    asked = ask(world, visit, survey)
    told = Message.objects.get(kind="how-was-it")
    assert (told.to, told.facts) == (visit.resident, {"secret": asked.secret})
    assert len(asked.secret) == 22
    assert list(visits_to_ask_about(world.region, NEXT_DAY)) == []
    assert deeds_on(asked) == [("asked how it was", world.clockwork.key)]
    with pytest.raises(IsAskedEnough):
        ask(world, visit, survey)


@pytest.mark.parametrize(("days", "is_asked"), [(29, False), (30, True)])
def test_nobody_is_asked_again_too_soon(world: World, helped: Helped, survey: Survey, days: int, is_asked: bool):
    ask(world, helped(), survey)
    at = NEXT_DAY + timedelta(days=days)
    again = helped(at - timedelta(days=1))
    assert list(visits_to_ask_about(world.region, at)) == [again] * is_asked
    if not is_asked:
        with pytest.raises(IsAskedEnough):
            ask(world, again, survey, at)


@pytest.mark.parametrize("state", [AppointmentState.MISSED, AppointmentState.CANCELLED])
def test_who_was_not_helped_is_not_asked(world: World, helped: Helped, state: str):
    helped(state=state)
    assert list(visits_to_ask_about(world.region, NEXT_DAY)) == []


def test_a_visit_of_long_ago_is_not_asked_about(world: World, helped: Helped):
    helped()
    assert list(visits_to_ask_about(world.region, TEN + timedelta(days=15))) == []


@pytest.mark.parametrize("by_name", [True, False])
def test_who_complained_gets_no_link_and_the_coach_sees_no_difference(
    world: World, helped: Helped, survey: Survey, by_name: bool, deeds_on: DeedsOn
):
    joop = Person.objects.create(region=world.region, given_name="Joop")
    visit, other = helped(), helped(TEN + timedelta(hours=3), resident=joop)
    els = visit.resident
    coach = world.people["coach"]
    told_by = {"told_by": els} if by_name else {"appointment": visit}
    kind = ConcernKind.COMPLAINT
    Concern.objects.create(organization=world.school, kind=kind, text="…", code="K1", told_at=TEN, **told_by)
    assert list(visits_without_answer(coach, NEXT_DAY)) == [other, visit]
    asked = ask_about_visits([visit, other], survey=survey, by=world.clockwork, at=NEXT_DAY)
    assert [one.person.given_name for one in asked if one.secret] == ["Joop"]
    assert list(Message.objects.filter(kind="how-was-it").values_list("to", flat=True)) == [joop.pk]
    assert list(visits_to_rate(els, localdate(NEXT_DAY))) == []
    assert {tuple(deeds_on(one)) for one in asked} == {(("asked how it was", world.clockwork.key),)}
    again = [helped(NEXT_DAY + timedelta(hours=hour), resident=who) for hour, who in ((1, els), (4, joop))]
    later = NEXT_DAY + timedelta(days=1)
    assert not set(again) & set(visits_without_answer(coach, later)), "both were asked lately"
    assert list(visits_without_answer(coach, later)) == [other, visit]
    said = take_answer(visit, survey=survey, score=Decimal(4), also=None, channel=AskedBy.DESK, by=coach, at=later)
    assert (said.score, said.person) == (Decimal(4), els)


def test_the_link_answers_both_questions_once(world: World, helped: Helped, survey: Survey, deeds_on: DeedsOn):
    asked = ask(world, helped(), survey)
    assert list(visits_to_rate(asked.person, localdate(NEXT_DAY))) == [asked]
    answer_with(asked.secret, score=Decimal(9), also=True, remark="Fijn", at=NEXT_DAY)
    asked = asked_with(asked.secret)
    assert (asked.score, asked.also, asked.remark, asked.channel) == (Decimal(9), True, "Fijn", AskedBy.WEB)
    assert deeds_on(asked)[-1] == ("answered", asked.person.key)
    assert list(visits_to_rate(asked.person, localdate(NEXT_DAY))) == []
    with pytest.raises(IsAnswered):
        answer_with(asked.secret, score=Decimal(1), also=False, remark="", at=NEXT_DAY)


@pytest.mark.parametrize("secret", ["", "unknown"])
def test_another_link_opens_nothing(world: World, survey: Survey, secret: str):
    Asked.objects.create(survey=survey, person=world.people["coach"], asked_at=TEN)
    assert asked_with(secret) is None
    with pytest.raises(LinkIsUnknown):
        answer_with(secret, score=Decimal(1), also=None, remark="", at=NEXT_DAY)


def test_a_coach_types_in_what_is_said_aloud_asked_before_or_not(
    world: World, helped: Helped, survey: Survey, els: Person
):
    asked_before, fresh = (
        helped(),
        helped(TEN + timedelta(hours=3), resident=Person.objects.create(region=world.region)),
    )
    ask(world, asked_before, survey)
    coach = world.people["coach"]
    assert list(visits_without_answer(coach, NEXT_DAY)) == [fresh, asked_before]
    for visit, way in ((asked_before, AskedBy.PHONE), (fresh, AskedBy.PAPER)):
        said = take_answer(visit, survey=survey, score=Decimal(8), also=None, channel=way, by=coach, at=NEXT_DAY)
        assert (said.appointment, said.channel, said.score, said.also) == (visit, way, Decimal(8), None)
    assert list(visits_without_answer(coach, NEXT_DAY)) == []
    assert Asked.objects.count() == 2


def test_another_coach_and_the_student_hear_nothing(world: World, helped: Helped, survey: Survey):
    visit = helped()
    for by in (world.people["trainer"], visit.learner):
        assert list(visits_without_answer(by, NEXT_DAY)) == []
        with pytest.raises(MayNotAnswer):
            take_answer(visit, survey=survey, score=Decimal(8), also=None, channel=AskedBy.DESK, by=by, at=NEXT_DAY)
    assert list(visits_without_answer(world.people["coordinator"], NEXT_DAY)) == [visit]


def test_a_second_answer_to_a_survey_of_one_question_is_dropped(world: World, helped: Helped, survey: Survey):
    Survey.objects.update(also_nl="", also_en="")
    asked = ask(world, helped(), survey)
    assert answer_with(asked.secret, score=Decimal(7), also=True, remark="", at=NEXT_DAY).also is None
