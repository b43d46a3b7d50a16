"""Which missed wishes a change would have granted, for everybody at once: each change costs one solution."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.teams.explain import Wish
from werkveld_engine.teams.problem import NOTHING, Problem, Solution
from werkveld_engine.teams.solve import solve

Granted = set[tuple[int, Wish, int]]


def with_one_more_team(problem: Problem, topic: int) -> Problem | None:
    """The same people with one team more, on that topic; None when there are no topics or too few people."""
    if problem.topic is None or problem.teams >= len(problem.people):
        return None
    return replace(problem, teams=problem.teams + 1, topic=np.append(np.asarray(problem.topic), topic))


def granted_by(changed: Problem, problem: Problem, solution: Solution) -> Granted:
    """Person (a row), what was wished and which topic or teammate: missed in `solution`, granted once `changed` is solved.

    A topic counts when it is ranked above what was given. Both problems have the same people and numbers of topics. It is
    tried, not argued: `changed` is solved with the seed of the solution.
    """
    before, after = np.asarray(solution.team, np.int64), solve(changed, seed=solution.seed).team.astype(np.int64)
    return _topics(problem, changed, before, after) | _mates(problem, before, after)


def _topics(problem: Problem, changed: Problem, before: NDArray[np.int64], after: NDArray[np.int64]) -> Granted:
    if problem.wishes is None or problem.topic is None or changed.topic is None or len(before) == 0:
        return set()
    rows = np.arange(len(before))
    now = np.asarray(changed.topic, np.int64)[after]
    was = problem.ranks[rows, np.asarray(problem.topic, np.int64)[before]]
    ranked = (np.asarray(problem.wishes) == now[:, None]).any(axis=1) & (now != NOTHING)
    better = ranked & (problem.ranks[rows, np.minimum(now, problem.topics - 1)] < was)
    return {(int(row), Wish.TOPIC, int(now[row])) for row in np.flatnonzero(better)}


def _mates(problem: Problem, before: NDArray[Any], after: NDArray[Any]) -> Granted:
    if problem.together is None:
        return set()
    asked = np.asarray(problem.together, np.int64).reshape(-1, 2)
    one, other = asked.T
    fresh = asked[(before[one] != before[other]) & (after[one] == after[other])]
    return {(who, Wish.TOGETHER, mate) for who, mate in fresh.tolist()}
