"""A term at a site as arrays: who can be there when, what residents ask of every shift, and what holds for whom."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import digest
from werkveld_engine.lottery import Ids

NOTHING = -1
WEEK = 7


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for each person: one number for everyone, or int[p]. -1 (`NOTHING`) means no such rule.

    Never broken: a_day, shifts on a day. rest, minutes between the last shift of a day and the first of a later day.
    a_week, shifts in a week. most, units in the term. run_most, days in a row. run_least and off_least, days worked
    and days off in a row at the least (not asked of a run that touches the first or the last day). weekends, those with
    a shift on Saturday or Sunday.

    Wished, at a cost in `Weights`: target, units in the term; least, units in the term, far dearer than the target;
    fair_from, how many units short do not count for the fair share (what somebody's own availability makes impossible);
    week_least and week_wish, fewest and most shifts in a week; meet_times, how often the own coach is met in each
    stretch of meet_weeks weeks in which they can meet at all. A week asks no more shifts than somebody can work in it.
    """

    a_day: int | NDArray[Any] = 1
    rest: int | NDArray[Any] = 11 * 60
    a_week: int | NDArray[Any] = NOTHING
    most: int | NDArray[Any] = NOTHING
    run_most: int | NDArray[Any] = NOTHING
    run_least: int | NDArray[Any] = 1
    off_least: int | NDArray[Any] = 1
    weekends: int | NDArray[Any] = NOTHING
    target: int | NDArray[Any] = NOTHING
    least: int | NDArray[Any] = 0
    fair_from: int | NDArray[Any] = 0
    week_least: int | NDArray[Any] = 0
    week_wish: int | NDArray[Any] = NOTHING
    meet_times: int | NDArray[Any] = 0
    meet_weeks: int | NDArray[Any] = 1

    def of(self, name: str, people: int) -> NDArray[np.int64]:
        """One rule as int64[p]."""
        return np.broadcast_to(np.asarray(getattr(self, name), np.int64), (people,)).copy()


RULES = tuple(one.name for one in fields(Rules))


@dataclass(frozen=True, slots=True)
class Weights:
    """What one of each costs, in points. The roster with the fewest points is sought; what is dear comes first.

    short, over: a unit below or above somebody's target; fair: the largest shortage of all, a unit; least: a unit below
    what somebody must have; week: a shift below the week's least; overtime: a shift above the week's wish; steady: a
    shift that was not worked the week before though it could be; meet: a meeting with the own coach that is missed.
    """

    short: int = 5
    over: int = 2
    fair: int = 30
    least: int = 1000
    week: int = 1
    overtime: int = 8
    steady: int = 1
    meet: int = 2


@dataclass(frozen=True, slots=True)
class Demand:
    """What residents ask, a row for each: so many students on a shift, with a skill or (-1) any.

    shift, skill (column of `Problem.has_skill`), asked, short (points for each one too few), over (for each too many):
    int[r]. A student with two skills counts for both; a row for any skill keeps one from being promised twice.
    """

    shift: NDArray[Any]
    skill: NDArray[Any]
    asked: NDArray[Any]
    short: NDArray[Any]
    over: NDArray[Any]

    def table(self) -> NDArray[np.int64]:
        """int64[r, 5]: shift, skill, asked, short, over."""
        columns = (self.shift, self.skill, self.asked, self.short, self.over)
        return np.stack([np.asarray(each, np.int64) for each in columns], axis=1)

    @classmethod
    def none(cls) -> "Demand":
        return cls(*(np.empty(0, np.int64) for _ in range(5)))


def _nothing(columns: int) -> NDArray[np.int64]:
    return np.empty((0, columns), np.int64)


