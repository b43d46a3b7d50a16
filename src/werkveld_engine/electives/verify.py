"""Is the answer allowed, and is it the best? Reckoned anew from the problem; knows nothing of how it was found.

Imports NumPy and the problem, nothing of the solvers. Runs after every round that counts.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.problem import NOTHING, Problem, Solution


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


def verify(problem: Problem, solution: Solution) -> Certificate:
    """O(size of the wishes). The bound comes from the dual prices where there are, else from the solver's own word."""
    n, m = len(problem.people), len(problem.offerings)
    seats = _or(problem.seats, n, 1)
    rank = ranks(problem, solution.held)
    fixed = _or(problem.fixed, n, NOTHING)
    broken = [*_seats(problem, solution, seats, rank), *_together(problem, solution)]
    chosen = solution.held >= 0
    if m:
        chosen &= solution.held != fixed[:, None]
    by_rank = np.bincount(rank[chosen & (rank >= 0)], minlength=problem.wishes.shape[1])
    unfilled = int(np.maximum(0, seats - (solution.held >= 0).sum(axis=1)).sum())
    weight, outside = costs(solution.objective, problem.wishes.shape[1], problem.cost_unplaced)
    cost = sum(int(count) * int(each) for count, each in zip(by_rank, weight, strict=True)) + unfilled * outside
    bound: float | None = solution.bound
    if solution.price is not None:
        bound = _dual(problem, solution.price, weight, outside)
        if (solution.price < 0).any():
            broken.append("a price is below nothing")
    return Certificate(tuple(broken), cost, bound, tuple(int(count) for count in by_rank), unfilled)


def ranks(problem: Problem, held: NDArray[np.int32]) -> NDArray[np.int64]:
    """The rank, from 0, of everything that is held; -1 for nothing or what was not wished. int64[n, periods]."""
    same = problem.wishes[:, None, :] == held[:, :, None]
    if problem.wishes.shape[1] == 0:
        return np.full(held.shape, NOTHING, np.int64)
    return np.where(same.any(axis=2) & (held >= 0), same.argmax(axis=2), NOTHING)


def _or(values: NDArray[Any] | None, length: int, otherwise: int) -> NDArray[np.int64]:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


def _seats(problem: Problem, solution: Solution, seats: NDArray[np.int64], rank: NDArray[np.int64]) -> list[str]:
    n, m = len(problem.people), len(problem.offerings)
    held, broken = solution.held, []
    fixed, period = _or(problem.fixed, n, NOTHING), np.append(_or(problem.period, m, 0), NOTHING)
    load = np.bincount(held[held >= 0], minlength=m)
    minimum = _or(problem.minimum, m, 0)
    if (load > problem.capacity).any():
        broken.append("an offering holds more than it can")
    if ((load < minimum) & (load > 0) & (np.bincount(fixed[fixed >= 0], minlength=m) == 0)).any():
        broken.append("an offering goes on with too few")
    if load[list(solution.cancelled)].any():
        broken.append("somebody is in a cancelled offering")
    extra = (held >= 0).sum(axis=1) > np.maximum(seats, fixed >= 0)
    if extra.any():
        broken.append("somebody has more than wanted")
    if ((held >= 0) & (rank < 0) & (held != fixed[:, None])).any():
        broken.append("somebody has what was not wished")
    if ((held >= 0) & (period[held] != np.arange(held.shape[1])[None, :])).any():
        broken.append("something stands in another period than it is in")
    if ((fixed >= 0) & ~(held == fixed[:, None]).any(axis=1)).any():
        broken.append("somebody misses the place that was fixed")
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


def _dual(problem: Problem, prices: NDArray[np.int64], weight: NDArray[Any], outside: int) -> int:
    """What everyone's best option costs at these prices, less what the seats earn: no answer costs less.

    G. B. Dantzig, Linear Programming (1963): weak duality. Whole numbers of any size, so that nothing is lost.
    """
    n, m = problem.wishes.shape[0], len(problem.offerings)
    price, period = np.append(prices, 0), np.append(_or(problem.period, m, 0), NOTHING)
    fixed = _or(problem.fixed, n, NOTHING)
    has, wanted = fixed >= 0, problem.wishes >= 0
    seats = np.maximum(0, _or(problem.seats, n, 1) - has)
    option = np.where(wanted, weight[None, :].astype(np.int64) + price[problem.wishes], outside)
    best = np.full((n, int(period.max(initial=0)) + 1), outside, np.int64)
    for when in range(best.shape[1]):
        inside = wanted & (period[problem.wishes] == when) & (period[fixed] != when)[:, None]
        best[:, when] = np.where(inside, option, outside).min(axis=1, initial=outside)
    best.sort(axis=1)
    own = best[np.arange(best.shape[1])[None, :] < seats[:, None]]
    beyond = int(np.maximum(0, seats - best.shape[1]).sum()) * outside
    taken = np.bincount(fixed[has], minlength=m)
    paid = prices.astype(object) @ (np.asarray(problem.capacity, np.int64) - taken).astype(object) if m else 0
    return (int((own >> 30).sum()) << 30) + int((own & ((1 << 30) - 1)).sum()) + beyond - int(paid)
