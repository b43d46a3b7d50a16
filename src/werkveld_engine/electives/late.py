"""Late changes: who came, who left, what was added; everybody else keeps what they have as far as that can be."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.problem import NOTHING, Problem, Solution
from werkveld_engine.electives.solve import solve


def had(problem: Problem, before: Problem, solution: Solution) -> NDArray[np.int32]:
    """int32[n, s]: what the people of `problem` have by the solution of the problem `before`; people and offerings are
    found again by their ids, and what is gone or new is -1. O(n log n).
    """
    person = _found_again(np.asarray(problem.people), np.asarray(before.people))
    offering = np.append(_found_again(np.asarray(before.offerings), np.asarray(problem.offerings)), NOTHING)
    rows = offering[solution.held].astype(np.int32)
    return (
        np.where(person[:, None] >= 0, rows[person], NOTHING).astype(np.int32)
        if len(rows)
        else np.full((len(person), solution.held.shape[1]), NOTHING, np.int32)
    )


def changed(problem: Problem, before: Problem, solution: Solution, *, threads: int | None = None) -> Solution:
    """The changed problem, with the objective and the lots of before: as good as if it were the first answer, and of all
    answers that are as good one that moves the fewest people (a draw moves whom the lots say).

    :raises InputRefused: what is wrong, with table and row.
    """
    return solve(problem, solution.objective, seed=solution.seed, had=had(problem, before, solution), threads=threads)


def _found_again(ids: NDArray[np.generic], among: NDArray[np.generic]) -> NDArray[np.int64]:
    """The row of each id among the others, -1 for who is not there."""
    if not len(among):
        return np.full(len(ids), NOTHING, np.int64)
    order = np.argsort(among, kind="stable")
    at = np.minimum(np.searchsorted(among[order], ids), len(among) - 1)
    return np.where(among[order[at]] == ids, order[at], NOTHING)
