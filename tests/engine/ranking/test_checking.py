"""Input that cannot be meant names its table, its row and why; nothing is computed."""

import numpy as np
import pytest

from werkveld_engine.inputs import InputRefused
from werkveld_engine.ranking import Problem, solve

GOOD = {
    "people": ["a", "b"],
    "offerings": ["x", "y", "z"],
    "profile": np.array([[1.0, 0.0], [0.0, 1.0]]),
    "content": np.array([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]]),
    "person_at": np.zeros((2, 2)),
    "offering_at": np.zeros((3, 2)),
}
TRAITS = {"trait": np.array([[2], [3]]), "least": np.array([[1], [1], [1]]), "most": np.array([[4], [4], [4]])}
INFINITE = np.array([[1.0, np.inf], [0.0, 1.0]])
UNKNOWN = np.array([[1.0, 0.0], [np.nan, 1.0]])


@pytest.mark.parametrize(
    ("changed", "table", "row", "why"),
    [
        ({"people": ["a", "a"]}, "people", 1, "twice"),
        ({"offerings": ["x", "y", "x"]}, "offerings", 2, "twice"),
        ({"profile": np.ones((2, 3))}, "content", None, "shape"),
        ({"profile": np.ones(2)}, "profile", None, "shape"),
        ({"profile": np.ones((2, 2), np.int64)}, "profile", None, "kind_of_number"),
        ({"profile": INFINITE}, "profile", 0, "out_of_range"),
        ({"profile": UNKNOWN}, "profile", 1, "out_of_range"),
        ({"profile": np.array([[1.0, 0.0], [900.0, 900.0]])}, "profile", 1, "out_of_range"),
        ({"profile": np.full((2, 2), 70.0), "content": np.full((3, 2), 70.0)}, "profile", None, "too_long"),
        ({"profile": np.ones((2, 5000)), "content": np.ones((3, 5000))}, "profile", None, "too_many_columns"),
        ({"person_at": np.zeros((3, 2))}, "person_at", None, "shape"),
        ({"person_at": np.array([[0.0, np.nan], [0.0, 0.0]])}, "person_at", 0, "out_of_range"),
        ({"offering_at": np.array([[0.0, 0.0], [2e7, 0.0], [0.0, 0.0]])}, "offering_at", 1, "out_of_range"),
        ({"need": np.array([0.0, np.nan, 0.0])}, "need", 1, "out_of_range"),
        ({"need": np.array([0.0, 0.0, 5e9])}, "need", 2, "out_of_range"),
        ({"need": np.array([0.0, 0.0])}, "need", None, "shape"),
        ({"travel": -1.0}, "travel", None, "out_of_range"),
        ({"travel": float("nan")}, "travel", None, "out_of_range"),
        ({"travel": 4000.0, "person_at": np.full((2, 2), 1e6)}, "travel", None, "too_long"),
        ({"radius": -1.0}, "radius", None, "out_of_range"),
        ({"best": 0}, "best", None, "out_of_range"),
        ({"best": 10**9}, "best", None, "out_of_range"),
        ({"wishes_from": 3}, "wishes_from", None, "out_of_range"),
        ({"trait": np.array([[1], [2]])}, "trait", None, "alone"),
        ({**TRAITS, "least": np.array([[1], [5], [1]])}, "least", 1, "above_most"),
        ({**TRAITS, "trait": np.array([[1.5], [2.0]])}, "trait", None, "kind_of_number"),
        ({"member_of": np.array([1, 2])}, "member_of", None, "alone"),
        ({"done": np.array([[0, 1], [0, 3]])}, "done", 1, "unknown"),
        ({"done": np.array([[-1, 1]])}, "done", 0, "unknown"),
        ({"done": np.array([0, 1])}, "done", None, "shape"),
    ],
)
def test_a_fault_names_its_row(changed, table, row, why):
    with pytest.raises(InputRefused) as refused:
        solve(Problem(**{**GOOD, **changed}))
    fault = refused.value.faults[0]
    assert (fault.table, fault.row, fault.why) == (table, row, why)
    assert str(fault)


@pytest.mark.slow
def test_what_is_good_is_solved():
    assert solve(Problem(**GOOD, **TRAITS)).offering[:, :3].tolist() == [[2, 0, 1], [1, 0, 2]]
