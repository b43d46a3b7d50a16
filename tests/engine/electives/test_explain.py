"""Every reason holds when the changed round is solved."""

from dataclasses import replace

import numpy as np
import pytest

from harness.choice_rounds import small_round, vars_of, with_everything, with_periods
from werkveld_engine.electives import Objective, Problem, Why, reasons, solve, verify, would_have_helped
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow


def test_forcing_a_dearer_wish_costs_at_least_what_is_said():
    tried = 0
    for seed in range(500):
        problem = small_round(seed, people=30, offerings=5)
        solution = solve(problem, seed=seed)
        told = reasons(problem, solution)
        best = verify(problem, solution).cost
        for person, rank in np.argwhere(told.why == Why.DEARER):
            fixed = np.full(len(problem.people), -1)
            fixed[person] = problem.wishes[person, rank]
            if problem.capacity[fixed[person]] == 0:
                continue
            forced = replace(problem, fixed=fixed)
            cost = verify(forced, solve(forced, seed=seed)).cost + rank + 1
            assert cost >= best + told.extra[person, rank], (seed, person, rank)
            tried += 1
    assert tried > 200


def test_a_seat_more_would_have_helped_when_it_says_so():
    helped = 0
    for seed in range(150):
        problem = small_round(seed, people=12, offerings=6)
        for objective in (Objective.TOTAL_RANK, Objective.DRAW):
            solution = solve(problem, objective, seed=seed)
            for person in range(len(problem.people)):
                for change in would_have_helped(problem, solution, person):
                    capacity = problem.capacity.copy()
                    capacity[change.offering] += change.seats
                    after = solve(replace(problem, capacity=capacity), objective, seed=seed)
                    assert after.held[person, 0] in problem.wishes[person, : change.rank]
                    helped += 1
    assert helped > 200


def test_an_earlier_turn_in_the_draw_would_have_given_it():
    for seed in range(150):
        problem = small_round(seed, people=12, offerings=6)
        solution = solve(problem, Objective.DRAW, seed=seed)
        told = reasons(problem, solution)
        for person, rank in np.argwhere(told.why == Why.LOT):
            offering = problem.wishes[person, rank]
            if problem.capacity[offering]:
                assert told.turn[person] > told.last_turn[offering] > 0
                first = np.ones(len(problem.people), np.int64)
                first[person] = 0
                after = solve(replace(problem, group=first), Objective.DRAW, seed=seed)
                assert (
                    after.held[person, 0] == problem.wishes[person, 0]
                    or problem.capacity[problem.wishes[person, 0]] == 0
                )


def test_reasons_say_what_is_so():
    for seed in range(200):
        problem = with_everything(seed) if seed % 2 else with_periods(seed)
        try:
            solution = solve(problem, seed=seed)
        except InputRefused:
            continue
        told = reasons(problem, solution)
        load = np.bincount(solution.held[solution.held >= 0], minlength=len(problem.offerings))
        for person, rank in np.argwhere(told.why != Why.NO_WISH):
            offering, why = problem.wishes[person, rank], told.why[person, rank]
            assert (offering in solution.held[person]) == (why in {Why.GIVEN, Why.FIXED})
            if why in {Why.DEARER, Why.LOT}:
                assert load[offering] >= problem.capacity[offering]
            if why == Why.CANCELLED:
                assert offering in solution.cancelled
            if why == Why.SAME_PERIOD:
                mine = solution.held[person][problem.period[offering]]
                assert mine >= 0
        assert (told.got > 0).tolist() == (told.why == Why.GIVEN).any(axis=1).tolist()


def test_a_wish_nobody_else_has_is_never_called_full():
    problem = Problem(["a"], ["x"], np.array([[0]]), np.array([1]))
    assert reasons(problem, solve(problem, seed=1)).why.tolist() == [[Why.GIVEN]]
    assert vars_of(problem)["people"] == ["a"]
