"""Is the answer allowed, and is it the best? Reckoned anew from the problem; knows nothing of how it was found.

Imports NumPy and the problem, nothing of the solvers. Runs after every round that counts.

Where there are prices of offerings, the bound is weak duality (G. B. Dantzig, Linear Programming, 1963): at any prices, no answer costs less than everyone's
best option at those prices, less what all seats earn.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.problem import NOTHING, UNIT, Problem, Solution

ROWS = 1 << 14  # people at a time
BREACHES = (
    "somebody has more than wanted",
    "somebody has what was not wished",
    "something stands in another period than it is in",
    "somebody misses the place that was fixed",
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found. `broken` names promises that do not hold; empty is what it should be.

    cost and bound in the weights of the objective (ranks for the total rank): nothing can cost less than the bound.
    by_rank: how many seats at each rank, best first; unfilled: wanted seats that stayed empty.
    """

    broken: tuple[str, ...]
    cost: int
    bound: float | None
    by_rank: tuple[int, ...]
    unfilled: int

    @property
    def is_optimal(self) -> bool:
        return not self.broken and self.bound is not None and self.cost <= self.bound

    @property
    def gap(self) -> float | None:
        """How far above the bound at most, as a share of the cost."""
        return None if self.bound is None else (self.cost - self.bound) / max(1, abs(self.cost))


def verify(problem: Problem, solution: Solution, *, threads: int | None = None) -> Certificate:
    """O(size of the wishes). The bound comes from the dual prices where there are, else from the solver's own word."""
    weight, outside = costs(solution.objective, problem.wishes.shape[1], problem.cost_unplaced, solution.scale)
    whole = _Whole(problem, solution, weight.astype(np.int64), outside)
    begins = range(0, max(1, len(problem.people)), ROWS)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        parts = list(map(whole.rows, begins) if len(begins) == 1 else pool.map(whole.rows, begins))
    by_rank = np.sum([part.by_rank for part in parts], axis=0)
    unfilled = sum(part.unfilled for part in parts)
    broken = [text for text in BREACHES if any(text in part.broken for part in parts)]
    broken += [*_offerings(problem, solution), *_together(problem, solution)]
    cost = sum(int(count) * int(each) for count, each in zip(by_rank, weight, strict=True)) + unfilled * outside
    bound: float | None = solution.bound
    if solution.price is not None:
        bound = sum(part.worth for part in parts) - _paid(problem, solution.price)
        if (solution.price < 0).any():
            broken.append("a price is below nothing")
    if solution.worth is not None:
        bound = _lagrange(problem, solution.worth)
    return Certificate(tuple(broken), cost, bound, tuple(int(count) for count in by_rank), unfilled)


def _or(values: NDArray[Any] | None, length: int, otherwise: int) -> NDArray[np.int64]:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of the people says. worth: what their best options cost together at the prices, whole."""

    broken: tuple[str, ...]
    by_rank: NDArray[np.int64]
    unfilled: int
    worth: int


class _Whole:
    """Everything that a part of the people is looked at with."""

    def __init__(self, problem: Problem, solution: Solution, weight: NDArray[np.int64], outside: int) -> None:
        n, m = len(problem.people), len(problem.offerings)
        self.wishes, self.held, self.weight, self.outside = problem.ranked, solution.held, weight, outside
        self.seats, self.fixed = _or(problem.seats, n, 1), _or(problem.fixed, n, NOTHING)
        self.period = np.append(_or(problem.period, m, 0), NOTHING)
        self.periods = int(self.period.max(initial=0)) + 1
        self.price = (
            None if solution.price is None else _narrow(np.append(solution.price, outside))
        )  # nothing: no way out

    def rows(self, begin: int) -> _Part:
        """Everyone from `begin` on, `ROWS` at most: few enough to stay in a cache."""
        part = slice(begin, begin + ROWS)
        wishes, held = np.ascontiguousarray(self.wishes[part].T), np.ascontiguousarray(self.held[part].T)
        seats, fixed = self.seats[part], self.fixed[part]
        by_rank = np.zeros(len(wishes), np.int64)
        allowed = (held < 0) | (held == fixed)
        for each in held:
            same = (wishes == each) & (each >= 0) & (each != fixed)
            by_rank += np.count_nonzero(same, axis=1)
        for at, each in enumerate(held):
            allowed[at] |= (wishes == each).any(axis=0)
        filled = (held >= 0).sum(axis=0)
        elsewhere = (held >= 0) & (self.period[held] != np.arange(len(held))[:, None])
        found = (
            (filled > np.maximum(seats, fixed >= 0)).any(),
            not allowed.all(),
            elsewhere.any(),
            ((fixed >= 0) & ~(held == fixed).any(axis=0)).any(),
        )
        broken = tuple(text for text, is_so in zip(BREACHES, found, strict=True) if is_so)
        unfilled = int(np.maximum(0, seats - filled).sum())
        return _Part(broken, by_rank, unfilled, self._worth(wishes, seats, fixed))

    def _worth(self, wishes: NDArray[np.int32], seats: NDArray[np.int64], fixed: NDArray[np.int64]) -> int:
        """What everyone's best options cost at the prices: the best of each period, and of those as many as wanted."""
        if self.price is None:
            return 0
        option: NDArray[Any] = self.price[wishes]
        option += self.weight.astype(option.dtype)[:, None]
        if self.periods == 1 and (seats == 1).all() and (fixed < 0).all():
            best = option.min(axis=0, initial=self.outside)
            return _summed(best)
        has = fixed >= 0
        best = np.full((self.periods + 1, wishes.shape[1]), self.outside, np.int64)
        everyone = np.arange(wishes.shape[1])
        for wish, cost in zip(wishes, option, strict=True):
            when = self.period[wish]
            best[when, everyone] = np.minimum(best[when, everyone], cost)
        best[self.period[fixed][has], everyone[has]] = self.outside  # that period is taken
        wanted = np.maximum(0, seats - has)
        best = np.sort(best[:-1], axis=0)
        own = best[np.arange(self.periods)[:, None] < wanted]
        return _summed(own) + int(np.maximum(0, wanted - self.periods).sum()) * self.outside


