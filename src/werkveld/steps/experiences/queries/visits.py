"""Visits after which a resident may be asked how it was, and those that still wait for an answer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Concern, Survey
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.rules import may_plan

FRESH = timedelta(days=14)  # longer ago, nobody remembers it well enough


def visit_survey(region: Region, on: date) -> Survey | None:
    """What residents are asked after a visit on this day."""
    open_now = Survey.objects.filter(
        region=region, respondents=Respondents.RESIDENT, is_per_visit=True, opens_on__lte=on, closes_on__gte=on
    )
    return open_now.order_by("-opens_on", "-id").first()


def visits_to_ask_about(region: Region, at: datetime) -> QuerySet[Appointment]:
    """Helped a short while ago, and not asked about it, nor lately about another."""
    return (
        Appointment.objects.filter(_may_be_asked(region, at), resident__region=region)
        .select_related("resident")
        .order_by("closed_at", "id")
    )


def _may_be_asked(region: Region, at: datetime) -> Q:
    since = at - timedelta(days=int(norm(region, "ask_again_days", localdate(at))))
    lately = Asked.objects.filter(person=OuterRef("resident"), survey__is_per_visit=True, asked_at__gt=since)
    return _was_helped(at) & ~Q(Exists(Asked.objects.filter(appointment=OuterRef("pk")))) & ~Q(Exists(lately))


def _was_helped(at: datetime) -> Q:
    return Q(state=AppointmentState.SERVED, closed_at__gt=at - FRESH, closed_at__lte=at, resident__left_at__isnull=True)


def who_complained(residents: Iterable[int]) -> set[int]:
    """Of these, by row number: by name, or about an appointment of theirs. No page may tell it."""
    people = list(residents)
    told = Concern.objects.filter(Q(told_by__in=people) | Q(appointment__resident__in=people))
    return {person for row in told.values_list("told_by", "appointment__resident") for person in row} & set(people)


def visits_without_answer(reader: Person, at: datetime) -> QuerySet[Appointment]:
    """For who types in what a resident says: a coach those of the own shifts, who plans those of the region.

    Asked and not answered, or not asked yet while that may be done; the same whether somebody complained or not.
    """
    open_asked = Asked.objects.filter(
        appointment=OuterRef("pk"), answered_at__isnull=True, survey__closes_on__gte=localdate(at)
    )
    mine = Q(resident__region=reader.region) if may_plan(reader, localdate(at)) else Q(shift__coach=reader)
    return (
        Appointment.objects.filter(mine & ((_was_helped(at) & Exists(open_asked)) | _may_be_asked(reader.region, at)))
        .select_related("resident", "shift__site", "shift__offering", "help")
        .order_by("-starts_at", "-id")
    )


def visit_without_answer(reader: Person, key: UUID, at: datetime) -> Appointment | None:
    return visits_without_answer(reader, at).filter(key=key).first()


def asked_with(secret: str) -> Asked | None:
    """For who holds the link."""
    if not secret:
        return None
    return Asked.objects.filter(secret=secret).select_related("survey__region", "person", "appointment__shift").first()


def visits_to_rate(resident: Person, on: date) -> QuerySet[Asked]:
    """What a resident with an account was asked and did not answer yet, the last visit first."""
    return (
        Asked.objects.filter(
            person=resident, appointment__isnull=False, answered_at__isnull=True, survey__closes_on__gte=on
        )
        .exclude(secret="")
        .select_related("appointment__shift")
        .order_by("-asked_at", "-id")
    )
