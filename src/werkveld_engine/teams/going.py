"""What the whole changes when one person goes to another team, or comes in later: for moves by hand."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.teams.problem import NOTHING, Problem


def going(problem: Problem, team: NDArray[Any], person: int) -> NDArray[np.int64]:
    """int64[teams, attributes + 2]: what each team would cost more than the one this person is in.

    team: int[n], the team of everybody, -1 for who is in none; when that is this person, what joining each team costs.
    Columns: mix by attribute, skill, wishes (topics, bonds, who moved), in points; negative is better. Nobody else moves,
    and sizes are the caller's to watch. O(n · (attributes + skills) + pairs).
    """
    team = np.asarray(team, np.int64)
    others = team.copy()
    others[person] = NOTHING
    columns = [*_mix(problem, others, person), _skill(problem, others, person), _wishes(problem, others, person)]
    costs = np.column_stack(columns).astype(np.int64)
    return costs if team[person] == NOTHING else costs - costs[team[person]]


def best_to_join(problem: Problem, team: NDArray[Any], person: int) -> int:
    """The team for who comes later: of the smallest teams the one where it costs least, the first on a tie."""
    team = np.asarray(team, np.int64)
    others = np.where(np.arange(len(team)) == person, NOTHING, team)
    size = np.bincount(others[others >= 0], minlength=problem.teams)
    costs = going(problem, others, person).sum(axis=1)
    return int(np.lexsort((np.arange(problem.teams), costs, size))[0])


def _count(problem: Problem, team: NDArray[np.int64], which: NDArray[Any]) -> NDArray[np.int64]:
    """How many of these rows are in each team."""
    there = team[which]
    return np.bincount(there[there >= 0], minlength=problem.teams).astype(np.int64)


def _mix(problem: Problem, others: NDArray[np.int64], person: int) -> list[NDArray[np.int64]]:
    columns = np.asarray(problem.mixed).T
    weights = problem.weights.of_mix(len(columns))
    alike = (np.flatnonzero(column == column[person]) for column in columns)
    return [weight * _count(problem, others, rows) for weight, rows in zip(weights, alike, strict=True)]


def _skill(problem: Problem, others: NDArray[np.int64], person: int) -> NDArray[np.int64]:
    total = np.zeros(problem.teams, np.int64)
    there = others >= 0
    for column, weight in zip(problem.centred.T, problem.weights.of_skill(problem.centred.shape[1]), strict=True):
        off = np.zeros(problem.teams, np.int64)
        np.add.at(off, others[there], column[there])
        total += weight * ((off + column[person]) ** 2 - off**2)
    return total


def _wishes(problem: Problem, others: NDArray[np.int64], person: int) -> NDArray[np.int64]:
    weights = problem.weights
    total = np.zeros(problem.teams, np.int64)
    if problem.topic is not None and problem.wishes is not None:
        total += weights.wish * problem.ranks[person][np.asarray(problem.topic, np.int64)]
    if problem.before is not None and problem.before[person] != NOTHING:
        total += weights.moved * (np.arange(problem.teams) != int(problem.before[person]))
    for pairs, weight in ((problem.together, -weights.together), (problem.apart, weights.apart)):
        if pairs is not None and len(pairs):
            named = np.asarray(pairs, np.int64)
            mates = np.concatenate([named[named[:, 0] == person, 1], named[named[:, 1] == person, 0]])
            total += weight * _count(problem, others, mates)
    return total
