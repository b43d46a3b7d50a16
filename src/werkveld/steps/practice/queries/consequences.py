"""What a change by hand would do, said before it is done; and which shifts of the coming days are at risk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Skill
from werkveld.steps.people.queries import abilities, norm
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.enums import HERE_STATES, Availability, ShiftState
from werkveld.steps.practice.models import Appointment, Shift, Turn
from werkveld.steps.practice.queries.helping import helpers_for, visits_alone, visits_with
from werkveld.steps.practice.queries.slots import is_able
from werkveld.steps.practice.queries.turns import away_during, here_on, missing_on, obstacles_for, said_of
from werkveld.steps.practice.rules import may_plan
from werkveld.steps.practice.rules.fitting import Obstacle


class Effect(StrEnum):
    """What a change does; those in `FORBIDS` cannot be, the others only cost something."""

    OVERLAPS = "overlaps"
    IS_ON_IT = "is_on_it"
    SAME_DAY = "same_day"
    NO_REST = "no_rest"
    AWAY = "away"
    SAID_NO = "said_no"
    IF_NEEDED = "if_needed"
    SAID_NOTHING = "said_nothing"
    NO_COACH = "no_coach"
    TOO_MANY_FOR_COACH = "too_many_for_coach"
    NO_SEAT = "no_seat"
    TOO_FEW = "too_few"
    SKILL_MISSING = "skill_missing"
    VISITS_MOVE = "visits_move"
    VISITS_ALONE = "visits_alone"
    MORE_THAN_WISHED = "more_than_wished"
    FEWER_THAN_WISHED = "fewer_than_wished"
    HELPS_DEMAND = "helps_demand"


FORBIDS = frozenset({Effect.OVERLAPS, Effect.IS_ON_IT})
GOOD = frozenset({Effect.HELPS_DEMAND})


@dataclass(frozen=True, slots=True)
class Consequence:
    effect: Effect
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def forbids(self) -> bool:
        return self.effect in FORBIDS


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody comes on a shift, goes off it, or both at once; or another coach (`coach` counts when `sets_coach`)."""

    comes: Person | None = None
    goes: Person | None = None
    sets_coach: bool = False
    coach: Person | None = None


def consequences(shift: Shift, change: Change) -> list[Consequence]:
    """In order of weight: what cannot be, what residents feel, what others feel, what the person feels."""
    now = here_on(shift)
    then = [one for one in now if change.goes is None or one.pk != change.goes.pk]
    then += [change.comes] if change.comes else []
    coach = change.coach if change.sets_coach else shift.coach
    found = [
        *_of_person(shift, change.comes, now, once_a_day=True),
        *(_of_person(shift, change.coach, now, once_a_day=False) if change.sets_coach and change.coach else []),
        *_of_site(shift, coach, len(then)),
        *_of_needs(shift, now, then),
        *_of_visits(shift, change, coach),
        *_of_share(shift, change),
    ]
    return sorted(found, key=lambda one: list(Effect).index(one.effect))


BY_OBSTACLE = {
    Obstacle.OVERLAPS: Effect.OVERLAPS,
    Obstacle.SAME_DAY: Effect.SAME_DAY,
    Obstacle.NO_REST: Effect.NO_REST,
}
BY_ANSWER: dict[str | None, Effect] = {
    Availability.NO: Effect.SAID_NO,
    Availability.IF_NEEDED: Effect.IF_NEEDED,
    None: Effect.SAID_NOTHING,
}


def _of_person(shift: Shift, person: Person | None, now: list[Person], *, once_a_day: bool) -> list[Consequence]:
    if person is None:
        return []
    who = {"name": person.name}
    found = [Consequence(Effect.IS_ON_IT, who)] if any(one.pk == person.pk for one in now) else []
    against = obstacles_for([person.pk], shift, once_a_day=once_a_day)[person.pk]
    found += [Consequence(BY_OBSTACLE[one], who) for one in sorted(against)]
    if away_during([person.pk], shift):
        found.append(Consequence(Effect.AWAY, who))
    said = said_of([person.pk], shift).get(person.pk)
    if shift.slot_id is not None and said in BY_ANSWER:
        found.append(Consequence(BY_ANSWER[said], who))
    return found


def _of_site(shift: Shift, coach: Person | None, heads: int) -> list[Consequence]:
    found = [Consequence(Effect.NO_COACH)] if coach is None else []
    each = shift.roster.per_coach if shift.roster else shift.seats
    if coach is not None and heads > each:
        found.append(Consequence(Effect.TOO_MANY_FOR_COACH, {"count": heads, "most": each}))
    if heads > shift.seats:
        found.append(Consequence(Effect.NO_SEAT, {"count": heads, "most": shift.seats}))
    return found


def _of_needs(shift: Shift, now: list[Person], then: list[Person]) -> list[Consequence]:
    before, after = missing_on(shift, now), missing_on(shift, then)
    names = {need.skill_id: need.skill for need in shift.needs.all() if need.skill is not None}
    found = []
    for skill in {**before, **after}:
        more = after.get(skill, 0) - before.get(skill, 0)
        if more < 0:
            found.append(Consequence(Effect.HELPS_DEMAND))
        elif more > 0 and skill is None:
            found.append(Consequence(Effect.TOO_FEW, {"count": after[skill]}))
        elif more > 0:
            found.append(Consequence(Effect.SKILL_MISSING, {"skill": _named(names[skill])}))
    return list({(one.effect, str(one.facts)): one for one in found}.values())