def _narrow(values: NDArray[np.int64]) -> NDArray[Any]:
    """In 32 bits where twice the largest still fits; half as much to read."""
    return values.astype(np.int32) if np.abs(values).max(initial=0) < 1 << 30 else values


def _summed(values: NDArray[Any]) -> int:
    """Whole, however large: the upper and the lower half apart."""
    values = values.astype(np.int64)
    return (int((values >> 30).sum()) << 30) + int((values & ((1 << 30) - 1)).sum())


def _paid(problem: Problem, price: NDArray[np.int64]) -> int:
    """What all seats that are not fixed earn at these prices."""
    fixed = _or(problem.fixed, len(problem.people), NOTHING)
    room = np.asarray(problem.capacity, np.int64) - np.bincount(fixed[fixed >= 0], minlength=len(price))
    paid = np.flatnonzero(price)
    price, room = price[paid], room[paid]
    if len(paid) and int(np.abs(price).max()) * int(np.abs(room).max()) < 1 << 62:
        return _summed(price * room)
    return sum(int(each) * int(seats) for each, seats in zip(price, room, strict=True))


def _lagrange(problem: Problem, worth: NDArray[np.int64]) -> float | None:
    """What everyone is worth, less what offerings gain at most that are paid so much for each person they take: every
    one goes on with enough people and not too many, or not at all. For one seat each; M. L. Fisher, The Lagrangian
    relaxation method for solving integer programming problems (1981).
    """
    n, m = len(problem.people), len(problem.offerings)
    fixed = _or(problem.fixed, n, NOTHING)
    taken = np.bincount(fixed[fixed >= 0], minlength=m)
    wanted = _or(problem.seats, n, 1) - (fixed >= 0)
    if (wanted > 1).any() or (worth > problem.cost_unplaced * UNIT).any():
        return None
    least = np.where(taken > 0, 1, np.maximum(1, _or(problem.minimum, m, 1)))
    most = np.asarray(problem.capacity, np.int64) - taken
    person, rank = np.nonzero((problem.ranked >= 0) & (wanted > 0)[:, None])
    offering = problem.ranked[person, rank]
    gain = worth[person] - UNIT * (rank + 1)
    by = np.lexsort((-gain, offering))
    offering, gain = offering[by], gain[by]
    count = np.bincount(offering, minlength=m)
    place = np.arange(len(by)) - (np.cumsum(count) - count)[offering]
    inside = (place < least[offering]) | ((place < most[offering]) & (gain > 0))
    value = np.zeros(m, np.int64)
    np.add.at(value, offering[inside], gain[inside])
    value[(count < least) | (most < least)] = 0
    units = int(worth[wanted > 0].sum()) - int(np.maximum(0, value).sum())
    return float(-(-units // UNIT))  # ranks are whole


def _offerings(problem: Problem, solution: Solution) -> list[str]:
    m = len(problem.offerings)
    held, broken = solution.held, []
    fixed = _or(problem.fixed, len(problem.people), NOTHING)
    load, minimum = np.bincount(held[held >= 0], minlength=m), _or(problem.minimum, m, 0)
    if (load > problem.capacity).any():
        broken.append("an offering holds more than it can")
    if ((load < minimum) & (load > 0) & (np.bincount(fixed[fixed >= 0], minlength=m) == 0)).any():
        broken.append("an offering goes on with too few")
    if load[list(solution.cancelled)].any():
        broken.append("somebody is in a cancelled offering")
    return broken


def _together(problem: Problem, solution: Solution) -> list[str]:
    group = _or(problem.group, len(problem.people), 0)
    broken = [
        f"{one.name} holds more than it can"
        for one in problem.shared
        if np.isin(solution.held, one.offerings).sum() > one.capacity
    ]
    broken += [
        "a group has more than its quota"
        for quota in problem.quotas
        if ((solution.held == quota.offering).any(axis=1) & (group == quota.group)).sum() > quota.most
    ]
    return broken
