"""The certificate sees what is wrong, whoever made the roster."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import school_term
from werkveld_engine.rostering.problem import Problem, Rules
from werkveld_engine.rostering.promises import Broken, Rule, broken
from werkveld_engine.rostering.solve import solve
from werkveld_engine.rostering.verify import verify

PROBLEM = school_term(6, students=6, coaches=2, weeks=2)
SOLUTION = solve(PROBLEM, seed=1, threads=1)


def test_a_roster_as_it_was_made_is_sound():
    found = verify(PROBLEM, SOLUTION)
    assert (found.is_sound, found.cost, found.broken) == (True, SOLUTION.cost, ())
    assert found.proven <= found.bound <= found.cost
    assert sum(found.parts.values()) == found.cost


def test_a_shift_more_or_less_is_seen():
    shift = int(np.flatnonzero(~PROBLEM.available[0])[0])
    works = SOLUTION.works.copy()
    works[0, shift] = True
    found = verify(PROBLEM, replace(SOLUTION, works=works))
    assert Broken(Rule.AVAILABLE, 0, shift, 1) in found.broken
    works = SOLUTION.works.copy()
    works[PROBLEM.coach] = False
    found = verify(PROBLEM, replace(SOLUTION, works=works))
    assert {one.rule for one in found.broken} == {Rule.COACH}


def test_another_cost_another_problem_and_a_bound_above_the_cost_are_seen():
    assert verify(PROBLEM, replace(SOLUTION, cost=SOLUTION.cost - 1)).differs
    assert verify(replace(PROBLEM, per_coach=5), SOLUTION).differs
    assert not verify(PROBLEM, replace(SOLUTION, solver_bound=SOLUTION.cost + 1)).is_sound


def test_without_prices_less_is_proven():
    nothing = verify(PROBLEM, replace(SOLUTION, prices=np.zeros_like(SOLUTION.prices), solver_bound=None))
    full = verify(PROBLEM, replace(SOLUTION, solver_bound=None))
    assert nothing.proven < full.proven
    assert nothing.gap > full.gap


def one_person(day, **rules):
    """Someone who works these days, 9 to 12, in four weeks in which every day has a shift, and an early one."""
    days = np.repeat(np.arange(28), 2)
    kind = np.tile([0, 1], 28)
    problem = Problem(
        people=np.array(["anna"]),
        shifts=np.arange(56),
        day=days,
        starts=540 - 180 * kind,
        ends=720 - 180 * kind,
        kind=kind,
        available=np.ones((1, 56), np.bool_),
        coach=np.zeros(1, np.bool_),
        per_coach=0,
        rules=Rules(**rules),
    )
    works = np.zeros((1, 56), np.bool_)
    works[0, [int(one * 2) for one in day]] = True
    return problem, works


@pytest.mark.parametrize(
    ("day", "rules", "found"),
    [
        ([0, 0.5], {}, [(Rule.A_DAY, 0, 1)]),
        ([0, 0.5], {"a_day": 2}, []),
        ([0, 1.5], {"rest": 22 * 60}, [(Rule.REST, 3, 18 * 60)]),
        ([0, 1], {"rest": 21 * 60}, []),
        ([0, 2, 4], {"a_week": 2}, [(Rule.A_WEEK, 8, 1)]),
        ([4, 7], {"a_week": 1}, []),
        ([0, 2, 4], {"most": 2}, [(Rule.MOST, None, 1)]),
        ([1, 2, 3], {"run_most": 2}, [(Rule.RUN_MOST, 6, 1)]),
        ([1, 2, 4], {"run_most": 2}, []),
        ([1, 2, 3, 8], {"run_least": 2}, [(Rule.RUN_LEAST, 16, 1)]),
        ([0, 27], {"run_least": 2}, []),
        ([3, 5], {"off_least": 2}, [(Rule.OFF_LEAST, 10, 1)]),
        ([1, 26], {"off_least": 2}, []),
        ([5, 6, 12], {"weekends": 1}, [(Rule.WEEKENDS, None, 1)]),
        ([5, 6, 14], {"weekends": 1}, []),
    ],
)
def test_each_rule_of_a_person(day, rules, found):
    problem, works = one_person(day, **rules)
    assert [(one.rule, one.shift, one.count) for one in broken(problem, works)] == found


def test_kinds_are_counted_and_may_not_follow():
    problem, works = one_person([0, 1.5, 3])
    problem = replace(problem, kind_most=np.array([[0, 0, 1]]), not_after=np.array([[0, 1]]))
    assert list(broken(problem, works)) == [Broken(Rule.KIND_MOST, 0, 6, 1), Broken(Rule.NOT_AFTER, 0, 3, 1)]


def test_the_site_is_counted():
    problem = school_term(6, students=6, coaches=2, weeks=1)
    everyone = problem.available.copy()
    found = {(one.rule, one.shift): one.count for one in broken(problem, everyone) if one.person is None}
    students, coaches = everyone[~problem.coach].sum(axis=0), everyone[problem.coach].sum(axis=0)
    for shift in range(problem.shape[1]):
        assert found.get((Rule.SEATS, shift), 0) == max(0, students[shift] - problem.seats[shift])
        assert found.get((Rule.COACH, shift), 0) == max(0, students[shift] - 4 * coaches[shift])
    assert found
