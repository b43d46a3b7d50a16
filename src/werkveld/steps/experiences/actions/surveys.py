"""Asks how it was, once, and takes in the answer."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.experiences.models import Asked, Concern, ExternalMeasure, Survey
from werkveld.steps.experiences.rules import is_open, may_survey, may_type_in
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_leave
from werkveld.steps.questions.enums import AskedBy


class MayNotSurvey(Refusal):
    sentence = _("Only who guards quality sets out a survey.")


class SurveyIsClosed(Refusal):
    sentence = _("This survey is closed.")


class MayNotAnswer(Refusal):
    sentence = _("You can only give your own answer.")


class IsAnswered(Refusal):
    sentence = _("This was already answered. Nobody is asked twice.")


@transaction.atomic
def describe(
    record: ExternalMeasure, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> ExternalMeasure:
    """Takes over what somebody else measured, new or stored. Nothing changed: no deed."""
    if not may_survey(by, localdate(at)):
        raise MayNotSurvey
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def strike(record: ExternalMeasure, *, by: Person, at: datetime) -> None:
    if not may_survey(by, localdate(at)):
        raise MayNotSurvey
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()


@transaction.atomic
def set_out(*, region: Region, by: Person, at: datetime, **facts: Any) -> Survey:
    if not may_survey(by, localdate(at)):
        raise MayNotSurvey
    survey = Survey.objects.create(region=region, **facts)
    note("set out", survey, by=by, at=at)
    return survey


@transaction.atomic
def ask_how_it_was(survey: Survey, people: Iterable[dict[str, Any]], *, by: Person, at: datetime) -> list[Asked]:
    """`people`: rows of Asked (person, and the enrolment or appointment it is about). Who was asked stays asked once,
    and nobody is asked about one visit by two surveys."""
    if not may_survey(by, localdate(at)):
        raise MayNotSurvey
    rows = list(people)
    known = set(
        Asked.objects.filter(survey=survey, person__in=[row["person"] for row in rows]).values_list(
            "person_id", flat=True
        )
    )
    visits = Asked.objects.filter(appointment__in=[row["appointment"] for row in rows if row.get("appointment")])
    told = set(visits.values_list("appointment_id", flat=True))
    fresh = {
        row["person"].pk: row
        for row in rows
        if row["person"].pk not in known and (row.get("appointment") is None or row["appointment"].pk not in told)
    }
    asked = Asked.objects.bulk_create(
        [Asked(survey=survey, asked_at=at, **row) for row in fresh.values()], batch_size=500
    )
    note_all("asked how it was", asked, by=by, at=at)
    return asked


@transaction.atomic
def answer(
    asked: Asked,
    *,
    score: Decimal,
    by: Person,
    at: datetime,
    remark: str = "",
    also: bool | None = None,
    channel: AskedBy = AskedBy.WEB,
) -> Asked:
    """Once. `also` answers the second question; an answer to a question that was not asked is dropped."""
    if not may_type_in(by, asked, localdate(at)):
        raise MayNotAnswer
    if not is_open(asked.survey, localdate(at)):
        raise SurveyIsClosed
    said = {
        "score": score,
        "also": also if asked.survey.also_nl else None,
        "remark": remark,
        "channel": channel,
        "answered_at": at,
    }
    if not Asked.objects.filter(pk=asked.pk, answered_at__isnull=True).update(**said):
        raise IsAnswered
    for name, value in said.items():
        setattr(asked, name, value)
    note("answered", asked, by=by, at=at)
    return asked


@transaction.atomic
def leave_surveys(person: Person, *, by: Person, at: datetime) -> None:
    """The words go; the marks stay counted. What was told to the adviser stays, without a way to reach the teller."""
    if not may_leave(by, person):
        raise MayNotLeave
    Asked.objects.filter(person=person).update(remark="")
    Concern.objects.filter(told_by=person).update(reach="")
    note("left surveys", person, by=by, at=at)
