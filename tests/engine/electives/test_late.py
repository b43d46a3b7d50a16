"""Late changes: as good as a first answer, and nobody moves who need not."""

from dataclasses import replace

import numpy as np
import pytest

from harness.choice_rounds import small_round, with_everything, with_periods
from werkveld_engine.electives import Objective, Problem, Solution, changed, general, had, solve, verify
from werkveld_engine.electives.checking import check
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow


def after_changes(problem: Problem, seed: int) -> Problem:
    """Some leave, some come with the wishes of others, a seat goes and a seat comes."""
    chance = np.random.default_rng(seed)
    n, m = len(problem.people), len(problem.offerings)
    stay = np.flatnonzero(chance.random(n) < 0.85)
    come = chance.integers(0, max(1, n), int(chance.integers(0, 4)) if n else 0)
    rows = np.append(stay, come).astype(np.int64)
    ids = np.append(np.asarray(problem.people)[stay], 1000 + np.arange(len(come)))
    order = chance.permutation(len(rows))
    values = {
        name: None if getattr(problem, name) is None else np.asarray(getattr(problem, name))[rows][order]
        for name in ("wishes", "seats", "group")
    }
    capacity = np.maximum(0, problem.capacity + chance.integers(-1, 2, m))
    return replace(problem, people=ids[order], capacity=capacity, fixed=None, **values)


def kept(solution: Solution, before: np.ndarray) -> int:
    return int(((solution.held[:, :, None] == before[:, None, :]) & (solution.held >= 0)[:, :, None]).sum())


@pytest.mark.parametrize("make", [small_round, with_periods])
def test_a_change_costs_nobody_a_better_answer_and_moves_the_fewest(make):
    fewer = 0
    for seed in range(150):
        first = make(seed)
        problem = after_changes(first, seed)
        before = had(problem, first, solve(first, seed=seed))
        anew, late = solve(problem, seed=seed), changed(problem, first, solve(first, seed=seed))
        certificate = verify(problem, late)
        assert certificate.is_optimal, (seed, certificate)
        assert certificate.cost == verify(problem, anew).cost
        most = general.solve(problem, Objective.TOTAL_RANK, seed, had=before)
        assert kept(late, before) == kept(most, before), seed
        fewer += kept(late, before) > kept(anew, before)
    assert fewer > 10


@pytest.mark.parametrize("objective", [Objective.FAIR, Objective.RANK_MAXIMAL])
def test_other_aims_are_as_good_after_a_change(objective):
    for seed in range(80):
        first = small_round(seed)
        problem = after_changes(first, seed)
        late = verify(problem, changed(problem, first, solve(first, objective, seed=seed)))
        assert late.is_optimal, seed
        assert late.by_rank == verify(problem, solve(problem, objective, seed=seed)).by_rank


def test_with_every_rule_a_change_is_as_good_as_a_first_answer():
    tried = 0
    for seed in range(60):
        first = with_everything(seed)
        try:
            check(first)
        except InputRefused:
            continue
        problem = after_changes(first, seed)
        late = verify(problem, changed(problem, first, solve(first, seed=seed)))
        assert not late.broken
        assert late.cost == verify(problem, solve(problem, seed=seed)).cost, seed
        tried += 1
    assert tried > 30


def test_who_changes_nothing_moves_nobody():
    for seed in range(100):
        problem = with_periods(seed)
        first = solve(problem, seed=seed)
        assert (changed(problem, problem, first).held == first.held).all()


def test_what_people_had_is_found_by_id():
    first = Problem(["a", "b"], ["x", "y"], np.array([[0], [1]]), np.array([1, 1]))
    second = Problem(["c", "b"], ["y", "z"], np.array([[0], [0]]), np.array([1, 1]))
    assert had(second, first, solve(first, seed=1)).tolist() == [[-1], [0]]


def test_what_cannot_have_been_held_is_refused():
    problem = Problem(["a"], ["x"], np.array([[0]]), np.array([1]))
    for wrong, why in ((np.array([[1]], np.int32), "unknown"), (np.array([[0], [0]], np.int32), "shape")):
        with pytest.raises(InputRefused) as refused:
            solve(problem, seed=1, had=wrong)
        assert (refused.value.faults[0].table, refused.value.faults[0].why) == ("had", why)
