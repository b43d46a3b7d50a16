"""The check finds every broken promise, and knows nothing of how the answer was found."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from house.sources import SRC
from werkveld_engine.ranking import Problem, Solution, solve, verify

pytestmark = pytest.mark.slow
N, M = 40, 30


def region() -> Problem:
    chance = np.random.default_rng(2)
    return Problem(
        people=np.arange(N),
        offerings=np.arange(M)[::-1],
        profile=chance.normal(size=(N, 4)),
        content=chance.normal(size=(M, 4)),
        person_at=chance.normal(size=(N, 2)) * 3000,
        offering_at=chance.normal(size=(M, 2)) * 3000,
        travel=0.01,
        radius=6.0,
        best=5,
        trait=chance.integers(0, 3, (N, 1)),
        least=np.zeros((M, 1), int),
        most=chance.integers(0, 4, (M, 1)),
        done=np.column_stack([np.arange(N), chance.integers(0, M, N)]),
    )


def test_a_right_answer_has_nothing_broken():
    found = verify(region(), solve(region()))
    assert found.broken == ()
    assert (found.people, found.compared) == (N, N)
    assert found.lead is not None
    assert found.lead > 0
    assert verify(region(), solve(region()), sample=7).compared == 7


def spoilt(which: str) -> tuple[Problem, Solution]:
    """A right answer with one thing wrong in it."""
    problem, found = region(), solve(region())
    offering, score = found.offering.copy(), found.score.copy()
    full = int(np.flatnonzero(offering[:, -1] >= 0)[0])
    if which == "swapped":
        offering[full, [0, 1]], score[full, [0, 1]] = offering[full, [1, 0]], score[full, [1, 0]]
    elif which == "twice":
        offering[full, 1] = offering[full, 0]
    elif which == "gap":
        offering[full, 1] = -1
    elif which == "shortened":
        offering[full, -1], score[full, -1] = -1, 0
    elif which == "score":
        score[full, 0] += 1
    elif which == "missed":
        offering[full, :-1], score[full, :-1] = offering[full, 1:], score[full, 1:]
        wider = solve(replace(problem, best=6))
        offering[full, -1], score[full, -1] = wider.offering[full, -1], wider.score[full, -1]
    elif which == "unknown":
        offering[full, 0] = M
    else:
        free = {"done": {"done": None}, "rules": {"most": np.full((M, 1), 9)}, "far": {"radius": 1000.0}}[which]
        return problem, solve(replace(problem, **free))
    return problem, Solution(offering, score, found.digest)


@pytest.mark.parametrize(
    ("which", "broken"),
    [
        ("swapped", "a list is not in order"),
        ("twice", "an offering is on a list twice"),
        ("gap", "a list has a gap"),
        ("shortened", "a list is shorter than it could be"),
        ("score", "a score is not what it should be"),
        ("missed", "somebody misses what suits them better"),
        ("unknown", "an offering is recommended that is not there"),
        ("done", "somebody is recommended what they have done"),
        ("rules", "somebody is recommended what they may not choose"),
        ("far", "an offering is too far away"),
    ],
)
def test_what_is_wrong_is_named(which, broken):
    assert broken in verify(*spoilt(which)).broken


def test_an_answer_of_another_shape_is_no_answer():
    found = solve(region())
    assert verify(region(), Solution(found.offering[:, :2], found.score[:, :2], "")).broken


def test_the_check_imports_nothing_of_the_solver():
    tree = ast.parse((SRC / "werkveld_engine/ranking/verify.py").read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"collections.abc", "dataclasses", "numpy.typing", "werkveld_engine.ranking.problem"}
    assert names == {"numpy"}
