"""What travels as text is the same at the other end, and nothing travels that is not listed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from harness.choice_rounds import small_round, with_everything
from werkveld_engine import blocks, electives, ranking
from werkveld_engine.electives import Objective
from werkveld_engine.electives.checking import check
from werkveld_engine.inputs import InputRefused
from werkveld_engine.wire import packed, unpacked


def by_wire(work: Callable[[Any], Any], tasks: Iterable[Any]) -> list[Any]:
    """As workers on other machines do it, the last first."""
    sent = [packed(task) for task in tasks]
    return [unpacked(one) for one in reversed([packed(work(unpacked(text))) for text in reversed(sent)])]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and (one == other).all()
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    return type(one) is type(other) and one == other


@pytest.mark.slow
def test_a_round_with_every_rule_travels():
    tried = 0
    for seed in range(12):
        problem = with_everything(seed)
        task = blocks.Round(problem, Objective.FAIR, seed)
        assert same(task, unpacked(packed(task)))
        try:
            check(problem)
        except InputRefused:
            continue
        whole = electives.solve(problem, seed=seed)
        assert same(whole, unpacked(packed(whole)))
        parts = blocks.place(problem, Objective.TOTAL_RANK, seed=seed, run=by_wire, pieces=3)
        assert (parts.held == whole.held).all(), seed
        assert (parts.cancelled, parts.digest) == (whole.cancelled, whole.digest)
        tried += 1
    assert tried > 5


def test_ids_of_text_and_recommendations_travel():
    problem = ranking.Problem(
        people=["an", "bé"],
        offerings=np.array(["één", "twee", "drie"]),
        profile=np.eye(2, dtype=np.float32),
        content=np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]], np.float32),
        person_at=np.zeros((2, 2)),
        offering_at=np.array([[np.nan, np.nan], [1.0, 1.0], [2.0, 2.0]]),
        best=2,
        radius=None,
        done=np.empty((0, 2), np.int64),
    )
    whole = ranking.solve(problem)
    there = unpacked(packed(blocks.People(problem))).problem
    assert there.people == ["an", "bé"]
    assert (there.offerings == problem.offerings).all()
    assert there.done.shape == (0, 2)
    parts = blocks.recommend(problem, run=by_wire, pieces=2)
    assert (parts.offering == whole.offering).all()
    assert (parts.score == whole.score).all()
    assert parts.digest == whole.digest


def test_nothing_else_travels():
    class Other:
        pass

    for strange in (Other(), {"a": 1}, np.array([Other()]), small_round, b"bytes"):
        with pytest.raises(TypeError):
            packed(strange)
    with pytest.raises(KeyError):  # no record of that name
        unpacked(json.dumps({"os.system": {"command": "true"}}))
    with pytest.raises(TypeError):
        unpacked(json.dumps({"array": ["|O", [1], "eJwDAAAAAAE="]}))
