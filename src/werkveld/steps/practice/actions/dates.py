"""Dates of a series: students say on which they come, the host moves or calls off, and whoever counts on it is told."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.enrolments.rules import may_place
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room
from werkveld.steps.practice.actions.series import (
    MayNotPlanSeries,
    NothingIsPlanned,
    ask_about_host,
    ask_about_room,
    day_words,
    moment,
)
from werkveld.steps.practice.enums import HERE_STATES, ShiftState, TurnOrigin, TurnState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, Shift, ShiftNeed, Turn
from werkveld.steps.practice.rules import is_to_come, may_come, may_plan_series


class HasNoPlaceIn(Refusal):
    sentence = _("Take part first: dates are chosen by who has a place here.")


class DateHasBegun(Refusal):
    sentence = _("One of these dates has begun or does not go on.")


class DateIsFull(Refusal):
    sentence = _("On %(day)s enough students come already.")


class ComesElsewhere(Refusal):
    sentence = _("On %(day)s you have something else at that time.")


class ResidentsCome(Refusal):
    sentence = _("Residents have an appointment on %(day)s. Move those first.")


class MoreComeAlready(Refusal):
    sentence = _("On %(day)s more students come already.")


@transaction.atomic
def come_on_dates(
    shifts: Iterable[Shift], *, person: Person, offering: Offering, by: Person, at: datetime
) -> list[Turn]:
    """All or none; who already comes stays. Of two who want the last seat of a date one gets it."""
    if not may_come(by, person, offering, timezone.localdate(at)):
        raise HasNoPlaceIn
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked = lock_dates(shifts, offering, at)
    known = {turn.shift_id: turn for turn in Turn.objects.filter(shift__in=locked, person=person).order_by("id")}
    fresh = [one for one in locked if one.pk not in known or known[one.pk].state == TurnState.EXCUSED]
    _ask_about_seats(fresh)
    _ask_about_others(person, fresh)
    again = [known[one.pk].pk for one in fresh if one.pk in known]
    Turn.objects.filter(pk__in=again).update(state=TurnState.PLANNED, origin=TurnOrigin.HAND)
    Turn.objects.bulk_create(
        Turn(shift=one, person=person, origin=TurnOrigin.HAND) for one in fresh if one.pk not in known
    )
    turns = list(Turn.objects.filter(shift__in=fresh, person=person).order_by("shift__starts_at", "id"))
    note_all("comes", turns, by=by, at=at)
    return turns


def lock_dates(shifts: Iterable[Shift], offering: Offering, at: datetime) -> list[Shift]:
    """Of this offering and still to come, in one order, so that two deeds at once wait for each other."""
    keys = {shift.pk for shift in shifts}
    if not keys:
        raise NothingIsPlanned
    mine = Shift.objects.select_for_update(of=("self",)).filter(pk__in=keys, offering=offering).order_by("pk")
    locked = list(mine.select_related("site", "coach", "host"))
    for one in locked:
        one.offering = offering
    if len(locked) != len(keys) or not all(is_to_come(one, at) for one in locked):
        raise DateHasBegun
    return locked


def _here(shifts: list[Shift]) -> dict[int, int]:
    """Shift -> how many are expected. Asked after the lock, so it is what holds."""
    turns = Turn.objects.filter(shift__in=shifts, state__in=HERE_STATES).order_by()
    return dict(turns.values("shift").annotate(here=Count("id")).values_list("shift", "here"))


def _ask_about_seats(shifts: list[Shift]) -> None:
    here = _here(shifts)
    for one in shifts:
        if here.get(one.pk, 0) >= one.seats:
            raise DateIsFull(day=day_words(timezone.localdate(one.starts_at)))


def _ask_about_others(person: Person, shifts: list[Shift]) -> None:
    """Nobody is in two places at once."""
    if not shifts:
        return
    span = Q(
        shift__starts_at__lt=max(one.ends_at for one in shifts), shift__ends_at__gt=min(one.starts_at for one in shifts)
    )
    mine = Turn.objects.filter(span, person=person, state__in=HERE_STATES, shift__state=ShiftState.PLANNED)
    busy = list(mine.exclude(shift__in=shifts).values_list("shift__starts_at", "shift__ends_at"))
    for one in shifts:
        if any(begins < one.ends_at and one.starts_at < ends for begins, ends in busy):
            raise ComesElsewhere(day=day_words(timezone.localdate(one.starts_at)))


@transaction.atomic
def step_off(person: Person, *, offering: Offering, by: Person, at: datetime) -> int:
    """Who takes no part any more comes on none of its dates that are left. Of a deed that ends a place."""
    if not may_place(by, person, timezone.localdate(at)):
        raise HasNoPlaceIn
    left = Turn.objects.filter(person=person, shift__offering=offering, shift__starts_at__gt=at)
    gone, _tables = left.filter(state=TurnState.PLANNED).delete()
    if gone:
        note("stepped off", offering, by=by, at=at, person=str(person.key))
    return gone


@transaction.atomic
def call_off(shifts: Iterable[Shift], *, offering: Offering, because: str, by: Person, at: datetime) -> list[Shift]:
    """One date or all that are left; students, coach and host hear why."""
    locked = _to_change(shifts, offering, by, at)
    booked = Appointment.objects.filter(shift__in=locked, state__in=OPEN_APPOINTMENTS).select_related("shift")
    if (visit := booked.order_by("starts_at", "id").first()) is not None:
        raise ResidentsCome(day=day_words(timezone.localdate(visit.starts_at)))
    Shift.objects.filter(pk__in=[one.pk for one in locked]).update(state=ShiftState.CANCELLED)
    for one in locked:
        one.state = ShiftState.CANCELLED
    note_all("called off", locked, by=by, at=at, because=because)
    for person, about, facts in _told([(one, "") for one in locked], by):
        tell(person, "date-called-off", about=about, by=by, at=at, anew=at.isoformat(), because=because, **facts)
    return locked


@transaction.atomic
def move_dates(
    shifts: Iterable[Shift],
    *,
    offering: Offering,
    begins: time,
    ends: time,
    seats: int,
    by: Person,
    at: datetime,
    room: Room | None = None,
    host: Person | None = None,
    day: date | None = None,
) -> list[Shift]:
    """Another time, room or host, for one date or for all that are left; `day` moves a single date to another day."""
    locked = _to_change(shifts, offering, by, at)
    ask_about_host(offering, host, timezone.localdate(at))
    days = [day or timezone.localdate(one.starts_at) for one in locked]
    spans = [(moment(one, begins), moment(one, ends)) for one in days]
    ask_about_room(room, seats, spans, but=[one.pk for one in locked])
    here = _here(locked)
    moved = []
    for one, (starts_at, ends_at) in zip(locked, spans, strict=True):
        if starts_at <= at:
            raise DateHasBegun
        if here.get(one.pk, 0) > seats:
            raise MoreComeAlready(day=day_words(timezone.localdate(one.starts_at)))
        before = (one.starts_at, one.ends_at, one.room_id, one.host_id)
        one.starts_at, one.ends_at, one.room, one.host, one.seats = starts_at, ends_at, room, host, seats
        if before != (starts_at, ends_at, one.room_id, one.host_id):
            moved.append((one, before[0].isoformat()))
    Shift.objects.bulk_update(locked, ["starts_at", "ends_at", "room", "host", "seats"])
    ShiftNeed.objects.filter(shift__in=locked, skill__isnull=True).update(asked=seats)
    note_all("moved", locked, by=by, at=at)
    for person, about, facts in _told(moved, by):
        tell(person, "date-moved", about=about, by=by, at=at, anew=at.isoformat(), **facts)
    return locked


def _to_change(shifts: Iterable[Shift], offering: Offering, by: Person, at: datetime) -> list[Shift]:
    if not may_plan_series(by, offering.organization, timezone.localdate(at)):
        raise MayNotPlanSeries
    return lock_dates(shifts, offering, at)


def _told(dates: list[tuple[Shift, str]], by: Person) -> Iterator[tuple[Person, Shift, dict[str, Any]]]:
    """Once a person, about all dates on which that one is expected, coaches or receives; not who did it."""
    shifts = [one for one, _before in dates]
    expected = Turn.objects.filter(shift__in=shifts, state__in=HERE_STATES).select_related("person").order_by("id")
    people: dict[int, list[Person]] = {}
    for turn in expected:
        people.setdefault(turn.shift_id, []).append(turn.person)
    found: dict[Person, list[tuple[Shift, str]]] = {}
    for one, before in dates:
        for person in {*people.get(one.pk, []), *filter(None, [one.coach, one.host])} - {by}:
            found.setdefault(person, []).append((one, before))
    for person, mine in sorted(found.items(), key=lambda item: item[0].pk):
        first = mine[0][0]
        facts = {"dates": [[one.starts_at.isoformat(), before] for one, before in mine], "site": first.site.name}
        yield person, first, {**facts, "title": [first.offering.title_nl, first.offering.title_en]}
