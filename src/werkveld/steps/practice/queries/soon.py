"""What is near enough to be reminded of, and which reminders are not true any more."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from werkveld.steps.messages.models import Message
from werkveld.steps.messages.queries import messages_standing
from werkveld.steps.messages.rules import said_once
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.enums import HERE_STATES, AppointmentState, ShiftState
from werkveld.steps.practice.models import Appointment, Shift, Turn
from werkveld.steps.practice.queries.days import day_of

SHIFT_SOON = "shift-soon"


def visits_to_remind(region: Region, at: datetime) -> QuerySet[Appointment]:
    """Within the hours of the dated rule. Who booked within those hours still knows it."""
    ahead = timedelta(hours=int(norm(region, "remind_hours", localdate(at))))
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


def who_works(shifts: Iterable[Shift]) -> Iterator[tuple[Person, Shift]]:
    """Students whose turn it is, and the coach; one question for all shifts together."""
    by_key = {shift.pk: shift for shift in shifts}
    turns = Turn.objects.filter(shift__in=by_key, state__in=HERE_STATES).select_related("person")
    yield from ((turn.person, by_key[turn.shift_id]) for turn in turns.order_by("id"))
    yield from ((shift.coach, shift) for shift in by_key.values() if shift.coach is not None)


def time_of(shift: Shift) -> str:
    """At another time it is another reminder; the same moment is written in one way."""
    return shift.starts_at.astimezone(UTC).isoformat()


def reminders_to_renew(region: Region, at: datetime) -> tuple[list[Message], list[Shift]]:
    """Reminders of who does not work then any more, and shifts of tomorrow with somebody who was not reminded.

    Empty until tomorrow's reminders went out: until then nobody was told anything that could be wrong.
    """
    tomorrow = day_of(at)[1]
    said = list(messages_standing(SHIFT_SOON, region, at))
    if not said:
        return [], []
    shifts = shifts_between(region, start=at, end=day_of(tomorrow)[1])
    true = {(person.pk, said_once(SHIFT_SOON, shift, time_of(shift))): shift for person, shift in who_works(shifts)}
    known = {(one.to_id, one.once) for one in said}
    stale = [one for one in said if (one.to_id, one.once) not in true]
    is_said = any(one.news_until and one.news_until >= tomorrow for one in said)
    late = {shift.pk: shift for pair, shift in true.items() if pair not in known and shift.starts_at >= tomorrow}
    return stale, list(late.values()) if is_said else []