def _named(skill: Skill | None) -> list[str]:
    return [skill.name_nl, skill.name_en] if skill else ["", ""]


def _of_visits(shift: Shift, change: Change, coach: Person | None) -> list[Consequence]:
    """Residents whose student goes; with nobody who can help them instead they wait for one."""
    if change.sets_coach and coach is None:
        alone = Appointment.objects.filter(shift=shift, state__in=("booked", "offered")).count()
        return [Consequence(Effect.VISITS_ALONE, {"count": alone})] if alone else []
    if change.goes is None:
        return []
    moving = alone = 0
    for visit in visits_with(change.goes, shift):
        can = _can_help(visit, change)
        moving, alone = (moving + 1, alone) if can else (moving, alone + 1)
    found = [Consequence(Effect.VISITS_MOVE, {"count": moving})] if moving else []
    return [*found, *([Consequence(Effect.VISITS_ALONE, {"count": alone})] if alone else [])]


def _can_help(visit: Appointment, change: Change) -> bool:
    """Somebody else of the shift with time, or who comes in the place."""
    if change.goes is not None and helpers_for(visit, without=[change.goes.pk]):
        return True
    if change.comes is None:
        return False
    return is_able(change.comes, visit.help, timezone.localdate(visit.starts_at))


def _of_share(shift: Shift, change: Change) -> list[Consequence]:
    """Against the number that everybody wishes in this roster."""
    roster = shift.roster
    if roster is None or roster.wished is None:
        return []
    found = []
    for person, step, effect in (
        (change.comes, 1, Effect.MORE_THAN_WISHED),
        (change.goes, -1, Effect.FEWER_THAN_WISHED),
    ):
        if person is None:
            continue
        count = Turn.objects.filter(person=person, shift__roster=roster, state__in=HERE_STATES).count() + step
        if (count - roster.wished) * step > 0:
            found.append(Consequence(effect, {"name": person.name, "count": count, "wished": roster.wished}))
    return found


class Risk(StrEnum):
    NO_COACH = "no_coach"
    NOBODY = "nobody"
    TOO_FEW = "too_few"
    SKILL_MISSING = "skill_missing"
    VISIT_ALONE = "visit_alone"


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A shift of the coming days, with what is wrong; facts by risk."""

    shift: Shift
    risks: dict[Risk, dict[str, Any]]


def shifts_at_risk(reader: Person, at: datetime) -> list[AtRisk]:
    """Of the coming days by the dated rule: of the whole region for who plans, for a coach the own and those of the own

    rosters; the first one first. Activities that come back have a list of their own.
    """
    on = timezone.localdate(at)
    if not (may_plan(reader, on) or may_anywhere(reader, Can.HELP_RESIDENTS, on)):
        return []
    days = int(norm(reader.region, "shift_at_risk_days", on))
    services = Q(roster__isnull=False) | Q(offering__programme__kind__has_appointments=True)
    coming = Shift.objects.filter(
        services,
        offering__programme__region=reader.region,
        state=ShiftState.PLANNED,
        starts_at__gt=at,
        starts_at__lt=at + timedelta(days=days),
    )
    if not may_plan(reader, on):
        coming = coming.filter(Q(coach=reader) | Q(roster__coaches=reader)).distinct()
    return risks_of(coming)


def risks_of(shifts: QuerySet[Shift]) -> list[AtRisk]:
    """In a fixed number of queries."""
    every = list(
        shifts.select_related("site", "offering__programme__kind", "coach")
        .prefetch_related("turns__person", "needs__skill")
        .order_by("starts_at", "id")
    )
    alone: dict[int, int] = {}
    for visit in visits_alone(every):
        alone[visit.shift_id] = alone.get(visit.shift_id, 0) + 1
    able = _able_on(every)
    found = [AtRisk(shift, _risks(shift, alone.get(shift.pk, 0), able)) for shift in every]
    return [one for one in found if one.risks]


def _able_on(shifts: Iterable[Shift]) -> dict[int, set[int]]:
    people = {turn.person_id: turn.person for shift in shifts for turn in shift.turns.all()}
    skills = {need.skill_id: need.skill for shift in shifts for need in shift.needs.all() if need.skill}
    return abilities(people.values(), skills.values())


def _risks(shift: Shift, alone: int, able: dict[int, set[int]]) -> dict[Risk, dict[str, Any]]:
    here = [turn.person_id for turn in shift.turns.all() if turn.state in HERE_STATES]
    found: dict[Risk, dict[str, Any]] = {}
    if shift.coach_id is None:
        found[Risk.NO_COACH] = {}
    if not here:
        found[Risk.NOBODY] = {}
    for need in shift.needs.all():
        there = sum(need.skill_id is None or need.skill_id in able[person] for person in here)
        if there < need.asked and need.skill is None and here:
            found[Risk.TOO_FEW] = {"count": need.asked - there}
        elif there < need.asked and need.skill is not None:
            found[Risk.SKILL_MISSING] = {"skill": _named(need.skill)}
    if alone:
        found[Risk.VISIT_ALONE] = {"count": alone}
    return {risk: found[risk] for risk in Risk if risk in found}
