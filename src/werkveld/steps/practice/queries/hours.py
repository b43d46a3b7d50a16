"""Hours: the own, those that wait, and the only ones that count."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import homes_where
from werkveld.steps.practice.models import Hours
from werkveld.steps.practice.queries.recognitions import week_was_recognised


def approved_hours(region: Region, *, start: date, end: date) -> QuerySet[Hours]:
    """The only hours that evidence and figures may count: confirmed, and where that is asked at a recognised site."""
    confirmed = Hours.objects.filter(
        enrolment__offering__programme__region=region, approved_at__isnull=False, week_of__gte=start, week_of__lt=end
    )
    is_asked = Q(enrolment__offering__programme__kind__needs_recognition=True)
    return confirmed.filter(~is_asked | week_was_recognised())


def hours_awaiting(coach: Person) -> QuerySet[Hours]:
    return (
        Hours.objects.filter(approved_at__isnull=True, enrolment__coach=coach)
        .select_related("enrolment__person", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def hours_of(person: Person) -> QuerySet[Hours]:
    """The own hours, newest week first."""
    return (
        Hours.objects.filter(enrolment__person=person)
        .select_related("enrolment__offering", "approved_by")
        .order_by("-week_of", "work_process", "id")
    )


def hours_in(enrolment: Enrolment) -> QuerySet[Hours]:
    return Hours.objects.filter(enrolment=enrolment).order_by("-week_of", "work_process", "id")


def hours_awaiting_at(reader: Person, on: date) -> QuerySet[Hours]:
    """What the reader may confirm for the own organisation, as its trainer or contact."""
    homes = homes_where(reader, Can.APPROVE_HOURS, on)
    return (
        Hours.objects.filter(
            Q(enrolment__offering__organization__in=homes) | Q(enrolment__offering__organization__parent__in=homes),
            approved_at__isnull=True,
        )
        .exclude(enrolment__person=reader)
        .select_related("enrolment__person", "enrolment__coach", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def hours_forgotten(reader: Person, on: date, *, before: date) -> QuerySet[Hours]:
    """Weeks from before a day that nobody confirmed, of the learners of the reader's school."""
    homes = homes_where(reader, Can.APPROVE_HOURS, on)
    return (
        Hours.objects.filter(
            Q(enrolment__person__college__in=homes) | Q(enrolment__person__college__parent__in=homes),
            approved_at__isnull=True,
            week_of__lt=before,
        )
        .select_related("enrolment__person", "enrolment__coach", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def forgotten_by_coach(reader: Person, on: date, *, before: date) -> list[Any]:
    """The same, a row a coach: name, lines, learners and the oldest week. Who keeps most people waiting comes first."""
    coach = "enrolment__coach"
    return list(
        hours_forgotten(reader, on, before=before)
        .select_related(None)
        .order_by()
        .values(given=F(f"{coach}__given_name"), family=F(f"{coach}__family_name"), coach=F(coach))
        .annotate(lines=Count("id"), learners=Count("enrolment__person", distinct=True), oldest=Min("week_of"))
        .order_by("-lines", "coach")
    )
