"""A roster as the engine wants it: who can be there when, what every shift asks, and what each person has already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from werkveld.steps.people.models import Person, Skill
from werkveld.steps.people.queries import abilities
from werkveld.steps.practice.enums import HERE_STATES
from werkveld.steps.practice.models import Roster, RosterSlot, Shift, SlotNeed
from werkveld.steps.practice.queries.availability import Place, availability, rest_within
from werkveld.steps.practice.queries.rosters import coaches_on, days_of, shifts_in, slots_of, students_on
from werkveld_engine.rostering.problem import NOTHING, WEEK, Demand, Problem, Rules, Weights

Works = NDArray[np.bool_]
# Points. Residents come first: one who is missed weighs as much as a hundred shifts that break the pattern.
ANYBODY, SKILLED = 100, 160  # a student too few; one with the skill
IF_NEEDED, COMES = 4, 1  # an unwilling yes; a coach who comes
WEIGHTS = Weights(short=20, over=8, fair=60)  # above the wished number only where residents ask, never for a pattern
OWN_COACH_WEEKS = 4  # once in so many weeks somebody meets the own coach
MINUTES = 60
MORE_A_WEEK = 2  # shifts above the usual number that somebody may have in one week


@dataclass(frozen=True)
class Posed:
    """The rows of the problem are those of `people` (students first) and `places`; works is what the drafts say."""

    roster: Roster
    people: list[Person]
    coaches: set[int]
    places: list[Place]
    skills: list[Skill]
    problem: Problem

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Person -> row."""
        return {person.pk: row for row, person in enumerate(self.people)}

    @cached_property
    def column_of(self) -> dict[datetime, int]:
        return {place.starts_at: column for column, place in enumerate(self.places)}

    def works(self, shifts: Iterable[Shift] | None = None) -> Works:
        """bool[p, t]: who is on which shift now, by the tables; whoever is no longer asked is left out."""
        works = np.zeros(self.problem.shape, np.bool_)
        for shift in shifts_in(self.roster) if shifts is None else shifts:
            column = self.column_of.get(shift.starts_at)
            if column is None:
                continue
            here = [turn.person_id for turn in shift.turns.all() if turn.state in HERE_STATES]
            for person in (*here, shift.coach_id):
                if (row := self.row_of.get(person or 0)) is not None:
                    works[row, column] = True
        return works


@dataclass(frozen=True)
class Given:
    """What the tables say, before it becomes numbers. Students stand before coaches; own: student -> own coach."""

    roster: Roster
    students: list[Person]
    coaches: list[Person]
    own: dict[int, int | None]
    places: list[Place]
    needs: list[SlotNeed]

    @cached_property
    def people(self) -> list[Person]:
        return [*self.students, *self.coaches]

    @cached_property
    def coach(self) -> Works:
        return np.arange(len(self.people)) >= len(self.students)

    @cached_property
    def skills(self) -> list[Skill]:
        found = {need.skill.pk: need.skill for need in self.needs if need.skill}
        return sorted(found.values(), key=lambda skill: skill.code)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """Counted from the Monday of the first week."""
        first = self.roster.starts_on - timedelta(days=self.roster.starts_on.weekday())
        return np.array([(place.day - first).days for place in self.places], np.int64)

    @cached_property
    def skilled(self) -> Works:
        able = abilities(self.students, self.skills)
        rows = [[skill.pk in able.get(person.pk, ()) for skill in self.skills] for person in self.people]
        return np.array(rows, np.bool_).reshape(len(self.people), len(self.skills))

    @cached_property
    def owned(self) -> NDArray[np.int64]:
        """Row of everybody's own coach, where that one is on the roster."""
        row = {coach.pk: len(self.students) + number for number, coach in enumerate(self.coaches)}
        own = [row.get(self.own.get(person.pk) or 0, NOTHING) for person in self.students]
        return np.array([*own, *[NOTHING] * len(self.coaches)], np.int64)


