"""What is near enough to be reminded of."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.enums import AppointmentState, ShiftState
from werkveld.steps.practice.models import Appointment, Shift


def visits_to_remind(region: Region, at: datetime) -> QuerySet[Appointment]:
    """Within the hours of the dated rule. Who booked within those hours still knows it."""
    ahead = timedelta(hours=int(norm(region, "remind_hours", at.date())))
    return (
        Appointment.objects.filter(
            resident__region=region,
            state=AppointmentState.BOOKED,
            reminded_at__isnull=True,
            starts_at__gt=at,
            starts_at__lte=at + ahead,
            booked_at__lte=F("starts_at") - ahead,
        )
        .select_related("resident", "shift__site", "help")
        .order_by("starts_at", "id")
    )


def shifts_between(region: Region, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    """Planned ones, in the order of the clock."""
    return (
        Shift.objects.filter(
            offering__programme__region=region, state=ShiftState.PLANNED, starts_at__gte=start, starts_at__lt=end
        )
        .select_related("site", "coach")
        .order_by("starts_at", "id")
    )
