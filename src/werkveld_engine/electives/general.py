"""Every rule together, as an integer program: several seats, minimum sizes, shared rooms, quotas, priority groups.

Solved by HiGHS (Q. Huangfu, J. A. J. Hall, 2018) through SciPy, which proves how good its answer is. Goals that come
one after the other (priority groups, and ranks when the weights would not fit) are solved one after the other, each
kept while the next is sought.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from werkveld_engine.electives import minimum, plain
from werkveld_engine.electives.apart import apart, together
from werkveld_engine.electives.costs import costs, steepness
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given, standing

GAP = 0.0
LARGE = 30_000  # places for a wish: above it, minimum sizes are left to prices
SLIGHT = 1e-6
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


def solve(
    problem: Problem, objective: Objective, seed: int, had: NDArray[np.int32] | None = None, threads: int = 1
) -> Solution:
    """Exact; time may grow fast with doubtful offerings (those with a minimum). What shares nothing is solved apart. Where
    the best answer without minimum sizes keeps them, it is the answer; what is large and has no rule but minimum sizes
    goes to `minimum`.

    `had` int32[n, s], rows of the problem: of all that are as good, an answer that keeps the most of it.
    """
    parts = apart(problem)
    answers = [_solve(part.problem, objective, seed, None if had is None else part.own(had), threads) for part in parts]
    return together(problem, parts, answers, objective, seed)


def _solve(problem: Problem, objective: Objective, seed: int, had: NDArray[np.int32] | None, threads: int) -> Solution:
    order = standing(problem, seed)
    if order.is_plain and plain.fits(order):
        return plain.solution(problem, order, objective, seed, had=had, threads=threads)
    if minimum.fits(order):
        easy = minimum.without(problem, order, objective, seed, had=had, threads=threads)
        if easy is not None:
            return easy
        if order.wishes.size > LARGE:
            return minimum.solve(problem, order, objective, seed, had=had, threads=threads)
    program = written(order)
    last = [] if had is None else [_kept(program, order.place[had[order.person]])]
    chosen, bound, is_best = _one_after_the_other(program, _goals(program, objective), last)
    held = np.full((len(order.person), order.periods), -1, np.int32)
    taken = np.flatnonzero(chosen[: len(program.person)])
    held[program.person[taken], order.period[program.offering[taken]]] = program.offering[taken]
    on = chosen[len(program.person) :]
    cancelled = [int(order.offering[j]) for j, goes_on in zip(program.doubtful, on, strict=True) if not goes_on]
    if objective is not Objective.TOTAL_RANK:
        bound = _steep_cost(program, chosen, objective) if is_best else None
    found = as_given(problem, order, held)
    return Solution(objective, found, seed, "", cancelled=tuple(sorted(cancelled)), bound=bound)


def _steep_cost(program: Program, chosen: NDArray[np.bool_], objective: Objective) -> int | None:
    """What the answer costs in steep weights: a bound too, as the best one goal after the other is the cheapest as long as
    all seats that anyone wants are fewer than one rank weighs of the next. None where that is not so.
    """
    order, most = program.order, program.order.wishes.shape[1]
    wanted = int(order.seats.sum())
    if wanted >= steepness(most) or len(np.unique(order.turn)) > 1:
        return None
    weight, outside = costs(objective, most, order.outside)
    rank = program.rank[chosen[: len(program.rank)]]
    return sum(int(weight[each]) for each in rank) + (wanted - len(rank)) * outside


class _Rows:
    """Rules as they are written down, many at a time: sums of variables between two bounds."""

    def __init__(self) -> None:
        self.count = 0
        self.row: list[NDArray[np.int64]] = []
        self.column: list[NDArray[np.int64]] = []
        self.value: list[NDArray[np.float64]] = []
        self.least: list[NDArray[np.float64]] = []
        self.most: list[NDArray[np.float64]] = []

    def add(
        self,
        row: NDArray[np.int64],
        column: NDArray[np.int64],
        value: NDArray[np.float64],
        least: NDArray[np.float64],
        most: NDArray[np.float64],
    ) -> None:
        self.row.append(row + self.count)
        self.column.append(column)
        self.value.append(value)
        self.least.append(least)
        self.most.append(most)
        self.count += len(least)

    def at_most(self, key: NDArray[np.int64], most: NDArray[Any]) -> None:
        """Variables, in their order, with the same key: together at most most[key], where there are more than that."""
        tight = np.bincount(key, minlength=len(most)) > most
        inside = np.flatnonzero(tight[key])
        number = np.cumsum(tight) - 1
        high = np.asarray(most, float)[tight]
        self.add(number[key[inside]], inside, np.ones(len(inside)), np.zeros(len(high)), high)

    def matrix(self, columns: int) -> csr_array:
        at = (np.concatenate(self.row), np.concatenate(self.column))
        return csr_array(coo_array((np.concatenate(self.value), at), shape=(self.count, columns)))


def written(order: Standing) -> Program:
    """The rules as rows of a matrix; O(size of the wishes), and once more for each limit."""
    person, rank = np.nonzero((order.wishes >= 0) & (order.seats[:, None] > 0))
    offering = order.wishes[person, rank].astype(np.int64)
    doubtful = np.flatnonzero(order.minimum > 1)
    rows = _Rows()
    rows.at_most(person, np.minimum(order.seats, order.periods))
    if order.periods > 1:
        rows.at_most(person * order.periods + order.period[offering], np.ones(len(order.person) * order.periods))
    rows.at_most(offering, order.room)
    for limit in order.limits:
        inside = np.isin(offering, limit.offerings) & ((limit.group < 0) | (order.group[person] == limit.group))
        column = np.flatnonzero(inside)
        if len(column) > limit.room:
            zero = np.zeros(len(column), np.int64)
            rows.add(zero, column, np.ones(len(column)), np.zeros(1), np.array([float(limit.room)]))
    switch = np.full(len(order.room), NOTHING)
    switch[doubtful] = np.arange(len(doubtful))
    column = np.flatnonzero(switch[offering] >= 0)
    of, on = switch[offering[column]], len(person) + np.arange(len(doubtful))
    rows.add(  # who goes on, has enough people
        np.append(of, np.arange(len(doubtful))),
        np.append(column, on),
        np.append(np.ones(len(column)), -order.minimum[doubtful].astype(float)),
        np.zeros(len(doubtful)),
        np.full(len(doubtful), np.inf),
    )
    rows.add(  # nobody is in what does not go on
        np.tile(np.arange(len(column)), 2),
        np.append(column, on[of]),
        np.repeat([1.0, -1.0], len(column)),
        np.full(len(column), -np.inf),
        np.zeros(len(column)),
    )
    matrix = rows.matrix(len(person) + len(doubtful))
    return Program(
        order, person, rank, offering, doubtful, matrix, np.concatenate(rows.least), np.concatenate(rows.most)
    )


def _goals(program: Program, objective: Objective) -> list[Goal]:
    """To be made as small as can be, one after the other: for each priority group, what the objective asks."""
    most, outside = program.order.wishes.shape[1], program.order.outside
    turn = program.order.turn[program.person]
    goals: list[Goal] = []
    for only in np.unique(program.order.turn):
        mine = turn == only
        if objective is Objective.TOTAL_RANK:
            goals.append(np.where(mine, program.rank + 1 - outside, 0).astype(float))
        elif objective is Objective.RANK_MAXIMAL:
            goals += [np.where(mine & (program.rank == rank), -1.0, 0.0) for rank in range(most)]
        else:
            goals.append(np.where(mine, -1.0, 0.0))
            goals += [np.where(mine & (program.rank == rank), 1.0, 0.0) for rank in range(most - 1, 0, -1)]
    return [np.append(goal, np.zeros(len(program.doubtful))) for goal in goals if goal.any()]


def _kept(program: Program, had: NDArray[np.int32]) -> Goal:
    """As many as can be keep what they have."""
    same = (had[program.person] == program.offering[:, None]).any(axis=1)
    return np.append(np.where(same, -1.0, 0.0), np.zeros(len(program.doubtful)))


def _one_after_the_other(
    program: Program, goals: list[Goal], last: list[Goal]
) -> tuple[NDArray[np.bool_], float | None, bool]:
    """The chosen variables; for a single goal before the `last` the bound in ranks; whether each goal is reached as well as
    can be, in the word of the solver.
    """
    kept: list[LinearConstraint] = []
    chosen = np.zeros(program.size, np.bool_)
    bound: float | None = None
    is_best = True
    if program.rules.shape[0]:
        kept.append(LinearConstraint(program.rules, program.least, program.most))
    for number, goal in enumerate([*goals, *last] if program.size else []):
        found = milp(
            goal, integrality=np.ones(program.size), bounds=Bounds(0, 1), constraints=kept, options={"mip_rel_gap": GAP}
        )
        if found.x is None:
            raise CannotBeSolved(found.message)
        chosen = found.x > 0.5
        reached = round(float(goal @ chosen))
        kept.append(LinearConstraint(csr_array(goal[None, :]), -np.inf, reached + 0.5))
        is_best = is_best and np.ceil(found.mip_dual_bound - SLIGHT) >= reached
        if number == 0:
            bound = float(found.mip_dual_bound)
    wanted = float(program.order.seats.sum()) * program.order.outside
    if len(goals) > 1 or bound is None:
        return chosen, None if goals else wanted, is_best
    return chosen, float(np.ceil(wanted + bound - SLIGHT)), is_best  # ranks are whole
