"""What stands in somebody's own calendar: shifts and visits around today, also what was cancelled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Max, Model, Q, QuerySet

from werkveld.steps.deeds.models import Deed
from werkveld.steps.deeds.rules import address
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import AppointmentState, ShiftState
from werkveld.steps.practice.models import Appointment, CalendarFeed, Shift, Turn

BACK, AHEAD = timedelta(days=31), timedelta(days=400)
SEEN = (ShiftState.PLANNED, ShiftState.CANCELLED)


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).first()


def turns_around(person: Person, at: datetime) -> QuerySet[Turn]:
    return (
        Turn.objects.filter(
            person=person,
            shift__state__in=SEEN,
            shift__starts_at__gte=at - BACK,
            shift__starts_at__lt=at + AHEAD,
        )
        .select_related("shift__site", "shift__offering", "shift__coach")
        .order_by("shift__starts_at", "id")
    )


def shifts_around(person: Person, at: datetime) -> QuerySet[Shift]:
    """Those that this person coaches, or receives as host."""
    mine = Shift.objects.filter(Q(coach=person) | Q(host=person), state__in=SEEN)
    near = mine.filter(starts_at__gte=at - BACK, starts_at__lt=at + AHEAD)
    return near.select_related("site", "offering").order_by("starts_at", "id")


def visits_around(person: Person, at: datetime) -> QuerySet[Appointment]:
    """On which this student helps. A time that is only offered is nobody's yet."""
    mine = Appointment.objects.filter(Q(learner=person) | Q(second=person)).exclude(state=AppointmentState.OFFERED)
    near = mine.filter(starts_at__gte=at - BACK, starts_at__lt=at + AHEAD)
    return near.select_related("resident", "help", "shift__site", "shift__offering").order_by("starts_at", "id")


def changes_of(records: Iterable[Model]) -> dict[str, tuple[int, datetime]]:
    """By the address of a record: how often something happened to it, and when last."""
    wanted = [address(record) for record in records]
    found = Deed.objects.filter(record__in=wanted).values("record").annotate(times=Count("id"), last=Max("at"))
    return {row["record"]: (row["times"], row["last"]) for row in found.order_by("record")}
