"""What is split into tasks for many workers gives the answer of one solve."""

import pickle
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from harness.choice_rounds import small_round, with_everything
from werkveld_engine import blocks, electives, ranking
from werkveld_engine.electives import Objective, verify
from werkveld_engine.electives.checking import check
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow


def elsewhere(work: Callable[[Any], Any], tasks: Iterable[Any]) -> list[Any]:
    """As a worker in another process does it: everything goes over a wire, the last task first."""
    sent = [pickle.dumps(task) for task in tasks]
    done = [pickle.dumps(work(pickle.loads(task))) for task in reversed(sent)]
    return [pickle.loads(one) for one in reversed(done)]


@pytest.mark.parametrize("objective", Objective)
def test_a_round_in_pieces(objective):
    for seed in range(60):
        problem = small_round(seed, people=40, offerings=30, wishes=2)
        whole = electives.solve(problem, objective, seed=seed)
        parts = blocks.place(problem, objective, seed=seed, run=elsewhere, pieces=1 + seed % 4)
        assert (parts.held == whole.held).all(), seed
        assert (parts.digest, parts.seed) == (whole.digest, whole.seed)
        assert verify(problem, parts) == verify(problem, whole)


def test_every_rule_in_pieces():
    tried = 0
    for seed in range(60):
        problem = with_everything(seed)
        try:
            check(problem)
        except InputRefused:
            continue
        whole, parts = (
            electives.solve(problem, seed=seed),
            blocks.place(problem, Objective.TOTAL_RANK, seed=seed, run=elsewhere, pieces=3),
        )
        assert (parts.held == whole.held).all(), seed
        assert parts.cancelled == whole.cancelled
        assert verify(problem, parts) == verify(problem, whole)
        tried += 1
    assert tried > 30


def test_recommendations_in_pieces():
    for seed in range(30):
        chance = np.random.default_rng(seed)
        n, m = int(chance.integers(1, 60)), int(chance.integers(0, 60))
        person_at, offering_at = chance.random((n, 2)) * 100_000, chance.random((m, 2)) * 100_000
        offering_at[chance.random(m) < 0.1] = np.nan
        if seed % 3 == 0:
            person_at[chance.random(n) < 0.1] = np.nan
        problem = ranking.Problem(
            chance.permutation(n),
            chance.permutation(m),
            chance.normal(size=(n, 8)).astype(np.float32),
            chance.normal(size=(m, 8)).astype(np.float32),
            person_at,
            offering_at,
            need=chance.random(m) if seed % 2 else None,
            travel=0.01,
            radius=None if seed % 5 == 0 else 25.0,
            best=4,
            done=np.column_stack([chance.integers(0, n, 20), chance.integers(0, m, 20)]) if m and seed % 2 else None,
        )
        whole = ranking.solve(problem)
        parts = blocks.recommend(problem, run=elsewhere, pieces=1 + seed % 4)
        assert (parts.offering == whole.offering).all(), seed
        assert (parts.score == whole.score).all()
        assert parts.digest == whole.digest


def test_what_is_wrong_is_told_by_the_rows_of_the_whole():
    problem = replace(small_round(3), capacity=np.full(len(small_round(3).offerings), -1))
    with pytest.raises(InputRefused) as refused:
        blocks.place(problem, Objective.TOTAL_RANK, seed=1, pieces=2)
    assert refused.value.faults[0].table == "capacity"
