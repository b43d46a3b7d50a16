"""Surveys: students, trainers, residents and coaches say how it was. Not everyone answers, and nobody is asked twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils.timezone import localdate

from werkveld.demo.cast import Year
from werkveld.demo.days import moment
from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.steps.experiences.actions import answer, answer_with, ask_about_visits, ask_how_it_was, set_out
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.experiences.queries.visits import visit_survey
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.enums import AskedBy

AUTUMNS = (date(2021, 11, 22), date(2022, 11, 14))
OPEN_DAYS = 21
BATCHES = 6
SCHOOL_YEARS = (date(2021, 9, 1), date(2022, 9, 1))
RESIDENTS_ANSWER, BY_LINK, GOT_HELP = 0.42, 0.4, 0.9

# Respondents: mean and spread of the scores, share that answers, and the question in both languages.
VOICES: dict[Respondents, tuple[float, float, float, str, str, str, str]] = {
    Respondents.LEARNER: (
        8.0, 1.0, 0.56,
        "Studenten over leren met de praktijk", "Students on learning with practice",
        "Hoe tevreden ben je over wat je in de praktijk leert?", "How satisfied are you with what you learn in practice?",
    ),
    Respondents.TRAINER: (
        7.5, 1.0, 0.48,
        "Praktijkopleiders over samenwerken met de school", "Trainers on working with the school",
        "Hoe tevreden ben je over de samenwerking met de school?", "How satisfied are you with working with the school?",
    ),
    Respondents.COACH: (
        7.7, 0.8, 0.7,
        "Coaches over het begeleiden van studenten", "Coaches on guiding students",
        "Hoe tevreden ben je over de ruimte om te begeleiden?", "How satisfied are you with the room to guide students?",
    ),
}  # fmt: skip


def plan_surveys(year: Year) -> None:
    for opens_on in AUTUMNS:
        for respondents in VOICES:
            year.calendar.plan(moment(opens_on, 9), hold_survey, year=year, respondents=respondents)
    for begins_on in SCHOOL_YEARS:
        year.calendar.plan(moment(begins_on, 9), open_questions, year=year)


def hold_survey(*, year: Year, respondents: Respondents, at: datetime) -> None:
    _mean, _spread, share, *said = VOICES[respondents]
    by = year.stars["quality"]
    survey = set_out(
        region=year.region,
        code=f"{respondents.value}s-{localdate(at).year}",
        respondents=respondents,
        opens_on=localdate(at),
        closes_on=localdate(at) + timedelta(days=OPEN_DAYS),
        is_example=True,
        **dict(zip(("name_nl", "name_en", "question_nl", "question_en"), said, strict=True)),
        by=by,
        at=at,
    )
    dice = year.dice(f"survey {survey.code}")
    rows = WHO[respondents](year, localdate(at))
    asked = ask_how_it_was(survey, rows, by=by, at=at)
    willing = [one for one in asked if dice.random() < share] or asked[:1]
    for batch in range(BATCHES):
        when = at + timedelta(days=1 + batch * 3, hours=batch)
        year.calendar.plan(when, answer_some, survey=survey, some=willing[batch::BATCHES], dice=dice)


def answer_some(*, survey: Survey, some: list[Asked], dice: Random, at: datetime) -> None:
    mean, spread, *_said = VOICES[Respondents(survey.respondents)]
    for asked in some:
        answer(asked, score=_score(dice, mean, spread), by=asked.person, at=at)


def _score(dice: Random, mean: float, spread: float) -> Decimal:
    return Decimal(max(1, min(10, round(dice.gauss(mean, spread) * 2) / 2)))


def open_questions(*, year: Year, at: datetime) -> None:
    open_visit_survey(year.region, by=year.stars["quality"], at=at, is_example=True)


def ask_after(*, year: Year, items: list[tuple[Appointment, Person]], at: datetime) -> None:
    """The day after a visit; most who answer say it aloud, and the coach of the shift types it in."""
    survey = visit_survey(year.region, localdate(at))
    if survey is None:
        return
    known: dict[int | None, tuple[Appointment, Person]] = {visit.pk: (visit, coach) for visit, coach in items}
    for asked in ask_about_visits([visit for visit, _coach in items], survey=survey, by=year.stars["quality"], at=at):
        visit, coach = known[asked.appointment_id]
        dice = year.dice(f"after {visit.starts_at} {visit.learner.email}")
        if dice.random() < RESIDENTS_ANSWER:
            when = at + timedelta(days=dice.randint(1, 6), hours=dice.randint(0, 5))
            year.calendar.plan(when, tell_how_it_was, asked=asked, coach=coach, dice=dice)


def tell_how_it_was(*, asked: Asked, coach: Person, dice: Random, at: datetime) -> None:
    score, also = _score(dice, 8.3, 0.9).to_integral_value(), dice.random() < GOT_HELP
    if dice.random() < BY_LINK:
        answer_with(asked.secret, score=score, also=also, remark="", at=at)
        return
    way = dice.choice((AskedBy.DESK, AskedBy.PHONE, AskedBy.PAPER))
    answer(asked, score=score, also=also, channel=way, by=coach, at=at)


def _learners(year: Year, on: date) -> list[dict[str, Any]]:
    """Who learned in practice this school year, about the last place."""
    since = on - timedelta(days=365)
    return list(
        {
            enrolment.person_id: {"person": enrolment.person, "enrolment": enrolment}
            for run in year.runs
            if run.offering.programme.kind.has_hours
            for stay in run.stays
            if since < stay.starts_on <= on
            for enrolment in stay.present
            if enrolment.person.college_id is not None
        }.values()
    )


def _trainers(year: Year, on: date) -> list[dict[str, Any]]:
    """Who taught somebody at work; an invented voice per company."""
    companies = {
        agreement.company_id: agreement.enrolment
        for run in year.runs
        for stay in run.stays
        if stay.starts_on <= on
        for agreement in stay.agreements
        if agreement.complete_at is not None
    }
    return [{"person": year.trainers[company], "enrolment": one} for company, one in companies.items()]


def _coaches(year: Year, on: date) -> list[dict[str, Any]]:
    coaches = {run.coach.pk: run.coach for run in year.runs if run.shape.starts_on <= on}
    return [{"person": coach} for coach in coaches.values()]


WHO: dict[Respondents, Callable[[Year, date], list[dict[str, Any]]]] = {
    Respondents.LEARNER: _learners,
    Respondents.TRAINER: _trainers,
    Respondents.COACH: _coaches,
}
