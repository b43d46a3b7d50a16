"""Every rule together, as an integer program: several seats, minimum sizes, shared rooms, quotas, priority groups.

Solved by HiGHS (Q. Huangfu, J. A. J. Hall, 2018) through SciPy, which proves how good its answer is. Goals that come
one after the other (priority groups, and ranks when the weights would not fit) are solved one after the other, each
kept while the next is sought.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from werkveld_engine.electives.problem import Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given, standing

GAP = 0.0
Goal = NDArray[np.float64]


class CannotBeSolved(RuntimeError):
    """The solver gave up; its own words are in the message."""


@dataclass(frozen=True)
class Program:
    """One 0/1 variable for each wish (person, rank, offering), then one for each offering with a minimum: it goes on."""

    order: Standing
    person: NDArray[np.int64]
    rank: NDArray[np.int64]
    offering: NDArray[np.int64]
    doubtful: NDArray[np.int64]
    rules: csr_array
    least: NDArray[np.float64]
    most: NDArray[np.float64]

    @property
    def size(self) -> int:
        return len(self.person) + len(self.doubtful)


def solve(problem: Problem, objective: Objective, seed: int) -> Solution:
    """Exact; time may grow fast with doubtful offerings (those with a minimum)."""
    order = standing(problem, seed)
    program = written(order)
    chosen, bound = _one_after_the_other(program, _goals(program, objective))
    held = np.full((len(order.person), order.periods), -1, np.int32)
    taken = np.flatnonzero(chosen[: len(program.person)])
    held[program.person[taken], order.period[program.offering[taken]]] = program.offering[taken]
    on = chosen[len(program.person) :]
    cancelled = [int(order.offering[j]) for j, goes_on in zip(program.doubtful, on, strict=True) if not goes_on]
    found = as_given(problem, order, held)
    return Solution(objective, found, seed, problem.digest(), cancelled=tuple(sorted(cancelled)), bound=bound)


def written(order: Standing) -> Program:
    """The rules as rows of a matrix; O(size of the wishes)."""
    person, rank = np.nonzero((order.wishes >= 0) & (order.seats[:, None] > 0))
    offering = order.wishes[person, rank].astype(np.int64)
    doubtful = np.flatnonzero(order.minimum > 1)
    rows: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    values: list[NDArray[np.float64]] = []
    least: list[float] = []
    most: list[float] = []

    def rule(column: NDArray[np.int64], value: NDArray[np.float64], low: float, high: float) -> None:
        rows.append(np.full(len(column), len(least)))
        columns.append(column)
        values.append(value)
        least.append(low)
        most.append(high)

    def each(keys: NDArray[np.int64], high: NDArray[np.float64]) -> None:
        """Variables with the same key together at most high[key]."""
        by = np.argsort(keys, kind="stable")
        for part in np.split(by, np.flatnonzero(np.diff(keys[by])) + 1) if len(by) else []:
            if len(part) > high[keys[part[0]]]:
                rule(part, np.ones(len(part)), 0, float(high[keys[part[0]]]))

    each(person, order.seats.astype(float))
    each(person * order.periods + order.period[offering], np.ones(len(order.person) * order.periods))
    each(offering, order.room.astype(float))
    for limit in order.limits:
        inside = np.flatnonzero(
            np.isin(offering, limit.offerings) & ((limit.group < 0) | (order.group[person] == limit.group))
        )
        if len(inside) > limit.room:
            rule(inside, np.ones(len(inside)), 0, float(limit.room))
    for number, j in enumerate(doubtful):
        inside, on = np.flatnonzero(offering == j), len(person) + number
        rule(np.append(inside, on), np.append(np.ones(len(inside)), -float(order.minimum[j])), 0, np.inf)
        for x in inside:
            rule(np.array([x, on]), np.array([1.0, -1.0]), -np.inf, 0)
    shape = (len(least), len(person) + len(doubtful))
    flat = np.concatenate(values) if values else np.empty(0)
    at = (np.concatenate(rows), np.concatenate(columns)) if rows else (np.empty(0, int), np.empty(0, int))
    matrix = csr_array(coo_array((flat, at), shape=shape))
    return Program(order, person, rank, offering, doubtful, matrix, np.array(least), np.array(most))


def _goals(program: Program, objective: Objective) -> list[Goal]:
    """To be made as small as can be, one after the other: for each priority group, what the objective asks."""
    most, outside = program.order.wishes.shape[1], program.order.outside
    group = program.order.group[program.person]
    goals: list[Goal] = []
    for only in np.unique(program.order.group):
        mine = group == only
        if objective is Objective.TOTAL_RANK:
            goals.append(np.where(mine, program.rank + 1 - outside, 0).astype(float))
        elif objective is Objective.RANK_MAXIMAL:
            goals += [np.where(mine & (program.rank == rank), -1.0, 0.0) for rank in range(most)]
        else:
            goals.append(np.where(mine, -1.0, 0.0))
            goals += [np.where(mine & (program.rank == rank), 1.0, 0.0) for rank in range(most - 1, 0, -1)]
    return [np.append(goal, np.zeros(len(program.doubtful))) for goal in goals if goal.any()]


def _one_after_the_other(program: Program, goals: list[Goal]) -> tuple[NDArray[np.bool_], float | None]:
    """The chosen variables, and for a single goal the bound in ranks."""
    kept: list[LinearConstraint] = []
    chosen = np.zeros(program.size, np.bool_)
    bound: float | None = None
    if program.rules.shape[0]:
        kept.append(LinearConstraint(program.rules, program.least, program.most))
    for goal in goals:
        found = milp(
            goal, integrality=np.ones(program.size), bounds=Bounds(0, 1), constraints=kept, options={"mip_rel_gap": GAP}
        )
        if found.x is None:
            raise CannotBeSolved(found.message)
        chosen = found.x > 0.5
        reached = round(float(goal @ chosen))
        kept.append(LinearConstraint(csr_array(goal[None, :]), -np.inf, reached + 0.5))
        bound = float(found.mip_dual_bound)
    wanted = float(program.order.seats.sum()) * program.order.outside
    return chosen, wanted + bound if bound is not None and len(goals) == 1 else wanted if not goals else None
