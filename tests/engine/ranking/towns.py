"""Small regions for the tests of recommendations, made from a seed, and the plainest way to recommend in them."""

import math
from typing import Any

import numpy as np

from werkveld_engine.ranking import UNIT, Problem


def town(seed: int, *, people: int = 12, offerings: int = 80, columns: int = 9, **given: Any) -> Problem:
    """Every rule now and then, few different values so that much is equal, and some without a place."""
    chance = np.random.default_rng(seed)
    n, m, d = (int(chance.integers(0, most + 1)) for most in (people, offerings, columns))
    traits = int(chance.integers(0, 3))
    kind = chance.choice([np.float32, np.float64])
    coarse = bool(chance.integers(2))

    def profiles(rows: int) -> Any:
        made = chance.normal(size=(rows, d)) * float(chance.choice([1e-6, 0.3, 8.0]))
        return (np.rint(made * 2) / 2 if coarse else made).astype(kind)

    def places(rows: int) -> Any:
        at = chance.integers(0, 4, (rows, 2)) * 2500.0 if coarse else chance.normal(size=(rows, 2)) * 6000
        at[chance.random(rows) < 0.1] = np.nan
        return at

    values: dict[str, Any] = {
        "people": chance.permutation(10_000)[:n],
        "offerings": chance.permutation(10_000)[:m],
        "profile": profiles(n),
        "content": profiles(m),
        "person_at": places(n),
        "offering_at": places(m),
        "need": np.rint(chance.random(m) * 3) * float(chance.choice([0.0, 0.1, 1000.0]))
        if chance.integers(2)
        else None,
        "travel": float(chance.choice([0.0, 0.01, 1.0])),
        "radius": None if chance.random() < 0.3 else float(chance.choice([0.0, 2.5, 5.0, 12.3])),
        "best": int(chance.choice([1, 3, 10, 40])),
        "wishes_from": int(chance.integers(0, d + 1)),
    }
    if traits:
        least = chance.integers(0, 3, (m, traits))
        values |= {"trait": chance.integers(0, 4, (n, traits)), "least": least, "most": least + chance.integers(0, 3)}
    if chance.integers(2):
        values |= {
            "member_of": chance.integers(0, 8, n).astype(np.uint64),
            "open_to": chance.integers(0, 8, m).astype(np.uint64),
        }
    if n and m and chance.integers(2):
        values["done"] = np.column_stack([chance.integers(0, n, 2 * n), chance.integers(0, m, 2 * n)])
    return Problem(**{**values, **given})


def by_hand(problem: Problem) -> list[list[tuple[int, int]]]:
    """(score in points, row of the offering) for everyone, best first: all of them, in whole numbers of Python."""
    done = set() if problem.done is None else {(int(i), int(j)) for i, j in problem.done}
    found = []
    for i in range(len(problem.people)):
        ranked = []
        for j in range(len(problem.offerings)):
            far = distance(problem, i, j)
            reach = None if problem.radius is None else round(problem.radius * 100_000)
            if (
                (i, j) in done
                or not allowed(problem, i, j)
                or (far is not None and reach is not None and far > reach**2)
            ):
                continue
            fit = sum(
                round(float(a) * 2**20) * round(float(b) * 2**20)
                for a, b in zip(problem.profile[i], problem.content[j], strict=True)
            )
            need = 0 if problem.need is None else round(float(problem.need[j]) * UNIT)
            travel = 0 if far is None else math.floor(math.sqrt(float(far)) * (problem.travel * UNIT / 100_000))
            ranked.append((-(fit + need - travel), problem.offerings[j], j))
        found.append([(-score, j) for score, _id, j in sorted(ranked)[: problem.best]])
    return found


def distance(problem: Problem, i: int, j: int) -> int | None:
    """Squared, in centimetres; None where one of both has no place."""
    one, other = problem.person_at[i], problem.offering_at[j]
    if np.isnan(one).any() or np.isnan(other).any():
        return None
    return sum((round(float(b) * 100) - round(float(a) * 100)) ** 2 for a, b in zip(one, other, strict=True))


def allowed(problem: Problem, i: int, j: int) -> bool:
    if problem.member_of is not None and not int(problem.member_of[i]) & int(problem.open_to[j]):
        return False
    if problem.trait is None:
        return True
    return bool(((problem.least[j] <= problem.trait[i]) & (problem.trait[i] <= problem.most[j])).all())
