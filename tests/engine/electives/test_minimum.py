"""Minimum sizes in rounds too large for an integer program: allowed, near the best, and the bound is a bound."""

from dataclasses import replace

import numpy as np
import pytest

from harness.choice_rounds import small_round, vars_of, with_everything, with_periods
from werkveld_engine.electives import Objective, Problem, Solution, changed, general, minimum, solve, verify
from werkveld_engine.electives.problem import UNIT
from werkveld_engine.electives.standing import standing
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow


def with_minimum(problem: Problem, seed: int) -> Problem:
    chance = np.random.default_rng(seed + 7)
    return Problem(**{**vars_of(problem), "minimum": chance.integers(0, 5, len(problem.offerings))})


def by_prices(problem: Problem, objective: Objective, seed: int, had: np.ndarray | None = None) -> Solution:
    return minimum.solve(problem, standing(problem, seed), objective, seed, had=had, threads=1)


def towns(people: int, seed: int) -> Problem:
    """250 offerings in a row; people wish for five near their home, and more than half of the seats stay empty."""
    chance = np.random.default_rng(seed)
    home = chance.integers(0, 250, people)
    wishes = (home[:, None] + np.argsort(chance.random((people, 8)), axis=1)[:, :5]) % 250
    capacity = chance.integers(people // 350, people // 70, 250)
    least = (capacity * chance.uniform(0.3, 1, 250)).astype(np.int64)
    return Problem(np.arange(people), np.arange(250), wishes, capacity, minimum=least, unplaced=11)


def test_the_bound_is_below_and_the_answer_above_the_best():
    close = 0
    for seed in range(250):
        problem = with_minimum(small_round(seed), seed)
        found = verify(problem, by_prices(problem, Objective.TOTAL_RANK, seed))
        best = verify(problem, general.solve(problem, Objective.TOTAL_RANK, seed))
        assert not found.broken, seed
        assert found.bound is not None
        assert found.bound <= best.cost <= found.cost, (seed, found, best)
        close += found.cost == best.cost
    assert close > 150


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.FAIR, Objective.RANK_MAXIMAL])
def test_fixed_places_periods_and_other_aims_are_allowed(objective):
    for seed in range(80):
        problem = with_minimum(with_periods(seed), seed)
        problem = replace(problem, seats=np.minimum(problem.seats, 1)) if seed % 2 else problem
        found = verify(problem, by_prices(problem, objective, seed))
        assert not found.broken, (seed, found)
        best = verify(problem, general.solve(problem, objective, seed))
        assert found.bound is None or found.bound <= best.cost, (seed, found, best)


def test_a_large_round_is_close_to_its_bound_whatever_the_order_and_the_threads():
    problem = towns(7000, seed=1)
    one, two = solve(problem, seed=1, threads=1), solve(problem, seed=1, threads=2)
    certificate = verify(problem, one)
    assert not certificate.broken
    assert one.cancelled
    assert certificate.gap is not None
    assert 0 <= certificate.gap < 0.005
    assert (one.held == two.held).all()
    rows = np.random.default_rng(1).permutation(7000)
    other = replace(problem, people=rows, wishes=problem.wishes[rows])
    assert (solve(other, seed=1).held == one.held[rows]).all()


def test_a_bound_from_prices_that_cannot_be_is_no_bound():
    problem = towns(7000, seed=2)
    solution = solve(problem, seed=1)
    assert solution.worth is not None
    assert verify(problem, replace(solution, worth=solution.worth + 20 * UNIT)).bound is None
    lower = verify(problem, replace(solution, worth=solution.worth // 2)).bound
    assert lower is not None
    assert lower < verify(problem, solution).cost


def test_late_changes_in_a_large_round_with_minimum_sizes_move_few():
    problem = towns(7000, seed=3)
    first = solve(problem, seed=1)
    after = replace(problem, people=np.arange(1, 7000), wishes=problem.wishes[1:])
    late, anew = changed(after, problem, first), solve(after, seed=1)
    assert verify(after, late).cost == verify(after, anew).cost
    assert (late.held != first.held[1:]).sum() <= (anew.held != first.held[1:]).sum()
    assert (late.held != first.held[1:]).sum() < 1000


@pytest.mark.parametrize("objective", [Objective.FAIR, Objective.RANK_MAXIMAL])
def test_every_rule_together_is_proven_for_a_class_with_steep_ranks(objective):
    proven = 0
    for seed in range(60):
        problem = replace(with_everything(seed), group=None, quotas=())
        try:
            answers = [solve(problem, aim, seed=seed) for aim in (objective, *Objective)]
        except InputRefused:
            continue
        best, *others = [verify(problem, replace(one, objective=objective, price=None)) for one in answers]
        bound = verify(problem, answers[0]).bound
        assert bound is not None
        assert bound == best.cost <= min(other.cost for other in others), seed
        proven += 1
    assert proven > 20


def test_with_more_seats_than_a_rank_weighs_nothing_is_claimed():
    wishes = np.tile(np.arange(10), (70, 1))
    problem = Problem(np.arange(70), np.arange(10), wishes, np.full(10, 7), minimum=np.full(10, 2))
    assert verify(problem, solve(problem, Objective.FAIR, seed=1)).bound is None


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.FAIR, Objective.RANK_MAXIMAL])
def test_minimum_sizes_that_keep_themselves_change_nothing_and_prices_prove_it(objective):
    proven = 0
    for seed in range(60):
        problem = with_minimum(small_round(seed), seed)
        least = np.asarray(problem.minimum)
        easy = solve(replace(problem, minimum=None), objective, seed=seed)
        load = np.bincount(easy.held[easy.held >= 0], minlength=len(least))
        solution = solve(problem, objective, seed=seed)
        certificate = verify(problem, solution)
        assert not certificate.broken
        if ((load > 0) & (load < least)).any():
            assert certificate.cost >= verify(replace(problem, minimum=None), easy).cost
            continue
        assert certificate.cost == verify(replace(problem, minimum=None), easy).cost
        proven += bool((least > 1).any()) and solution.price is not None and certificate.is_optimal
    assert proven > 10
