"""Shifts, for who leads them."""

from datetime import datetime

from django.db.models import QuerySet

from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import ShiftState
from werkveld.steps.practice.models import Shift


def shifts_of(coach: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    """Those that go on. A draft is not the coach's yet, and what was cancelled no longer is."""
    return (
        Shift.objects.filter(coach=coach, state=ShiftState.PLANNED, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering")
        .prefetch_related("people")
        .order_by("starts_at", "id")
    )
