"""Which turns of others somebody can get for an own turn: each fits where the other was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import abilities, norm_by_day
from werkveld.steps.practice.enums import HERE_STATES, Availability, ShiftState, TurnState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.queries.rosters import absences_of
from werkveld.steps.practice.queries.turns import AROUND, busy_between, said_of
from werkveld.steps.practice.rules.fitting import Stretch, lost_between, missing_among, obstacles_between, overlaps


@dataclass(frozen=True, slots=True)
class Term:
    """What must be known of some people and some shifts to say who fits where; by row number."""

    busy: dict[int, list[tuple[int, Stretch]]]
    away: dict[int, list[Stretch]]
    here: dict[int, set[int]]
    asked: dict[int, dict[int | None, int]]
    able: dict[int, set[int]]
    rest: dict[date, timedelta]

    def fits(self, person: int, shift: Shift, *, instead_of: int, but: Shift) -> bool:
        """What `must_fit` asks of somebody who has a place here already."""
        then = Stretch(shift.starts_at, shift.ends_at)
        others = [one for key, one in self.busy.get(person, []) if key not in (shift.pk, but.pk)]
        rest = self.rest[timezone.localdate(shift.starts_at)]
        if obstacles_between(then, others, rest, once_a_day=True):
            return False
        if any(overlaps(then, one) for one in self.away.get(person, [])):
            return False
        here = self.here[shift.pk]
        return not lost_between(self._missing(shift, here), self._missing(shift, here - {instead_of} | {person}))

    def _missing(self, shift: Shift, people: Iterable[int]) -> dict[int | None, int]:
        return missing_among(self.asked[shift.pk], (self.able[one] for one in people))


def turns_to_swap_for(turn: Turn, at: datetime, *, most: int = 30) -> list[Turn]:
    """Of others in the same offering, the soonest first. Who said no to the part of the week of this turn is not asked."""
    mine = turn.shift
    if turn.state != TurnState.PLANNED or mine.starts_at <= at or mine.state != ShiftState.PLANNED:
        return []
    others = list(_of_others(turn, at))
    if not others or not _placed(mine).filter(person=turn.person_id).exists():
        return []
    said = said_of({other.person_id for other in others}, mine)
    term = _term([turn, *others])
    found = [
        other
        for other in others
        if said.get(other.person_id) != Availability.NO
        and term.fits(other.person_id, mine, instead_of=turn.person_id, but=other.shift)
        and term.fits(turn.person_id, other.shift, instead_of=other.person_id, but=mine)
    ]
    return found[:most]


def _placed(shift: Shift) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(offering=shift.offering_id, state=EnrolmentState.PLACED)


def _of_others(turn: Turn, at: datetime) -> QuerySet[Turn]:
    mine = Turn.objects.filter(person=turn.person_id, state__in=HERE_STATES)
    on_it = Turn.objects.filter(shift=turn.shift_id, state__in=HERE_STATES)
    others = Turn.objects.filter(
        shift__offering=turn.shift.offering_id,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__gt=at,
        state=TurnState.PLANNED,
        person__in=_placed(turn.shift).values("person"),
    )
    others = others.exclude(shift__in=mine.values("shift")).exclude(person__in=on_it.values("person"))
    related = others.select_related("person", "shift").prefetch_related("shift__needs__skill")
    return related.order_by("shift__starts_at", "id")


def _term(turns: list[Turn]) -> Term:
    """One look for all of these, however many they are."""
    shifts = {turn.shift_id: turn.shift for turn in turns}
    people = {turn.person_id for turn in turns}
    start = min(shift.starts_at for shift in shifts.values()) - AROUND
    end = max(shift.ends_at for shift in shifts.values()) + AROUND
    away: dict[int, list[Stretch]] = {}
    for absence in absences_of(people, start=start, end=end):
        away.setdefault(absence.person_id, []).append(Stretch(absence.starts_at, absence.ends_at))
    on_them = list(Turn.objects.filter(shift__in=shifts, state__in=HERE_STATES).select_related("person"))
    here: dict[int, set[int]] = {}
    for one in on_them:
        here.setdefault(one.shift_id, set()).add(one.person_id)
    prefetch_related_objects([turns[0].shift], "needs__skill")
    needs = {key: list(shift.needs.all()) for key, shift in shifts.items()}
    skills = {need.skill for each in needs.values() for need in each if need.skill is not None}
    everybody: dict[int, Person] = {turn.person_id: turn.person for turn in (*turns, *on_them)}
    days = {timezone.localdate(shift.starts_at) for shift in shifts.values()}
    region = turns[0].shift.offering.programme.region
    hours = norm_by_day(region, "rest_between_shifts", days)
    return Term(
        busy=busy_between(people, start, end),
        away=away,
        here=here,
        asked={key: {need.skill_id: need.asked for need in each} for key, each in needs.items()},
        able=abilities(everybody.values(), skills),
        rest={day: timedelta(hours=float(value)) for day, value in hours.items()},
    )
