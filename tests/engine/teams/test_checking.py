"""Input that cannot be meant names its table, its row and why; nothing is computed."""

import numpy as np
import pytest

from werkveld_engine.inputs import InputRefused
from werkveld_engine.teams import Problem, Weights, solve

GOOD = {
    "people": ["a", "b", "c", "d"],
    "teams": 2,
    "mixed": np.array([[0, 1], [0, 0], [1, 1], [1, 0]]),
    "topic": np.array([0, 1]),
}
RANKED = np.array([[0, 1], [1, 0], [0, 1], [1, 0]])


@pytest.mark.parametrize(
    ("changed", "table", "row", "why"),
    [
        ({"people": ["a", "b", "c", "a"]}, "people", 3, "twice"),
        ({"teams": 0, "topic": None}, "teams", None, "too_few"),
        ({"teams": -1, "topic": None}, "teams", None, "too_few"),
        ({"teams": 5, "topic": None}, "teams", None, "more_than_people"),
        ({"mixed": np.zeros((3, 2), int)}, "mixed", None, "shape"),
        ({"mixed": np.zeros(4, int)}, "mixed", None, "shape"),
        ({"mixed": np.zeros((4, 2))}, "mixed", None, "not_whole"),
        ({"mixed": np.array([[0, 1], [0, 0], [1, -1], [1, 0]])}, "mixed", 2, "out_of_range"),
        ({"mixed": np.array([[0, 1], [0, 0], [1, 2**40], [1, 0]])}, "mixed", 2, "out_of_range"),
        ({"skill": np.array([[0], [1], [2], [10**9]])}, "skill", 3, "out_of_range"),
        ({"skill": np.zeros((4, 1))}, "skill", None, "not_whole"),
        ({"topic": np.array([0])}, "topic", None, "shape"),
        ({"topic": np.array([0, -1])}, "topic", 1, "out_of_range"),
        ({"topic": np.array([0, 10**6])}, "topic", 1, "out_of_range"),
        ({"wishes": np.array([[0, 1], [1, 0], [0, 2], [1, 0]])}, "wishes", 2, "unknown"),
        ({"wishes": np.array([[0, 1], [1, 1], [0, 1], [1, 0]])}, "wishes", 1, "twice"),
        ({"wishes": np.array([[0, 1], [1, 0], [-1, 1], [1, 0]])}, "wishes", 2, "gap"),
        ({"wishes": RANKED, "topic": None}, "wishes", None, "alone"),
        ({"together": np.array([[0, 1], [0, 4]])}, "together", 1, "unknown"),
        ({"together": np.array([[2, 2]])}, "together", 0, "oneself"),
        ({"together": np.array([[0, 1], [0, 1]])}, "together", 1, "twice"),
        ({"together": np.array([0, 1])}, "together", None, "shape"),
        ({"apart": np.array([[0, 1], [1, 0]])}, "apart", 1, "twice"),
        ({"apart": np.array([[-1, 0]])}, "apart", 0, "unknown"),
        ({"before": np.array([0, 1, 2, -1])}, "before", 2, "unknown"),
        ({"weights": Weights(mix=-1)}, "weights", None, "negative"),
        ({"weights": Weights(mix=(1, 2, 3))}, "weights", None, "shape"),
        ({"weights": Weights(together=-5)}, "weights", None, "negative"),
        ({"weights": Weights(mix=1 << 62)}, "weights", None, "too_heavy"),
    ],
)
def test_a_fault_names_its_row(changed, table, row, why):
    with pytest.raises(InputRefused) as refused:
        solve(Problem(**{**GOOD, **changed}), seed=1)
    fault = refused.value.faults[0]
    assert (fault.table, fault.row, fault.why) == (table, row, why)
    assert str(fault)


def test_a_table_of_counts_that_would_not_fit_is_refused():
    n = 40_000
    with pytest.raises(InputRefused, match="too_many_values"):
        solve(Problem(np.arange(n), n, np.arange(n)[:, None] % 30_000), seed=1)


@pytest.mark.slow
def test_what_is_good_is_solved():
    problem = Problem(**GOOD, wishes=RANKED, together=np.array([[0, 1], [1, 0]]), weights=Weights(mix=(1, 2)))
    assert sorted(solve(problem, seed=1).team.tolist()) == [0, 0, 1, 1]
