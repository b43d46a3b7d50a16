"""A problem in a standing order, so that the order of its rows cannot matter: people by lot, shifts by time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import lots
from werkveld_engine.rostering.problem import NOTHING, RULES, WEEK, Problem, Weights

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Standing:
    """Nothing is missing and all rows are renumbered; shapes as in `Problem`.

    may: bool[p, t], available and of use (a shift for which no coach could come is no shift for a student).
    rule: each of `Rules` as int64[p]. demand: int64[r, 5] with shift, skill, asked, short, over, in order. seats and
    per_coach are no larger than the number of students. skilled: bool[p, q + 1]. slot: int64[t], the same for the same
    weekday and kind. person, shift: the given row of each.
    """

    day: Numbers
    starts: Numbers
    ends: Numbers
    kind: Numbers
    units: Numbers
    seats: Numbers
    per_coach: Numbers
    coaches_most: Numbers
    may: NDArray[np.bool_]
    coach: NDArray[np.bool_]
    skilled: NDArray[np.bool_]
    demand: Numbers
    rule: dict[str, Numbers]
    dislike: Numbers
    own: Numbers
    fixed: NDArray[np.bool_]
    kind_most: Numbers
    not_after: Numbers
    weights: Weights
    person: Numbers
    shift: Numbers

    @property
    def shape(self) -> tuple[int, int]:
        people, shifts = self.may.shape
        return people, shifts

    @cached_property
    def week(self) -> Numbers:
        return self.day // WEEK

    @property
    def weeks(self) -> int:
        return int(self.week.max(initial=-1)) + 1

    @property
    def days(self) -> int:
        """Days of the term: whole weeks would make rest at its end out of days that nobody planned."""
        return int(self.day.max(initial=-1)) + 1

    @cached_property
    def slot(self) -> Numbers:
        pairs = np.stack([self.day % WEEK, self.kind], axis=1)
        return np.unique(pairs, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)

    @cached_property
    def students(self) -> Numbers:
        return np.flatnonzero(~self.coach)

    @cached_property
    def coaches(self) -> Numbers:
        return np.flatnonzero(self.coach)

    @cached_property
    def on_day(self) -> list[Numbers]:
        """The shifts of each day."""
        return [np.flatnonzero(self.day == day) for day in range(self.days)]

    @cached_property
    def clashing(self) -> dict[int, NDArray[np.bool_]]:
        """For each rest in minutes, bool[t, t]: nobody with that rule works both. Symmetric."""
        return {int(rest): self._clash(int(rest)) for rest in np.unique(self.rule["rest"])}

    def _clash(self, rest: int) -> NDArray[np.bool_]:
        begin, end = self.day * 1440 + self.starts, self.day * 1440 + self.ends
        later = self.day[:, None] < self.day[None, :]
        needed = np.where(later, rest, 0)
        clash = (begin[None, :] - end[:, None] < needed) & (begin[None, :] >= begin[:, None])
        for before, after in self.not_after.tolist():
            next_day = self.day[None, :] == self.day[:, None] + 1
            clash |= next_day & (self.kind[:, None] == before) & (self.kind[None, :] == after)
        clash |= clash.T
        np.fill_diagonal(clash, val=False)
        return clash

    def clash(self, person: int) -> NDArray[np.bool_]:
        """bool[t, t], pairs of shifts that this person cannot both work."""
        return self.clashing[int(self.rule["rest"][person])]


def standing(problem: Problem, seed: int) -> Standing:
    """O(p · t + t² + size · log). The problem has been checked."""
    p, t = problem.shape
    people, shifts = np.asarray(problem.people), np.asarray(problem.shifts)
    person = np.lexsort((people, lots(problem.people, seed))) if p else np.empty(0, np.int64)
    day, starts, ends = (np.asarray(getattr(problem, name), np.int64) for name in ("day", "starts", "ends"))
    shift = np.lexsort((shifts, starts, day)) if t else np.empty(0, np.int64)
    coach = problem.coach[person]
    per_coach = problem.per_shift("per_coach")[shift]
    students = int((~coach).sum())
    return Standing(
        day=day[shift],
        starts=starts[shift],
        ends=ends[shift],
        kind=problem.per_shift("kind")[shift],
        units=problem.per_shift("units")[shift],
        seats=np.minimum(problem.per_shift("seats")[shift], students),
        per_coach=np.minimum(per_coach, students),
        coaches_most=problem.per_shift("coaches_most")[shift],
        may=_may(problem, person, shift),
        coach=coach,
        skilled=_skilled(problem, person),
        demand=_demand(problem, shift),
        rule={name: problem.rules.of(name, p)[person] for name in RULES},
        dislike=problem.per_cell("dislike")[person][:, shift],
        own=np.append(np.argsort(person), NOTHING)[problem.owned()[person]],
        fixed=problem.per_cell("fixed")[person][:, shift] > 0,
        kind_most=_kind_most(problem, person),
        not_after=np.asarray(problem.not_after, np.int64).reshape(-1, 2),
        weights=problem.weights,
        person=person,
        shift=shift,
    )


def _may(problem: Problem, person: Numbers, shift: Numbers) -> NDArray[np.bool_]:
    may = problem.available[person][:, shift]
    coach = problem.coach[person]
    alone = (problem.per_shift("per_coach")[shift] > 0) & ~may[coach].any(axis=0)
    may &= coach[:, None] | ~(alone | (problem.per_shift("seats")[shift] == 0))
    return may


def _skilled(problem: Problem, person: Numbers) -> NDArray[np.bool_]:
    skill = np.argsort(np.asarray(problem.skills), kind="stable")
    return problem.skilled()[person][:, np.append(skill, NOTHING)]


def _demand(problem: Problem, shift: Numbers) -> Numbers:
    table = problem.demand.table()
    skill = np.argsort(np.argsort(np.asarray(problem.skills), kind="stable"))
    table[:, 0] = np.append(np.argsort(shift), NOTHING)[table[:, 0]]
    table[:, 1] = np.append(skill, NOTHING)[table[:, 1]]
    return table[np.lexsort(table.T[::-1])] if len(table) else table


def _kind_most(problem: Problem, person: Numbers) -> Numbers:
    table = np.asarray(problem.kind_most, np.int64).reshape(-1, 3).copy()
    table[:, 0] = np.argsort(person)[table[:, 0]]
    return table[np.lexsort(table.T[::-1])] if len(table) else table


def as_given(order: Standing, works: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool[p, t] in the order of the problem, from the standing order."""
    given = np.zeros_like(works)
    given[np.ix_(order.person, order.shift)] = works
    return given


def as_standing(order: Standing, works: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool[p, t] in the standing order, from that of the problem."""
    return works[np.ix_(order.person, order.shift)]
