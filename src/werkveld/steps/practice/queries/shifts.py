"""Shifts, for who stands on them."""

from datetime import datetime

from django.db.models import QuerySet

from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Shift


def shifts_of(coach: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    return (
        Shift.objects.filter(coach=coach, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering")
        .prefetch_related("people")
        .order_by("starts_at", "id")
    )


def shifts_of_learner(person: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    return (
        Shift.objects.filter(people=person, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering", "coach")
        .order_by("starts_at", "id")
    )
