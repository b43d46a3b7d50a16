"""Why everyone has what they have, as data: the doors put it into words.

Nobody is named: a full offering is full with people who rank it as high or who could go nowhere else, and the price
says how much the others would lose.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.exchange import exchanges
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution
from werkveld_engine.electives.solve import solve
from werkveld_engine.lottery import lots


class Why(IntEnum):
    """What became of a wish."""

    NO_WISH = 0  # nothing stands at this rank
    GIVEN = 1
    FIXED = 2  # it was a fixed place
    ENOUGH = 3  # everything that was wanted was given, all of it ranked higher
    SAME_PERIOD = 4  # something ranked higher was given in the same period
    CANCELLED = 5  # too few people
    LIMIT = 6  # a shared room or teacher, or the quota of a group
    DEARER = 7  # full; giving it would make the whole worse, by at least `extra`
    LOT = 8  # full; another answer that is as good would have given it, or it was full before somebody's turn in a draw
    OPEN = 9  # it had room, and no better answer was found in which it is given
    TOGETHER = 10  # full; no better answer was found in which it is given
    PRIORITY = 11  # full; without priority an answer as good gives it, or something ranked higher
    KEEPS_GOING = 12  # it had room; what this person has instead would be too small to go on without them
    NO_ROOM = 13  # it had no seat, or all of its seats were fixed before


FULL = (Why.DEARER, Why.LOT, Why.TOGETHER, Why.PRIORITY, Why.NO_ROOM)  # what more seats could have given


@dataclass(frozen=True)
class Reasons:
    """why: int8[n, most] (`Why`), by person and rank. extra: int64[n, most], for `DEARER` by how much, in the weights of
    the objective (ranks for the total rank): whoever forces this wish through makes the whole at least that much worse.

    turn: int64[n], for a draw when somebody's turn was, from 1, else 0. last_turn: int64[m], in whose turn the last seat
    went, or 0.
    """

    why: NDArray[np.int8]
    extra: NDArray[np.int64]
    turn: NDArray[np.int64]
    last_turn: NDArray[np.int64]

    @cached_property
    def got(self) -> NDArray[np.int64]:
        """int64[n]: the best rank that was given, from 1; 0 for nothing."""
        given = self.why == Why.GIVEN
        if not self.why.shape[1]:
            return np.zeros(len(self.why), np.int64)
        return np.where(given.any(axis=1), given.argmax(axis=1) + 1, 0).astype(np.int64)


def reasons(problem: Problem, solution: Solution) -> Reasons:
    """For everyone at once; O(n · most · periods) with prices, else some passes over that. Says only what follows from the
    answer. Where groups go before others the round is solved once more without priority.
    """
    wishes = np.asarray(problem.wishes, np.int64)
    n, most = wishes.shape
    m = len(problem.offerings)
    fixed = _or(problem.fixed, n, NOTHING)
    why = np.full((n, most), Why.OPEN, np.int8)
    load = np.bincount(solution.held[solution.held >= 0], minlength=m)
    full = np.append(load >= problem.capacity, False)[wishes]
    turn, last_turn = _turns(problem, solution, fixed)
    extra = np.zeros((n, most), np.int64)
    if solution.objective is Objective.DRAW:
        full &= np.append(last_turn, 0)[wishes] < turn[:, None]
        why[full] = Why.LOT
    elif full.any():
        extra = _of_full(problem, solution, why, full)
    why[_limited(problem, solution, wishes) & ~full] = Why.LIMIT
    why[np.append(np.bincount(fixed[fixed >= 0], minlength=m) >= problem.capacity, False)[wishes]] = Why.NO_ROOM
    why[np.isin(wishes, solution.cancelled)] = Why.CANCELLED
    _by_own_wishes(problem, solution, wishes, why)
    why[(wishes == fixed[:, None]) & (wishes >= 0)] = Why.FIXED
    why[wishes < 0] = Why.NO_WISH
    _by_priority(problem, solution, why)
    _by_keeping(problem, solution, why)
    return Reasons(why, np.where(why == Why.DEARER, extra, 0), turn, last_turn)


def _of_full(problem: Problem, solution: Solution, why: NDArray[np.int8], full: NDArray[np.bool_]) -> NDArray[np.int64]:
    """What is full: by lot where another answer is as good, dearer where none can be. Gives by how much."""
    found = exchanges(problem, solution)
    why[full] = Why.DEARER if found.is_exact and not _goes_before(problem).any() else Why.TOGETHER
    why[full & found.free] = Why.LOT
    return np.maximum(found.extra, 1)  # costs are whole


def _goes_before(problem: Problem) -> NDArray[np.bool_]:
    """bool[n]: before whom somebody goes by priority."""
    group = _or(problem.group, len(problem.people), 0)
    return group > group.min(initial=0) if problem.goes_first else np.zeros(len(group), np.bool_)


def _by_priority(problem: Problem, solution: Solution, why: NDArray[np.int8]) -> None:
    """Who would have it without priority, or something higher, or could have it in an answer as good."""
    missed = np.isin(why, (Why.DEARER, Why.TOGETHER, Why.LOT)) & _goes_before(problem)[:, None]
    if solution.objective is not Objective.DRAW:
        missed &= why != Why.LOT
    if not missed.any():
        return
    equal = replace(problem, goes_first=False)
    without = reasons(equal, solve(equal, solution.objective, seed=solution.seed)).why
    had = without == Why.GIVEN
    if solution.objective is not Objective.DRAW:
        had |= without == Why.LOT
    why[missed & np.logical_or.accumulate(had, axis=1)] = Why.PRIORITY


def _by_keeping(problem: Problem, solution: Solution, why: NDArray[np.int8]) -> None:
    """What had room was not given, because all that somebody has lower and could give for it is as small as it may be."""
    person, rank = np.nonzero(why == Why.OPEN)
    if not len(person) or problem.minimum is None:
        return
    m = len(problem.offerings)
    fixed = _or(problem.fixed, len(why), NOTHING)
    load = np.bincount(solution.held[solution.held >= 0], minlength=m)
    least = np.where(np.bincount(fixed[fixed >= 0], minlength=m) > 0, 0, np.asarray(problem.minimum))
    smallest = (least > 1) & (load == least)
    period = _or(problem.period, m, 0)
    wishes = np.asarray(problem.wishes)
    for i, k in zip(person.tolist(), rank.tolist(), strict=True):
        lower = [int(j) for j in wishes[i, k + 1 :] if j >= 0 and j in solution.held[i]]
        same = [j for j in lower if period[j] == period[wishes[i, k]]]
        if lower and smallest[same or lower].all():
            why[i, k] = Why.KEEPS_GOING


def _or(values: NDArray[Any] | None, length: int, otherwise: int) -> NDArray[np.int64]:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


def _by_own_wishes(problem: Problem, solution: Solution, wishes: NDArray[np.int64], why: NDArray[np.int8]) -> None:
    """What somebody has themselves goes before any other reason, rank by rank."""
    n, most = wishes.shape
    period = np.append(_or(problem.period, len(problem.offerings), 0), NOTHING)
    seats = _or(problem.seats, n, 1)
    fixed = _or(problem.fixed, n, NOTHING)
    given = np.zeros(n, np.int64) + (fixed >= 0)
    filled = np.zeros((n, solution.held.shape[1]), np.bool_)
    has = np.flatnonzero(fixed >= 0)
    filled[has, period[fixed[has]]] = True
    for rank in range(most):
        wish = wishes[:, rank]
        when = np.where(wish >= 0, period[wish], 0)
        busy = filled[np.arange(n), when] & (wish >= 0)
        is_given = (wish >= 0) & (solution.held[np.arange(n), when] == wish) & (wish != fixed)
        why[(given >= seats) & ~is_given, rank] = Why.ENOUGH
        why[busy & ~is_given & (given < seats), rank] = Why.SAME_PERIOD
        why[is_given, rank] = Why.GIVEN
        given += is_given
        filled[np.arange(n)[is_given], when[is_given]] = True


def _limited(problem: Problem, solution: Solution, wishes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Wishes for an offering under a limit that is used up."""
    limited = np.zeros(wishes.shape, np.bool_)
    group = _or(problem.group, len(wishes), 0)
    for one in problem.shared:
        if np.isin(solution.held, one.offerings).sum() >= one.capacity:
            limited |= np.isin(wishes, one.offerings)
    for quota in problem.quotas:
        inside = group == quota.group
        if ((solution.held == quota.offering).any(axis=1) & inside).sum() >= quota.most:
            limited |= (wishes == quota.offering) & inside[:, None]
    return limited


