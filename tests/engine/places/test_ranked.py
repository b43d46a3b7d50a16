"""Lists become scores: what both sides say stays what they mean."""

import numpy as np
import pytest

from werkveld_engine.inputs import InputRefused
from werkveld_engine.places import Limits, solve, verify
from werkveld_engine.places.ranked import NOT_LISTED, from_lists

WISHES = {"ann": ["x", ("y", "z")], "bob": ["z"], "cem": []}
WANTED = {"x": ["bob", "ann"], "z": [("ann", "bob"), "dee"]}
CAPACITY = {"x": 1, "y": 1, "z": 2}


def test_a_higher_place_in_the_list_is_a_higher_score():
    problem = from_lists(WISHES, WANTED, CAPACITY)
    assert problem.wishes.tolist() == [[0, 1, 2], [2, -1, -1], [-1, -1, -1]]
    assert problem.rank.tolist() == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert problem.score.tolist() == [[1, 0, 2], [2, 0, 0], [0, 0, 0]]
    assert problem.barred.tolist() == [[0, NOT_LISTED, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.slow
def test_what_is_listed_can_be_solved():
    limits = (Limits("coach", ["c"], np.array([0, 0, -1]), np.array([1])),)
    problem = from_lists(WISHES, WANTED, CAPACITY, limits)
    solution = solve(problem, seed=1)
    assert solution.place.tolist() == [0, 2, -1]
    assert verify(problem, solution).is_stable
    assert from_lists({}, {}, {}).wishes.shape == (0, 0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"wishes": {**WISHES, "cem": ["w"]}}, ("wishes", 2, "unknown", "w")),
        ({"wishes": {**WISHES, "cem": ["x", ("x", "y")]}}, ("wishes", 2, "twice", "x")),
        ({"wanted": {**WANTED, "x": ["ann", "ann"]}}, ("wanted", 0, "twice", "ann")),
        ({"wanted": {**WANTED, "w": []}}, ("wanted", 2, "unknown", "w")),
    ],
)
def test_lists_that_cannot_be_meant_are_refused(change, expected):
    with pytest.raises(InputRefused) as refused:
        from_lists(**{"wishes": WISHES, "wanted": WANTED, "capacity": CAPACITY, **change})
    [fault] = refused.value.faults
    assert (fault.table, fault.row, fault.why, fault.detail) == expected
