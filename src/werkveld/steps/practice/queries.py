"""Readers' ways to what happened at work; figures and evidence count only what was confirmed."""

from datetime import date, datetime

from django.db.models import QuerySet

from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours, Shift


def approved_hours(region: Region, *, start: date, end: date) -> QuerySet[Hours]:
    """The only hours that evidence and figures may count."""
    return Hours.objects.filter(
        enrolment__offering__programme__region=region, approved_at__isnull=False, week_of__gte=start, week_of__lt=end
    )


def hours_awaiting(coach: Person) -> QuerySet[Hours]:
    return (
        Hours.objects.filter(approved_at__isnull=True, enrolment__coach=coach)
        .select_related("enrolment__person", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def complete_agreements(region: Region, *, start: date, end: date) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        company__region=region, complete_at__isnull=False, begins_on__gte=start, begins_on__lt=end
    )


def services_given(region: Region, *, start: datetime, end: datetime) -> QuerySet[Appointment]:
    """Residents who were really helped."""
    return Appointment.objects.filter(
        shift__offering__programme__region=region,
        state=AppointmentState.SERVED,
        starts_at__gte=start,
        starts_at__lt=end,
    )


def contact_moments(region: Region, *, start: date, end: date) -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(
        enrolment__offering__programme__region=region, held_on__gte=start, held_on__lt=end
    )


def shifts_of(coach: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    return (
        Shift.objects.filter(coach=coach, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering")
        .prefetch_related("people")
        .order_by("starts_at", "id")
    )
