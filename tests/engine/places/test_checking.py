"""Bad input of every kind is refused with its table and row; odd input that can be meant is solved."""

from dataclasses import replace

import numpy as np
import pytest

from werkveld_engine.inputs import InputRefused
from werkveld_engine.places import Limits, Problem, Rule, solve, verify

FINE = Problem(
    learners=["ann", "bob", "cem"],
    places=[10, 20],
    wishes=np.array([[0, 1], [1, -1], [-1, 0]]),
    score=np.array([[5, 4], [5, -9], [-9, 5]]),
    capacity=np.array([1, 1]),
    rank=np.array([[0, 0], [0, -9], [-9, 0]]),
    barred=np.array([[0, 0], [0, -9], [-9, 3]]),
    limits=(Limits("coach", ["x", "y"], np.array([0, -1]), np.array([1, 0])),),
)
COACH = FINE.limits[0]


def with_cell(values, row, column, value):
    found = values.copy()
    found[row, column] = value
    return found


BAD = {
    "a learner twice": ({"learners": ["ann", "bob", "ann"]}, ("learners", 2, "twice")),
    "a place twice": ({"places": [10, 10]}, ("places", 1, "twice")),
    "a wish for nothing that is there": ({"wishes": with_cell(FINE.wishes, 1, 0, 2)}, ("wishes", 1, "unknown")),
    "a wish below nothing": ({"wishes": with_cell(FINE.wishes, 1, 0, -2)}, ("wishes", 1, "unknown")),
    "a wish twice": ({"wishes": with_cell(FINE.wishes, 0, 1, 0)}, ("wishes", 0, "twice")),
    "wishes in one line": ({"wishes": FINE.wishes.ravel()}, ("wishes", None, "shape")),
    "half a wish": ({"wishes": FINE.wishes + 0.5}, ("wishes", 0, "not_whole")),
    "wishes of fewer learners": ({"wishes": FINE.wishes[:2]}, ("wishes", None, "shape")),
    "scores of fewer wishes": ({"score": FINE.score[:, :1]}, ("score", None, "shape")),
    "a score that is not a number": ({"score": FINE.score * np.nan}, ("score", 0, "not_whole")),
    "a negative score": ({"score": with_cell(FINE.score, 0, 1, -1)}, ("score", 0, "negative")),
    "a score without end": ({"score": with_cell(FINE.score, 0, 1, 1 << 40)}, ("score", 0, "too_large")),
    "a negative rank": ({"rank": with_cell(FINE.rank, 0, 1, -1)}, ("rank", 0, "negative")),
    "a rank without end": ({"rank": with_cell(FINE.rank, 0, 1, 1 << 40)}, ("rank", 0, "too_large")),
    "a negative bar": ({"barred": with_cell(FINE.barred, 0, 1, -1)}, ("barred", 0, "negative")),
    "a negative capacity": ({"capacity": np.array([1, -1])}, ("capacity", 1, "negative")),
    "capacities of more places": ({"capacity": np.array([1, 1, 1])}, ("capacity", None, "shape")),
    "more seats than can be reckoned with": (
        {"capacity": np.array([1, 2**64 - 1], np.uint64)},
        ("capacity", 1, "too_large"),
    ),
    "a learner without an id": (
        {"learners": [*list(FINE.learners)[:-1], None]},
        ("learners", len(FINE.learners) - 1, "no_id"),
    ),
    "half a seat": ({"capacity": np.array([0.5, 1])}, ("capacity", 0, "not_whole")),
    "a kind of limit twice": ({"limits": (COACH, COACH)}, ("limits", 1, "twice")),
    "a coach twice": ({"limits": (replace(COACH, ids=["x", "x"]),)}, ("coach", 1, "twice")),
    "a coach who is not there": ({"limits": (replace(COACH, of=np.array([0, 2])),)}, ("coach.of", 1, "unknown")),
    "a coach below nobody": ({"limits": (replace(COACH, of=np.array([0, -2])),)}, ("coach.of", 1, "unknown")),
    "coaches of more places": ({"limits": (replace(COACH, of=np.zeros(3, np.int64)),)}, ("coach.of", None, "shape")),
    "a negative quota": ({"limits": (replace(COACH, most=np.array([1, -1])),)}, ("coach.most", 1, "negative")),
    "quotas of more coaches": ({"limits": (replace(COACH, most=np.ones(3, int)),)}, ("coach.most", None, "shape")),
    "half a quota": ({"limits": (replace(COACH, most=np.ones(2)),)}, ("coach.most", None, "not_whole")),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_meant_is_refused_with_its_row(what):
    change, expected = BAD[what]
    with pytest.raises(InputRefused) as refused:
        solve(replace(FINE, **change), seed=1)
    fault = refused.value.faults[0]
    assert (fault.table, fault.row, fault.why) == expected


@pytest.mark.slow
def test_a_fault_in_every_row_is_told_a_hundred_times():
    n = 5000
    problem = Problem(np.arange(n), [1], np.full((n, 1), 7), np.zeros((n, 1), int), np.array([1]))
    with pytest.raises(InputRefused) as refused:
        solve(problem, seed=1)
    assert [fault.row for fault in refused.value.faults] == list(range(100))


@pytest.mark.slow
@pytest.mark.parametrize("rule", Rule)
def test_odd_problems_are_problems_like_any_other(rule):
    nothing = np.empty((0, 3), int)
    for problem in (
        FINE,
        Problem([], [], nothing, nothing, np.empty(0, int)),
        Problem([], ["a"], nothing, nothing, np.array([3])),
        Problem(["x", "y"], [], np.full((2, 1), -1), np.zeros((2, 1), int), np.empty(0, int)),
        Problem(["x", "y"], ["a"], np.empty((2, 0), int), np.empty((2, 0), int), np.array([1])),
        Problem(["x", "y"], ["a"], np.zeros((2, 1), int), np.zeros((2, 1), int), np.array([0])),
        Problem(["x", "y"], ["a"], np.zeros((2, 1), np.uint8), np.zeros((2, 1), np.uint8), np.array([4_000_000_000])),
    ):
        solution = solve(problem, rule, seed=3)
        assert verify(problem, solution).is_stable
        assert solution.place.tolist() == [-1] * len(problem.learners) or len(problem.places) > 0


@pytest.mark.slow
@pytest.mark.parametrize("rule", Rule)
def test_one_place_that_everyone_wants_with_the_highest_scores_there_can_be(rule):
    n, chance = 20_000, np.random.default_rng(1)
    score = chance.integers((1 << 29) - 50, 1 << 29, (n, 1))
    for seats in (0, 1, n - 1, n, 3_000_000_000):
        problem = Problem(np.arange(n), ["all"], np.zeros((n, 1), int), score, np.array([seats]))
        solution = solve(problem, rule, seed=3)
        assert (solution.place == 0).sum() == min(n, seats)
        assert verify(problem, solution).is_stable


def test_a_bar_and_a_quota_keep_somebody_out():
    solution = solve(FINE, seed=1)
    assert solution.place.tolist() in ([0, 1, -1], [1, -1, -1])
    assert solution.place[2] == -1
