"""How it was: asked once, answered once, by the own hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.experiences.actions import (
    IsAnswered,
    MayNotAnswer,
    MayNotSurvey,
    SurveyIsClosed,
    answer,
    ask_how_it_was,
    set_out,
)
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.experiences.queries import all_asked, answers
from werkveld.steps.people.models import Person


def survey_of(world: World, respondents: Respondents, by: str = "coordinator") -> Survey:
    return set_out(
        region=world.region,
        code=respondents.value,
        name_nl="Hoe was het?",
        name_en="How was it?",
        question_nl="Welk cijfer geef je?",
        question_en="Which mark do you give?",
        respondents=respondents,
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 30),
        by=world.people[by],
        at=world.at,
    )


@pytest.fixture
def learners(world: World) -> Survey:
    return survey_of(world, Respondents.LEARNER)


@pytest.fixture
def asked(world: World, learners: Survey) -> Asked:
    (anna,) = world.students(1)
    (one,) = ask_how_it_was(learners, [{"person": anna}], by=world.people["coordinator"], at=world.at)
    return one


def test_who_guards_quality_sets_out_a_survey(world: World, learners: Survey, deeds_on: DeedsOn):
    assert deeds_on(learners) == [("set out", world.people["coordinator"].key)]
    with pytest.raises(MayNotSurvey):
        survey_of(world, Respondents.RESIDENT, by="coach")


def test_nobody_is_asked_twice(world: World, learners: Survey, asked: Asked, deeds_on: DeedsOn):
    (other,) = world.students(1)
    carla = world.people["coordinator"]
    fresh = ask_how_it_was(
        learners, [{"person": asked.person}, {"person": other}, {"person": other}], by=carla, at=world.at
    )
    assert [one.person for one in fresh] == [other]
    assert deeds_on(asked) == [("asked how it was", carla.key)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.create(survey=learners, person=other, asked_at=world.at)


def test_who_may_not_survey_asks_nobody(world: World, learners: Survey):
    (anna,) = world.students(1)
    with pytest.raises(MayNotSurvey):
        ask_how_it_was(learners, [{"person": anna}], by=anna, at=world.at)


def test_an_answer_counts_once(world: World, asked: Asked, deeds_on: DeedsOn):
    answer(asked, score=Decimal("8.5"), remark="Fijn", by=asked.person, at=world.at)
    asked.refresh_from_db()
    assert (asked.score, asked.remark, asked.answered_at) == (Decimal("8.5"), "Fijn", world.at)
    assert deeds_on(asked)[-1] == ("answered", asked.person.key)
    with pytest.raises(IsAnswered):
        answer(asked, score=Decimal(1), by=asked.person, at=world.at)
    span = {"start": world.at - timedelta(days=1), "end": world.at + timedelta(days=1)}
    assert answers(world.region, Respondents.LEARNER, **span).count() == 1
    assert all_asked(world.region, Respondents.RESIDENT, **span).count() == 0


def test_nobody_answers_for_a_student(world: World, asked: Asked):
    (other,) = world.students(1)
    for by in (other, world.people["coach"], world.people["coordinator"]):
        with pytest.raises(MayNotAnswer):
            answer(asked, score=Decimal(10), by=by, at=world.at)


def test_a_coach_types_in_what_a_resident_says(world: World, deeds_on: DeedsOn):
    els = Person.objects.create(region=world.region, given_name="Els")
    residents = survey_of(world, Respondents.RESIDENT)
    (one,) = ask_how_it_was(residents, [{"person": els}], by=world.people["coordinator"], at=world.at)
    (anna,) = world.students(1)
    with pytest.raises(MayNotAnswer):
        answer(one, score=Decimal(9), by=anna, at=world.at)
    answer(one, score=Decimal(9), by=world.people["coach"], at=world.at)
    assert deeds_on(one)[-1] == ("answered", world.people["coach"].key)


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (29, True), (30, False)])
def test_a_survey_is_open_from_its_first_day_to_its_last(world: World, asked: Asked, days: int, is_open: bool):
    at = world.at + timedelta(days=days)
    if is_open:
        assert answer(asked, score=Decimal(7), by=asked.person, at=at).answered_at == at
    else:
        with pytest.raises(SurveyIsClosed):
            answer(asked, score=Decimal(7), by=asked.person, at=at)


@pytest.mark.parametrize("wrong", [{"score": 0}, {"score": 11}, {"score": 5}])
def test_the_database_refuses_a_mark_that_cannot_be(asked: Asked, wrong: dict[str, int]):
    """The last one has no moment."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.filter(pk=asked.pk).update(**wrong)
