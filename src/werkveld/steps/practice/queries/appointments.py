"""Residents who are helped, for themselves and for who helps them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.questions.models import Question


def services_given(region: Region, *, start: datetime, end: datetime) -> QuerySet[Appointment]:
    """Residents who were really helped."""
    return Appointment.objects.filter(
        shift__offering__programme__region=region,
        state=AppointmentState.SERVED,
        starts_at__gte=start,
        starts_at__lt=end,
    )


def appointments_on(shifts: QuerySet[Shift]) -> QuerySet[Appointment]:
    """Who comes, in the order of the clock; for the coach who stands there."""
    return (
        Appointment.objects.filter(shift__in=shifts)
        .exclude(state=AppointmentState.CANCELLED)
        .select_related("resident", "learner", "shift")
        .order_by("starts_at", "id")
    )


def coached_appointment(coach: Person, key: UUID) -> Appointment | None:
    return Appointment.objects.filter(shift__coach=coach, key=key).select_related("shift", "resident").first()


def appointments_of(resident: Person) -> QuerySet[Appointment]:
    """The resident's own, the next one first and then the past."""
    return (
        Appointment.objects.filter(resident=resident)
        .select_related("shift__site", "shift__offering", "help", "learner", "question")
        .order_by("-starts_at", "-id")
    )


def visits_for(question: Question, *, after: datetime) -> QuerySet[Appointment]:
    """What is still to come of a question."""
    booked = Appointment.objects.filter(question=question, state=AppointmentState.BOOKED, starts_at__gt=after)
    return booked.select_related("shift").order_by("starts_at", "id")