def _turns(
    problem: Problem, solution: Solution, fixed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Who has a fixed place took it in no turn."""
    n, m = len(problem.people), len(problem.offerings)
    turn, last_turn = np.zeros(n, np.int64), np.zeros(m, np.int64)
    if solution.objective is Objective.DRAW and n:
        group = _or(problem.group if problem.goes_first else None, n, 0)
        order = np.lexsort((np.asarray(problem.people), lots(problem.people, solution.seed), group))
        turn[order] = np.arange(1, n + 1)
        person, column = np.nonzero((solution.held >= 0) & (solution.held != fixed[:, None]))
        np.maximum.at(last_turn, solution.held[person, column], turn[person])
    return turn, last_turn


@dataclass(frozen=True, slots=True)
class Change:
    """With `seats` more in `offering` (rows), this person would have had it, or something they rank higher."""

    offering: int
    rank: int
    seats: int


def would_have_helped(problem: Problem, solution: Solution, person: int, most_seats: int = 1) -> tuple[Change, ...]:
    """For each full wish above what somebody has: the fewest more seats, up to `most_seats`, that would have given it.

    Every statement was tried: the changed problem is solved, so each one costs a whole solution.
    """
    why = reasons(problem, solution).why[person]
    found = []
    for rank in np.flatnonzero(np.isin(why, FULL)):
        offering = int(problem.wishes[person, rank])
        for seats in range(1, most_seats + 1):
            capacity = np.array(problem.capacity, np.int64)
            capacity[offering] += seats
            changed = solve(replace(problem, capacity=capacity), solution.objective, seed=solution.seed)
            if np.isin(problem.wishes[person, : rank + 1], changed.held[person]).any():
                found.append(Change(offering, int(rank) + 1, seats))
                break
    return tuple(found)