@dataclass(frozen=True)
class Problem:
    """p people, t shifts, q skills. Rows may come in any order; ids decide, not places in a table.

    people, shifts: ids, whole numbers or text, none twice.
    day: int[t], counted from the Monday of the first week (`term.open_shifts` makes all of these from opening hours).
    starts, ends: int[t], minutes from that day's midnight; a night shift ends after 1440.
    available: bool[p, t]. coach: bool[p], who is no student but lets students be there.
    seats: int[t], room for students. per_coach: int or int[t], students that one coach can guide; 0: no coach needed.
    coaches_most: int or int[t], coaches at most on a shift; -1: any number.
    units: int[t], what a shift counts for (hours, quarters, or 1). kind: int[t], which shift of the day it is (by
    default its start): the same weekday and kind in two weeks in a row is the steady pattern.
    skills: ids; has_skill: bool[p, q]. dislike: int[p, t], points for working it; below 0: points for not working it.
    own: int[p], row of somebody's own coach, or -1. fixed: bool[p, t], promised already.
    kind_most: int[n, 3], person, kind, most shifts. not_after: int[n, 2], a kind and one that may not follow it the
    next day.
    """

    people: Ids
    shifts: Ids
    day: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    available: NDArray[np.bool_]
    coach: NDArray[np.bool_]
    seats: NDArray[Any] | None = None
    per_coach: int | NDArray[Any] = 6
    coaches_most: int | NDArray[Any] = NOTHING
    units: NDArray[Any] | None = None
    kind: NDArray[Any] | None = None
    skills: Ids = ()
    has_skill: NDArray[np.bool_] | None = None
    demand: Demand = field(default_factory=Demand.none)
    rules: Rules = field(default_factory=Rules)
    dislike: NDArray[Any] | None = None
    own: NDArray[Any] | None = None
    fixed: NDArray[np.bool_] | None = None
    kind_most: NDArray[Any] = field(default_factory=lambda: _nothing(3))
    not_after: NDArray[Any] = field(default_factory=lambda: _nothing(2))
    weights: Weights = field(default_factory=Weights)

    @property
    def shape(self) -> tuple[int, int]:
        """People, shifts."""
        return len(self.people), len(self.shifts)

    def per_shift(self, name: str) -> NDArray[np.int64]:
        """`seats`, `per_coach`, `coaches_most`, `units`, `kind` as int64[t], filled in where nothing was given."""
        found = getattr(self, name)
        if found is None:
            found = {"seats": len(self.people), "units": 1, "kind": self.starts}[name]
        return np.broadcast_to(np.asarray(found, np.int64), (len(self.shifts),)).copy()

    def per_cell(self, name: str) -> NDArray[np.int64]:
        """`dislike` and `fixed` as int64[p, t], 0 where nothing was given."""
        found = getattr(self, name)
        return np.zeros(self.shape, np.int64) if found is None else np.asarray(found, np.int64)

    def skilled(self) -> NDArray[np.bool_]:
        """bool[p, q + 1]: the last column, which row number -1 finds as well, is any skill. Coaches have none here."""
        p, q = len(self.people), len(self.skills)
        own = np.zeros((p, q), np.bool_) if self.has_skill is None else self.has_skill
        return np.hstack([own, np.ones((p, 1), np.bool_)]) & ~self.coach[:, None]

    def owned(self) -> NDArray[np.int64]:
        """Row of everybody's own coach, int64[p]."""
        return np.full(len(self.people), NOTHING) if self.own is None else np.asarray(self.own, np.int64)

    def digest(self) -> str:
        """SHA-256 of everything that was given; O(size · log). The same for every order of the rows."""
        p, _t = self.shape
        person, shift = (np.argsort(np.asarray(ids), kind="stable") for ids in (self.people, self.shifts))
        skill = np.argsort(np.asarray(self.skills), kind="stable")
        of_person, of_shift, of_skill = (np.append(np.argsort(order), NOTHING) for order in (person, shift, skill))
        rows = self.demand.table().T.copy()
        rows[0], rows[1] = of_shift[rows[0]], of_skill[rows[1]]
        most = np.asarray(self.kind_most, np.int64).copy()
        most[:, 0] = of_person[most[:, 0]]
        return digest(
            people=np.asarray(self.people)[person],
            shifts=np.asarray(self.shifts)[shift],
            skills=np.asarray(self.skills)[skill],
            **{name: np.asarray(getattr(self, name), np.int64)[shift] for name in ("day", "starts", "ends")},
            **{name: self.per_shift(name)[shift] for name in ("seats", "per_coach", "coaches_most", "units", "kind")},
            **{name: self.rules.of(name, p)[person] for name in RULES},
            **{name: self.per_cell(name)[person][:, shift] for name in ("dislike", "fixed", "available")},
            coach=self.coach[person],
            has_skill=self.skilled()[person][:, np.append(skill, NOTHING)],
            demand=rows[:, np.lexsort(rows)],
            own=of_person[self.owned()[person]],
            kind_most=most[np.lexsort(most.T)],
            not_after=np.unique(np.asarray(self.not_after, np.int64), axis=0),
            weights=repr(self.weights),
        )


class Stopped(StrEnum):
    """Why the search ended. Only `SECONDS` and `CANCELLED` depend on the machine and the day."""

    OPTIMAL = "optimal"
    EFFORT = "effort"
    SECONDS = "seconds"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Solution:
    """works: bool[p, t], who works which shift, in the order of the problem; cost in points.

    prices: int64[rows], what each row of `rows.relaxation` is worth in 1/65536 point: with these anyone can reckon
    a bound. solver_bound: what CP-SAT says that no roster can cost less than, or None. rounds: how many were gone through.
    """

    works: NDArray[np.bool_]
    cost: int
    prices: NDArray[np.int64]
    solver_bound: int | None
    stopped: Stopped
    rounds: int
    seed: int
    digest: str
