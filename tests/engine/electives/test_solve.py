"""The answer beside OR-Tools, an integer program and itself in another order, on thousands of small rounds."""

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from harness.choice_rounds import small_round, vars_of, with_everything, with_periods
from werkveld_engine.electives import Objective, Problem, general, solve, verify
from werkveld_engine.electives.checking import check
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow

BEST = (Objective.TOTAL_RANK, Objective.FAIR, Objective.RANK_MAXIMAL)


def cheapest_by_flow(problem: Problem) -> int:
    """The smallest total rank with one seat each, by OR-Tools."""
    n, m = problem.wishes.shape[0], len(problem.offerings)
    flow, end = min_cost_flow.SimpleMinCostFlow(), n + m
    for i in range(n):
        flow.set_node_supply(i, 1)
        flow.add_arc_with_capacity_and_unit_cost(i, end, 1, problem.cost_unplaced)
        for rank, j in enumerate(problem.wishes[i].tolist(), start=1):
            if j >= 0:
                flow.add_arc_with_capacity_and_unit_cost(i, n + j, 1, rank)
    for j in range(m):
        flow.add_arc_with_capacity_and_unit_cost(n + j, end, int(problem.capacity[j]), 0)
    flow.set_node_supply(end, -n)
    assert flow.solve() == flow.OPTIMAL
    return int(flow.optimal_cost())


def test_the_total_rank_is_the_smallest_and_proven_so():
    for seed in range(1500):
        problem = small_round(seed)
        certificate = verify(problem, solve(problem, seed=seed))
        assert certificate.is_optimal, (seed, certificate)
        if len(problem.people):
            assert certificate.cost == cheapest_by_flow(problem), seed


@pytest.mark.parametrize("objective", BEST)
def test_another_way_to_the_same_optimum(objective):
    for seed in range(120):
        problem = with_periods(seed) if seed % 2 else small_round(seed)
        fast = verify(problem, solve(problem, objective, seed=seed))
        slow = verify(problem, general.solve(problem, objective, seed))
        assert fast.is_optimal, (seed, fast)
        assert not slow.broken
        assert fast.cost == slow.cost, (seed, fast, slow)


@pytest.mark.parametrize("objective", Objective)
def test_every_rule_together_is_kept(objective):
    solved = 0
    for seed in range(150):
        problem = with_everything(seed)
        try:
            check(problem)
        except InputRefused:
            continue  # more fixed places than its room or quota allows
        solution = solve(problem, objective, seed=seed)
        assert not verify(problem, solution).broken, seed
        solved += 1
    assert solved > 100


@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("make", [small_round, with_periods])
def test_the_order_of_the_rows_changes_nothing(objective, make):
    for seed in range(80):
        problem = make(seed)
        chance = np.random.default_rng(seed)
        n, m = problem.wishes.shape[0], len(problem.offerings)
        people, offerings = chance.permutation(n), chance.permutation(m)
        place = np.full(m + 1, -1)
        place[offerings] = np.arange(m)
        given = {
            "people": np.asarray(problem.people)[people],
            "offerings": np.asarray(problem.offerings)[offerings],
            "wishes": place[problem.wishes[people]],
            "capacity": problem.capacity[offerings],
        }
        if problem.period is not None:
            given |= {
                "period": problem.period[offerings],
                "seats": problem.seats[people],
                "fixed": place[problem.fixed[people]],
            }
        other = Problem(**{**vars_of(problem), **given})
        assert other.digest() == problem.digest()
        first, second = solve(problem, objective, seed=seed), solve(other, objective, seed=seed)
        assert (np.append(offerings, -1)[second.held] == first.held[people]).all(), seed


def test_nobody_gains_in_the_draw_by_ranking_otherwise():
    for seed in range(60):
        problem = small_round(seed, people=8, offerings=5, wishes=3)
        honest = solve(problem, Objective.DRAW, seed=seed).held[:, 0]
        chance = np.random.default_rng(seed)
        for i in range(problem.wishes.shape[0]):
            real = [j for j in problem.wishes[i].tolist() if j >= 0]
            mine = real.index(honest[i]) if honest[i] >= 0 else len(real)
            wishes = problem.wishes.copy()
            other = chance.permutation(real)[: int(chance.integers(0, len(real) + 1))]
            wishes[i] = -1
            wishes[i, : len(other)] = other
            got = solve(Problem(**{**vars_of(problem), "wishes": wishes}), Objective.DRAW, seed=seed).held[i, 0]
            assert (real.index(got) if got >= 0 else len(real)) >= mine


def test_one_offering_with_everyone_and_billions_of_seats():
    everyone = np.zeros((500, 1), np.int64)
    tight = Problem(np.arange(500), [7], everyone, np.array([20]))
    roomy = Problem(np.arange(500), [7], everyone, np.array([5_000_000_000]))
    for objective in Objective:
        assert (solve(tight, objective, seed=1).held >= 0).sum() == 20
        assert (solve(roomy, objective, seed=1).held >= 0).sum() == 500
    assert verify(roomy, solve(roomy, seed=1)).is_optimal


def test_priority_groups_go_first():
    problem = Problem(
        ["a", "b", "c"], ["x"], np.zeros((3, 1), np.int64), np.array([1]), group=np.array([1, 0, 1]), unplaced=50
    )
    for objective in Objective:
        assert solve(problem, objective, seed=3).held[:, 0].tolist() == [-1, 0, -1]


def test_too_few_people_cancel_an_offering_and_go_elsewhere():
    wishes = np.array([[0, 1], [1, 0], [1, 0]])
    problem = Problem(["a", "b", "c"], ["x", "y"], wishes, np.array([5, 5]), minimum=np.array([2, 2]))
    for objective in Objective:
        solution = solve(problem, objective, seed=1)
        assert solution.held[:, 0].tolist() == [1, 1, 1]
        assert solution.cancelled == (0,)


@pytest.mark.parametrize("objective", list(Objective))
def test_what_nobody_came_to_is_cancelled_where_there_is_a_least(objective: Objective):
    problem = Problem(
        people=np.arange(4),
        offerings=np.arange(3),
        wishes=np.array([[0, 1]] * 4),
        capacity=np.array([3, 3, 3]),
        minimum=np.array([1, 0, 1]),
    )
    found = solve(problem, objective, seed=1)
    assert found.cancelled == (2,)
    assert verify(problem, found).broken == ()