def pose(roster: Roster) -> Posed:
    """A few queries, however many people and shifts."""
    placed = list(students_on(roster))
    students = [one.person for one in placed]
    slots = list(slots_of(roster))
    leading = {slot.coach.pk: slot.coach for slot in slots if slot.coach is not None}
    known = {person.pk for person in students}
    coaches = {coach.pk: coach for coach in coaches_on(roster)} | leading
    given = Given(
        roster=roster,
        students=students,
        coaches=[coach for key, coach in coaches.items() if key not in known],
        own={one.person_id: one.coach_id for one in placed},
        places=[Place(slot, day, moment(day, slot.begins), moment(day, slot.ends)) for slot, day in days_of(roster)],
        needs=list(SlotNeed.objects.filter(slot__roster=roster).select_related("skill").order_by("id")),
    )
    return Posed(
        roster=roster,
        people=given.people,
        coaches={coach.pk for coach in given.coaches},
        places=given.places,
        skills=given.skills,
        problem=_problem(given),
    )


def moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def minutes(clock: time) -> int:
    return clock.hour * MINUTES + clock.minute


def _problem(given: Given) -> Problem:
    roster, coach, places = given.roster, given.coach, given.places
    available, unwilling = availability(roster, given.people, coach, places)
    demand = _demand(places, given.needs, given.skills)
    return Problem(
        people=np.array([person.pk for person in given.people], np.int64),
        shifts=np.array([f"{place.slot.pk}-{place.day}" for place in places], np.str_),
        day=given.days,
        starts=np.array([minutes(place.slot.begins) for place in places], np.int64),
        ends=np.array([minutes(place.slot.ends) for place in places], np.int64),
        available=available,
        coach=coach,
        seats=np.array([_seats(roster, place.slot) for place in places], np.int64),
        per_coach=max(1, roster.per_coach),
        coaches_most=1,
        skills=np.array([skill.pk for skill in given.skills], np.int64),
        has_skill=given.skilled,
        demand=demand,
        rules=_rules(given, available, int(np.asarray(demand.asked).sum())),
        dislike=np.where(available, unwilling * IF_NEEDED + coach[:, None] * COMES, 0).astype(np.int64),
        own=given.owned,
        weights=WEIGHTS,
    )


def _seats(roster: Roster, slot: RosterSlot) -> int:
    """What the slot gives, within what one coach can guide and what fits in the room beside the coach."""
    room = slot.room.capacity - 1 if slot.room is not None else slot.seats
    return max(0, min(slot.seats, roster.per_coach, room))


def _demand(places: list[Place], needs: list[SlotNeed], skills: list[Skill]) -> Demand:
    """For each place what its slot asks; a skill is dearer to miss than a pair of hands."""
    number = {skill.pk: column for column, skill in enumerate(skills)}
    asked: dict[int, list[SlotNeed]] = {}
    for need in needs:
        asked.setdefault(need.slot_id, []).append(need)
    rows = [
        (column, number.get(need.skill_id or 0, NOTHING), need.asked, SKILLED if need.skill_id else ANYBODY, 0)
        for column, place in enumerate(places)
        for need in asked.get(place.slot.pk, [])
    ]
    return Demand(*np.array(rows, np.int64).reshape(-1, 5).T)


def _rules(given: Given, available: Works, asked: int) -> Rules:
    """One shift a day for students, rest by the dated rule, and the wished number spread over the weeks."""
    roster, coach, day = given.roster, given.coach, given.days
    wished = wished_of(roster, asked, len(given.students))
    weeks = max(1, len(np.unique(day // WEEK)))
    days = np.array([len(np.unique(day[mine])) for mine in available], np.int64)
    return Rules(
        a_day=np.where(coach, NOTHING, 1),
        rest=int(rest_within(roster).total_seconds()) // MINUTES,
        a_week=np.where(coach, NOTHING, -(-wished // weeks) + MORE_A_WEEK),
        target=np.where(coach, NOTHING, wished),
        fair_from=np.where(coach, 0, np.maximum(0, wished - days)),
        meet_times=np.where(coach, 0, 1),
        meet_weeks=max(OWN_COACH_WEEKS, -(-weeks // max(1, wished))),  # not more often than somebody has a shift
    )


def wished_of(roster: Roster, asked: int, students: int) -> int:
    """As the planner says it; else everybody's even share of what is asked."""
    return roster.wished if roster.wished is not None else -(-asked // max(1, students))
