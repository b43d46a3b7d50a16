"""A problem in a standing order, so that the order of its rows cannot matter: people by lot, and seats all filled."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import drawn_order
from werkveld_engine.teams.problem import NOTHING, Problem


@dataclass(frozen=True)
class Standing:
    """People by lot, and behind them as many empty seats as smaller teams need: p in all, `size` to every team.

    An empty seat has a value of its own that costs nothing, no skill and no wish; a team has one at most.
    code: int32[p, a], values of all attributes numbered through. weight: int64[values + 1], of a pair, 0 for the empty.
    kind: int32[p], who has all values alike. skill: int64[p, k]; skill_weight: int64[k].
    rank: int32[p, topics]; topic: int32[teams], falling together: first[c] is the first team of topic c.
    bond_from, bond_to, bond: whom someone is bound to, and the points for being together (below 0: apart).
    before: int32[p]. person: int64[n], the given row of each. team: int64[teams], the given number of each.
    """

    code: NDArray[np.int32]
    weight: NDArray[np.int64]
    kind: NDArray[np.int32]
    skill: NDArray[np.int64]
    skill_weight: NDArray[np.int64]
    rank: NDArray[np.int32]
    topic: NDArray[np.int32]
    first: NDArray[np.int64]
    bond_from: NDArray[np.int64]
    bond_to: NDArray[np.int32]
    bond: NDArray[np.int64]
    before: NDArray[np.int32]
    person: NDArray[np.int64]
    team: NDArray[np.int64]
    size: int

    @property
    def people(self) -> int:
        return len(self.person)

    @property
    def teams(self) -> int:
        return len(self.topic)


def standing(problem: Problem, seed: int) -> Standing:
    """O(size · log)."""
    n, teams = len(problem.people), problem.teams
    person = drawn_order(problem.people, seed)
    size = problem.sizes[1]
    empty = teams * size - n
    topic = np.zeros(teams, np.int64) if problem.topic is None else np.asarray(problem.topic, np.int64)
    team = np.argsort(topic, kind="stable")
    place = np.full(teams + 1, NOTHING, np.int64)
    place[team] = np.arange(teams)
    code, weight = _codes(problem, person, empty)
    before = np.full(n, NOTHING) if problem.before is None else np.asarray(problem.before, np.int64)
    bond_from, bond_to, bond = _bonds(problem, person, n + empty)
    skills = problem.centred.shape[1]
    return Standing(
        code=code,
        weight=weight,
        kind=_kinds(code, weight),
        skill=np.vstack([problem.centred[person], np.zeros((empty, skills), np.int64)]),
        skill_weight=np.array(problem.weights.of_skill(skills), np.int64),
        rank=np.vstack([problem.ranks[person], np.zeros((empty, problem.topics), np.int32)]),
        topic=topic[team].astype(np.int32),
        first=np.searchsorted(topic[team], np.arange(problem.topics + 1)),
        bond_from=bond_from,
        bond_to=bond_to,
        bond=bond,
        before=np.concatenate([place[before[person]], np.full(empty, NOTHING)]).astype(np.int32),
        person=person,
        team=team,
        size=size,
    )


def _codes(problem: Problem, person: NDArray[np.int64], empty: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Values numbered through all attributes in their own order, an empty seat last."""
    n, attributes = problem.mixed.shape
    weights = problem.weights.of_mix(attributes)
    code = np.zeros((n + empty, attributes), np.int32)
    weight: list[NDArray[np.int64]] = []
    first = 0
    for column in range(attributes):
        values, number = np.unique(np.asarray(problem.mixed)[person, column], return_inverse=True)
        code[:n, column] = first + number
        weight.append(np.full(len(values), weights[column], np.int64))
        first += len(values)
    code[n:] = first
    return code, np.concatenate([*weight, np.zeros(1, np.int64)])


def _kinds(code: NDArray[np.int32], weight: NDArray[np.int64]) -> NDArray[np.int32]:
    kind = np.zeros(len(code), np.int64)
    for column in code.T:
        _values, kind = np.unique(kind * len(weight) + column, return_inverse=True)
    return kind.astype(np.int32)


def _bonds(
    problem: Problem, person: NDArray[np.int64], people: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Both ways: the wish of one is a bond of two."""
    place = np.empty(len(person), np.int64)
    place[person] = np.arange(len(person))
    ends, points = [np.empty((0, 2), np.int64)], [np.empty(0, np.int64)]
    for pairs, weight in ((problem.together, problem.weights.together), (problem.apart, -problem.weights.apart)):
        if pairs is not None and len(pairs):
            named = place[np.asarray(pairs, np.int64)]
            ends += [named, named[:, ::-1]]
            points += [np.full(2 * len(named), weight, np.int64)]
    both, each = np.vstack(ends), np.concatenate(points)
    order = np.lexsort((both[:, 1], both[:, 0]))
    start = np.searchsorted(both[order, 0], np.arange(people + 1))
    return start.astype(np.int64), both[order, 1].astype(np.int32), each[order]


def as_given(problem: Problem, order: Standing, team: NDArray[Any]) -> NDArray[np.int32]:
    """int32[n]: the given number of everyone's team, by given row."""
    found = np.empty(len(problem.people), np.int32)
    found[order.person] = order.team[team[: order.people]]
    return found
