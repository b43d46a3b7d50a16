"""Input that cannot be meant names its table, its row and why; nothing is computed."""

import numpy as np
import pytest

from werkveld_engine.electives import Objective, Problem, Quota, Shared, reasons, solve, verify
from werkveld_engine.inputs import InputRefused

GOOD = {
    "people": ["a", "b"],
    "offerings": ["x", "y", "z"],
    "wishes": np.array([[0, 1], [2, -1]]),
    "capacity": np.array([1, 1, 1]),
}


@pytest.mark.parametrize(
    ("changed", "table", "row", "why"),
    [
        ({"people": ["a", "a"]}, "people", 1, "twice"),
        ({"offerings": ["x", "y", "x"]}, "offerings", 2, "twice"),
        ({"wishes": np.array([[0, 1], [3, -1]])}, "wishes", 1, "unknown"),
        ({"wishes": np.array([[0, 1], [-2, -1]])}, "wishes", 1, "unknown"),
        ({"wishes": np.array([[0, 0], [2, -1]])}, "wishes", 0, "twice"),
        ({"wishes": np.array([[0, 1], [-1, 2]])}, "wishes", 1, "gap"),
        ({"wishes": np.array([[0.0, 1.0], [2.0, -1.0]])}, "wishes", None, "not_whole"),
        ({"wishes": np.array([[0, 1]])}, "wishes", None, "shape"),
        ({"capacity": np.array([1, -1, 1])}, "capacity", 1, "negative"),
        ({"capacity": np.array([1, 1])}, "capacity", None, "shape"),
        ({"minimum": np.array([0, 0, -3])}, "minimum", 2, "negative"),
        ({"seats": np.array([1, -1])}, "seats", 1, "negative"),
        ({"period": np.array([0, -1, 0])}, "period", 1, "negative"),
        ({"group": np.array([-1, 0])}, "group", 0, "negative"),
        ({"fixed": np.array([-1, 3])}, "fixed", 1, "unknown"),
        ({"fixed": np.array([0, 0])}, "fixed", 1, "over_capacity"),
        ({"minimum": np.array([np.nan, 0, 0])}, "minimum", 0, "not_whole"),
        ({"minimum": np.array([0, 1.5, 0])}, "minimum", 1, "not_whole"),
        ({"minimum": np.array([0.0, 1.0, 0.0])}, "minimum", None, "not_whole"),
        ({"group": np.array([np.nan, 0])}, "group", 0, "not_whole"),
        ({"seats": np.array([1.5, 1])}, "seats", 0, "not_whole"),
        ({"wishes": np.array([[0, 1], [2, -1.5]])}, "wishes", 1, "not_whole"),
        ({"capacity": np.array([1, 2**64 - 1, 1], np.uint64)}, "capacity", 1, "too_large"),
        ({"period": np.array([0, 10**9, 0])}, "period", 1, "too_large"),
        ({"period": np.array(["0", "1", "0"])}, "period", None, "not_whole"),
        ({"people": ["a", None]}, "people", 1, "no_id"),
        ({"people": [1.5, np.nan]}, "people", 0, "no_id"),
        ({"shared": (Shared("room", (0,), np.nan),)}, "shared", None, "not_whole"),
        ({"quotas": (Quota(0, 0, 1.5),)}, "quotas", None, "not_whole"),
        ({"unplaced": 2}, "unplaced", None, "not_worse_than_last_wish"),
        ({"shared": (Shared("room", (0, 0), 1),)}, "shared", 0, "twice"),
        ({"shared": (Shared("room", (0, 9), 1),)}, "shared", 0, "unknown"),
        ({"shared": (Shared("room", (0,), -1),)}, "shared", 0, "negative"),
        ({"quotas": (Quota(9, 0, 1),)}, "quotas", 0, "unknown"),
        ({"quotas": (Quota(0, 0, -1),)}, "quotas", 0, "negative"),
    ],
)
def test_a_fault_names_its_row(changed, table, row, why):
    with pytest.raises(InputRefused) as refused:
        solve(Problem(**{**GOOD, **changed}), seed=1)
    fault = refused.value.faults[0]
    assert (fault.table, fault.row, fault.why) == (table, row, why)
    assert str(fault)


def test_what_is_good_is_solved():
    assert solve(Problem(**GOOD), seed=1).held[:, 0].tolist() == [0, 2]


@pytest.mark.parametrize("objective", Objective)
def test_nobody_and_nothing_are_rounds_too(objective):
    nobody = Problem([], ["x"], np.empty((0, 3), np.int64), np.array([1]))
    nothing = Problem(["a"], [], np.full((1, 3), -1), np.empty(0, np.int64))
    assert solve(nobody, objective, seed=1).held.shape == (0, 1)
    assert solve(nothing, objective, seed=1).held.tolist() == [[-1]]


@pytest.mark.parametrize("objective", Objective)
def test_a_round_without_a_column_for_wishes_is_a_round_too(objective):
    for people, offerings in ((2, 1), (0, 1), (2, 0), (0, 0)):
        problem = Problem(range(people), range(offerings), np.full((people, 0), -1), np.ones(offerings, np.int64))
        solution = solve(problem, objective, seed=1)
        assert (solution.held < 0).all()
        assert not verify(problem, solution).broken
        assert reasons(problem, solution).why.shape == (people, 0)
