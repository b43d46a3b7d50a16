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

from werkveld_engine.electives.costs import costs
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
    DEARER = 7  # full; giving it would cost the others `extra` ranks more than it gains
    LOT = 8  # full; others had as much right to it, and the lot or the draw decided
    OPEN = 9  # it had room: something else was as good for everyone together


@dataclass(frozen=True)
class Reasons:
    """why: int8[n, most] (`Why`), by person and rank. extra: int64[n, most], for `DEARER` by how much, in the weights of
    the objective (ranks for the total rank): whoever forces this wish through makes the whole at least that much worse.

    turn: int64[n], for a draw when somebody's turn was, from 1, else 0. last_turn: int64[m], when the last seat went.
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
    """For everyone at once; O(n · most · periods). Says only what follows from the answer and its prices."""
    wishes = np.asarray(problem.wishes, np.int64)
    n, most = wishes.shape
    m = len(problem.offerings)
    fixed = _or(problem.fixed, n, NOTHING)
    why = np.full((n, most), Why.OPEN, np.int8)
    load = np.append(np.bincount(solution.held[solution.held >= 0], minlength=m), 0)
    full = np.append(load[:-1] >= problem.capacity, False)[wishes]
    extra = _extra(problem, solution, wishes)
    turn, last_turn = _turns(problem, solution)
    why[full] = Why.LOT
    why[full & (extra > 0)] = Why.DEARER
    why[_limited(problem, solution, wishes) & ~full] = Why.LIMIT
    why[np.isin(wishes, solution.cancelled)] = Why.CANCELLED
    _by_own_wishes(problem, solution, wishes, why)
    why[(wishes == fixed[:, None]) & (wishes >= 0)] = Why.FIXED
    why[wishes < 0] = Why.NO_WISH
    return Reasons(why, np.where(why == Why.DEARER, extra, 0), turn, last_turn)


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


def _extra(problem: Problem, solution: Solution, wishes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Reduced costs: what a wish costs at the prices of the answer beyond what its person's dearest seat costs."""
    if solution.price is None:
        return np.zeros(wishes.shape, np.int64)
    weight, outside = costs(solution.objective, wishes.shape[1], problem.cost_unplaced)
    price = np.append(solution.price, 0)
    total = np.where(wishes >= 0, weight[None, :].astype(np.int64) + price[wishes], 0)
    held = (wishes[:, :, None] == solution.held[:, None, :]).any(axis=2) & (wishes >= 0)
    short = (solution.held >= 0).sum(axis=1) < _or(problem.seats, len(wishes), 1)
    mark = np.where(short, outside, np.where(held, total, 0).max(axis=1, initial=0))
    extra: NDArray[np.int64] = np.maximum(0, total - mark[:, None])
    return extra


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


def _turns(problem: Problem, solution: Solution) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    n, m = len(problem.people), len(problem.offerings)
    turn, last_turn = np.zeros(n, np.int64), np.zeros(m, np.int64)
    if solution.objective is Objective.DRAW and n:
        order = np.lexsort((np.asarray(problem.people), lots(problem.people, solution.seed), _or(problem.group, n, 0)))
        turn[order] = np.arange(1, n + 1)
        person, column = np.nonzero(solution.held >= 0)
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
    for rank in np.flatnonzero((why == Why.DEARER) | (why == Why.LOT)):
        offering = int(problem.wishes[person, rank])
        for seats in range(1, most_seats + 1):
            capacity = np.array(problem.capacity, np.int64)
            capacity[offering] += seats
            changed = solve(replace(problem, capacity=capacity), solution.objective, seed=solution.seed)
            if np.isin(problem.wishes[person, : rank + 1], changed.held[person]).any():
                found.append(Change(offering, int(rank) + 1, seats))
                break
    return tuple(found)
