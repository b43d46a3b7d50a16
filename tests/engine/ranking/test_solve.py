"""The best offerings, exactly: beside the plainest way to find them, and the same however the work is cut."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from engine.ranking.towns import by_hand, town
from werkveld_engine.ranking import Problem, block, joined, plan, solve, verify

pytestmark = pytest.mark.slow


def answer(problem: Problem, workers: int = 1) -> list[list[tuple[int, int]]]:
    found = solve(problem, workers=workers)
    return [
        [(int(score), int(row)) for score, row in zip(scores, rows, strict=True) if row >= 0]
        for scores, rows in zip(found.score, found.offering, strict=True)
    ]


def test_everyone_gets_what_the_plainest_way_finds():
    listed = 0
    for seed in range(1000):
        problem = town(seed)
        expected = by_hand(problem)
        assert answer(problem) == expected, seed
        listed += sum(map(len, expected))
    assert listed > 20_000


def test_a_larger_region_is_right_for_everyone():
    for seed in range(6):
        problem = town(seed + 5000, people=3000, offerings=4000, columns=30)
        certificate = verify(problem, solve(problem, workers=2), sample=3000)
        assert certificate.broken == ()
        assert certificate.compared == len(problem.people)


def crowd(seed: int, n: int = 300, m: int = 2500, d: int = 12, **given: Any) -> Problem:
    chance = np.random.default_rng(seed)
    values: dict[str, Any] = {
        "people": np.arange(n),
        "offerings": chance.permutation(m),
        "profile": chance.normal(size=(n, d)),
        "content": chance.normal(size=(m, d)),
        "person_at": chance.normal(size=(n, 2)) * 5000,
        "offering_at": chance.normal(size=(m, 2)) * 5000,
        "travel": 0.01,
        "radius": 20.0,
    }
    return Problem(**{**values, **given})


@pytest.mark.parametrize(
    "given",
    [
        {"content": np.ones((2500, 12)), "travel": 0.0},  # all alike: only the ids decide
        {"content": np.ones((2500, 12)), "best": 300},
        {"profile": np.zeros((300, 12)), "travel": 0.0},
        {"profile": np.full((300, 12), 1e-9), "need": np.linspace(-4000, 4000, 2500)},
        {"profile": np.full((300, 12), 1e-5), "content": np.full((2500, 12), 200.0), "need": np.full(2500, 1e-12)},
        {"content": np.vstack([np.full((1, 12), 180.0), np.full((2499, 12), 1e-4)])},  # one drowns all others in bytes
        {"travel": 100.0},
        {"radius": 0.0, "person_at": np.zeros((300, 2)), "offering_at": np.repeat([[0.0], [1.0]], 1250, 0) * [1, 1]},
        {"person_at": np.full((300, 2), np.nan)},
        {"offering_at": np.full((2500, 2), np.nan)},
        {"person_at": np.zeros((300, 2)), "offering_at": np.zeros((2500, 2))},
        {"offering_at": np.full((2500, 2), 1e7), "person_at": np.full((300, 2), -1e7), "radius": None, "travel": 0.1},
        {"member_of": np.ones(300, np.uint64), "open_to": np.r_[np.zeros(2490), np.ones(10)].astype(np.uint64)},
        {"best": 1000},
    ],
)
def test_what_is_hard_for_the_bounds_is_right_too(given):
    problem = crowd(3, **given)
    certificate = verify(problem, solve(problem, workers=1), sample=300)
    assert certificate.broken == ()
    assert certificate.listed > 0


def test_threads_and_blocks_change_nothing():
    problem = crowd(4, n=20_000, m=500)
    one, two = solve(problem, workers=1), solve(problem, workers=2)
    assert (one.offering == two.offering).all()
    assert (one.score == two.score).all()
    cut = plan(problem)
    assert cut.blocks > 1
    parts = [block(cut, number) for number in reversed(range(cut.blocks))]
    again = joined(problem, parts, problem.digest())
    assert (again.offering == one.offering).all()
    assert (again.score == one.score).all()
    assert again.digest == one.digest == two.digest


def turned(problem: Problem, seed: int) -> tuple[Problem, Any, Any]:
    """The same problem with its rows in another order, and where each row went."""
    chance = np.random.default_rng(seed)
    person, offering = chance.permutation(len(problem.people)), chance.permutation(len(problem.offerings))
    of_people, of_offerings = {"people", "profile", "person_at", "trait", "member_of"}, {
        "offerings", "content", "offering_at", "need", "least", "most", "open_to",
    }  # fmt: skip
    values = {field.name: getattr(problem, field.name) for field in fields(problem)}
    for name, value in values.items():
        if value is not None and name in of_people | of_offerings:
            values[name] = value[person if name in of_people else offering]
    if problem.done is not None:
        values["done"] = np.column_stack(
            [np.argsort(person)[problem.done[:, 0]], np.argsort(offering)[problem.done[:, 1]]]
        )
    return Problem(**values), person, offering


def test_the_order_of_the_rows_changes_nothing():
    for seed in range(100):
        problem = town(seed + 9000)
        other, person, offering = turned(problem, seed)
        one, two = solve(problem, workers=1), solve(other, workers=1)
        assert (two.score == one.score[person]).all()
        assert (np.append(offering, -1)[two.offering] == one.offering[person]).all()
        assert two.digest == one.digest


def test_another_question_has_another_digest():
    problem = crowd(5, n=10, m=10)
    assert solve(replace(problem, travel=0.02)).digest != solve(problem).digest
    content = problem.content.copy()
    content[3, 2] += 1e-3
    assert solve(replace(problem, content=content)).digest != solve(problem).digest


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 5), (5, 0), (1, 1), (300, 1)])
def test_nobody_and_nothing_are_regions_too(n, m):
    problem = crowd(6, n=n, m=m, radius=None)
    found = solve(problem)
    assert found.offering.shape == (n, 10)
    assert (found.offering[:, :1] == (0 if m else -1)).all()
    assert verify(problem, found).broken == ()
