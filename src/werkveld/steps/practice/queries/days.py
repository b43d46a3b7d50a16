"""The day itself: for the coach who stands there, and for the student who comes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import HERE_STATES, AppointmentState, ShiftState, TurnState
from werkveld.steps.practice.models import Appointment, DayDeed, Observation, Shift, Turn
from werkveld.steps.practice.queries.slots import able_by_kind
from werkveld.steps.practice.rules import is_away, is_done_here

LATE_AFTER = timedelta(minutes=15)


def day_of(at: datetime) -> tuple[datetime, datetime]:
    """From midnight to midnight where the people are; in spring 23 hours, in autumn 25."""
    first = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    next_day = timezone.localdate(first) + timedelta(days=1)
    return first, timezone.make_aware(datetime.combine(next_day, datetime.min.time()))


@dataclass(slots=True)
class Day:
    """One shift of today, with everybody who is or should be there."""

    shift: Shift
    turns: list[Turn]
    visits: list[Appointment]
    kinds: list[Help]
    observed: list[Observation]
    at: datetime
    able: dict[int, set[int]] = field(default_factory=dict)  # kind of help -> who can do it, by row number

    @property
    def has_begun(self) -> bool:
        return self.at >= self.shift.starts_at

    @property
    def missing(self) -> list[Turn]:
        """Not seen since it began, or seen to be missing."""
        return [
            turn
            for turn in self.turns
            if turn.state == TurnState.ABSENT or (turn.state == TurnState.PLANNED and self.has_begun)
        ]

    @property
    def here(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state == TurnState.PRESENT]

    def can_help(self, kind: Help | None) -> list[Turn]:
        """Who may be here and can do it."""
        here = [turn for turn in self.turns if turn.state in HERE_STATES]
        return here if kind is None else [turn for turn in here if turn.person_id in self.able.get(kind.pk, ())]

    @property
    def walk_ins(self) -> list[tuple[Help | None, list[Turn]]]:
        """For what somebody may walk in, with who can do it; None where no kinds are told apart."""
        kinds: list[Help | None] = [one for one in self.kinds if is_done_here(one)] if self.kinds else [None]
        return [(kind, who) for kind in kinds if (who := self.can_help(kind))]

    def others_for(self, visit: Appointment) -> list[Turn]:
        """Who could take this visit over."""
        helpers = {visit.learner_id, visit.second_id}
        return [turn for turn in self.can_help(visit.help) if turn.person_id not in helpers]

    def is_coming(self, visit: Appointment) -> bool:
        """Or being helped: until then it is known what the visit needs."""
        is_over = visit.starts_at + timedelta(minutes=visit.minutes) <= self.at
        return visit.state == AppointmentState.BOOKED and not is_over

    def helpers_of(self, visit: Appointment) -> list[Person]:
        """Who is not here comes first, since another comes in that place."""
        here = {turn.person_id for turn in self.turns if turn.state == TurnState.PRESENT}
        helpers = [one for one in (visit.learner, visit.second) if one is not None]
        return sorted(helpers, key=lambda one: one.pk in here)

    @property
    def not_arrived(self) -> list[Appointment]:
        """Gone to somebody, and a quarter of an hour late without a word."""
        return [
            visit
            for visit in self.visits
            if visit.state == AppointmentState.BOOKED and visit.arrived_at is None and is_away(visit)
            if self.at >= visit.starts_at + LATE_AFTER
        ]


def days_of_coach(coach: Person, at: datetime) -> list[Day]:
    """The own shifts of today in the order of the clock, in a fixed number of questions."""
    begins, ends = day_of(at)
    turns = Turn.objects.select_related("person", "seen_by").order_by("person__given_name", "person_id")
    visits = (
        Appointment.objects.filter(
            state__in=[AppointmentState.BOOKED, AppointmentState.SERVED, AppointmentState.MISSED]
        )
        .select_related("resident", "learner", "second", "help__skill")
        .order_by("starts_at", "id")
    )
    seen = Observation.objects.select_related("learner").order_by("seen_at", "id")
    shifts = list(
        Shift.objects.filter(coach=coach, state=ShiftState.PLANNED, starts_at__gte=begins, starts_at__lt=ends)
        .select_related("site", "offering__programme", "host", "room")
        .prefetch_related(Prefetch("turns", turns), Prefetch("appointments", visits), Prefetch("observations", seen))
        .order_by("starts_at", "id")
    )
    kinds = _kinds(shifts)
    able = _able(shifts, kinds, timezone.localdate(at))
    return [
        Day(
            shift,
            list(shift.turns.all()),
            list(shift.appointments.all()),
            kinds.get(shift.offering.programme_id, []),
            list(shift.observations.all()),
            at,
            able,
        )
        for shift in shifts
    ]


def _kinds(shifts: Iterable[Shift]) -> dict[int, list[Help]]:
    """Every kind of help, by programme."""
    found: dict[int, list[Help]] = {}
    every = Help.objects.filter(programme__in={shift.offering.programme_id for shift in shifts})
    for one in every.select_related("skill").order_by("ordering", "code"):
        found.setdefault(one.programme_id, []).append(one)
    return found


def _able(shifts: Iterable[Shift], kinds: dict[int, list[Help]], on: date) -> dict[int, set[int]]:
    every = [one for some in kinds.values() for one in some]
    return able_by_kind(every, {turn.person_id for shift in shifts for turn in shift.turns.all()}, on)


def refused_deeds(coach: Person, at: datetime) -> QuerySet[DayDeed]:
    """What came in today and could not be done, with the reason; the newest first."""
    begins, ends = day_of(at)
    return (
        DayDeed.objects.filter(by=coach, came_in_at__gte=begins, came_in_at__lt=ends)
        .exclude(refusal="")
        .order_by("-id")
    )


def turn_today(person: Person, at: datetime) -> list[Turn]:
    """The student's own, in the order of the clock."""
    begins, ends = day_of(at)
    return list(
        Turn.objects.filter(
            person=person, shift__state=ShiftState.PLANNED, shift__starts_at__gte=begins, shift__starts_at__lt=ends
        )
        .select_related("shift__site", "shift__offering", "shift__coach", "shift__room")
        .order_by("shift__starts_at", "id")
    )


def own_visit(person: Person, key: UUID) -> Appointment | None:
    """One on which this student helps, alone or as the other of two."""
    rows = Appointment.objects.filter(key=key).filter(Q(learner=person) | Q(second=person))
    return rows.select_related("shift", "help").first()


@dataclass(frozen=True, slots=True)
class Away:
    """A visit elsewhere, as the student who goes there sees it on the day: whom it is for stands with the visits."""

    key: UUID
    shift_id: int
    starts_at: datetime
    place: str
    arrived_at: datetime | None


def away_today(person: Person, at: datetime) -> list[Away]:
    """Where this student says to have arrived; an address is gone as soon as the visit is over, closed or not."""
    begins, ends = day_of(at)
    today = Appointment.objects.filter(starts_at__gte=begins, starts_at__lt=ends, state=AppointmentState.BOOKED)
    rows = today.filter(Q(learner=person) | Q(second=person)).select_related("help").order_by("starts_at", "id")
    live = [one for one in rows if is_away(one) and one.starts_at + timedelta(minutes=one.minutes) > at]
    return [Away(one.key, one.shift_id, one.starts_at, one.place, one.arrived_at) for one in live]


def observations_of(person: Person) -> QuerySet[Observation]:
    """What others saw this student do, the newest first."""
    return (
        Observation.objects.filter(learner=person)
        .select_related("seen_by", "shift__site", "shift__offering")
        .order_by("-seen_at", "-id")
    )
