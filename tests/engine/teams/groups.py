"""Groups for the tests of teams, made from a seed, and the plainest way to divide them."""

import itertools
from typing import Any

import numpy as np

from werkveld_engine.teams import Problem, Weights


def group(seed: int, *, people: int = 7, teams: int = 4, **given: Any) -> Problem:
    """Every rule now and then, and few different values so that much is equal."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, people + 1))
    many = int(chance.integers(1, min(n, teams) + 1))
    values: dict[str, Any] = {
        "people": chance.permutation(1000)[:n],
        "teams": many,
        "mixed": chance.integers(0, 3, (n, int(chance.integers(0, 4)))),
        "skill": chance.integers(-50, 50, (n, int(chance.integers(0, 3)))) if chance.integers(2) else None,
        "weights": Weights(
            mix=int(chance.choice([0, 1000])), skill=int(chance.integers(0, 4)), wish=int(chance.choice([500, 3000])),
            together=int(chance.choice([0, 1500, 5000])), apart=int(chance.choice([2500, 1_000_000])),
        ),
    }  # fmt: skip
    if chance.integers(2):
        topic = chance.integers(0, 3, many)
        values["topic"] = topic
        if chance.integers(4):
            values["wishes"] = wishes(chance, n, int(topic.max()) + 1)
    for name in ("together", "apart"):
        if chance.integers(2):
            values[name] = pairs(chance, n)
    if chance.integers(4) == 0:
        values["before"] = chance.integers(-1, many, n)
    return Problem(**{**values, **given})


def wishes(chance: np.random.Generator, n: int, topics: int) -> Any:
    length = int(chance.integers(0, topics + 1))
    found = np.full((n, length), -1)
    for row in found:
        ranked = int(chance.integers(0, length + 1))
        row[:ranked] = chance.permutation(topics)[:ranked]
    return found


def pairs(chance: np.random.Generator, n: int) -> Any:
    every = list(itertools.combinations(range(n), 2))
    some = chance.permutation(len(every))[: int(chance.integers(0, 5))]
    found = np.array([every[at] for at in some], np.int64).reshape(-1, 2)
    return np.where(chance.random((len(found), 1)) < 0.5, found, found[:, ::-1])


def divisions(problem: Problem) -> Any:
    """int64[d, n]: every division in which sizes differ by one at most."""
    every = np.array(list(itertools.product(range(problem.teams), repeat=len(problem.people))))
    sizes = (every[:, :, None] == np.arange(problem.teams)).sum(axis=1)
    return every[(sizes.max(axis=1) - sizes.min(axis=1)) <= 1]


def costs(problem: Problem, every: Any) -> Any:
    """int64[d]: what each division costs, pair by pair."""
    n, weights = len(problem.people), problem.weights
    same = every[:, :, None] == every[:, None, :]
    cost = np.zeros(len(every), np.int64)
    for i, j in itertools.combinations(range(n), 2):
        alike = sum(int(a == b) for a, b in zip(problem.mixed[i], problem.mixed[j], strict=True))
        cost += weights.mix * alike * same[:, i, j]
    if problem.skill is not None:
        for column in problem.skill.T:
            average = int(np.floor(sum(map(int, column)) / n + 0.5))
            for team in range(problem.teams):
                cost += weights.skill * ((every == team) * (column - average)).sum(axis=1) ** 2
    if problem.topic is not None and problem.wishes is not None:
        for i, ranked in enumerate(problem.wishes.tolist()):
            rank = [ranked.index(topic) if topic in ranked else len(ranked) for topic in problem.topic.tolist()]
            cost += weights.wish * np.array(rank)[every[:, i]]
    for i, j in [] if problem.together is None else problem.together.tolist():
        cost += weights.together * ~same[:, i, j]
    for i, j in [] if problem.apart is None else problem.apart.tolist():
        cost += weights.apart * same[:, i, j]
    if problem.before is not None:
        cost += weights.moved * ((problem.before >= 0) & (every != problem.before)).sum(axis=1)
    return cost
