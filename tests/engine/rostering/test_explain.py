"""Every reason is a fact about the roster, and everything that would have changed it does, when it is solved again."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import every_roster, school_term, small_term
from werkveld_engine.inputs import InputRefused
from werkveld_engine.rostering.alone import most_alone, unavoidable
from werkveld_engine.rostering.explain import account, uncovered
from werkveld_engine.rostering.points import points, too_few, usable
from werkveld_engine.rostering.promises import Rule, broken, broken_for
from werkveld_engine.rostering.solve import solve
from werkveld_engine.rostering.what_if import Change, Kind, changed, price_of, what_would_help


def with_shift(works, person, shift):
    other = works.copy()
    other[person, shift] = ~works[person, shift]
    return other


@pytest.mark.slow
def test_obstacles_are_the_rules_that_one_shift_more_breaks_and_points_are_what_it_costs():
    seen = set()
    for number in range(30):
        problem = small_term(number, people=(2, 5), most_cells=30)
        solution = solve(problem, seed=number, threads=1, effort=1)
        now = sum(points(problem, solution.works).values())
        for person in range(len(problem.people)):
            told = account(problem, solution, person)
            assert {one.shift for one in told.worked} == set(np.flatnonzero(solution.works[person]).tolist())
            for one in told.missed:
                other = with_shift(solution.works, person, one.shift)
                assert set(one.obstacles) == {each.rule for each in broken(problem, other)}, number
                seen.update(one.obstacles)
                if not one.obstacles:
                    assert sum(points(problem, other).values()) == now + sum(one.extra.values())
            for one in told.worked:
                other = with_shift(solution.works, person, one.shift)
                assert sum(points(problem, other).values()) == now + sum(one.without.values())
                assert bool(one.needed) == any(broken(problem, other))
    assert seen >= {
        Rule.AVAILABLE,
        Rule.COACH,
        Rule.SEATS,
        Rule.A_DAY,
        Rule.REST,
        Rule.A_WEEK,
        Rule.MOST,
        Rule.RUN_LEAST,
    }


@pytest.mark.slow
def test_a_roster_with_a_missed_shift_costs_at_least_as_much_more_as_is_said():
    said = 0
    for number in range(40):
        problem = small_term(number, people=(2, 4), most_cells=6)
        solution = solve(problem, seed=number, threads=1)
        allowed = [each for each in every_roster(problem) if not any(broken(problem, each))]
        costs = [sum(points(problem, each).values()) for each in allowed]
        for person in range(len(problem.people)):
            for one in account(problem, solution, person).missed:
                forced = [cost for cost, each in zip(costs, allowed, strict=True) if each[person, one.shift]]
                assert min(forced, default=1 << 40) >= solution.cost + one.at_least
                said += one.at_least > 0
    assert said > 20


@pytest.mark.slow
def test_what_would_help_does_when_it_is_solved_again():
    kinds = []
    for number in range(60):
        problem = small_term(number, people=(3, 6), most_cells=14)
        problem = replace(problem, rules=replace(problem.rules, target=3, run_least=1, off_least=1))
        solution = solve(problem, seed=number, threads=1)
        units = problem.per_shift("units")
        for person in np.flatnonzero(~problem.coach)[:2].tolist():
            for help_ in what_would_help(problem, solution, person, tries=4):
                other = changed(problem, help_.change)
                again = solve(other, seed=number)
                assert (again.works[person] @ units) - (solution.works[person] @ units) == help_.units > 0
                assert again.cost == help_.cost, number
                assert list(broken(other, again.works)) == []
                kinds.append(help_.change.kind)
    assert {Kind.SEAT, Kind.COACH, Kind.AVAILABLE} <= set(kinds)


@pytest.mark.slow
def test_a_promise_has_its_price():
    problem = school_term(3, students=6, coaches=2, weeks=1)
    solution = solve(problem, seed=1, threads=1)
    told = account(problem, solution, 0)
    prices = 0
    for one in told.missed:
        if Rule.AVAILABLE in one.obstacles or one.coaches == 0:
            with pytest.raises(InputRefused, match="fixed"):
                price_of(problem, solution, 0, one.shift)
            continue
        price = price_of(problem, solution, 0, one.shift)
        assert price >= one.at_least
        promised = solve(changed(problem, Change(Kind.PROMISED, one.shift, 0)), seed=1)
        assert promised.works[0, one.shift]
        assert promised.cost == solution.cost + price
        prices += 1
    assert prices > 0


@pytest.mark.slow
def test_whoever_residents_miss_is_counted():
    found = 0
    for number in range(30):
        problem = small_term(number, people=(2, 6), most_cells=30)
        solution = solve(problem, seed=number, threads=1, effort=1)
        missing, table = too_few(problem, solution.works), problem.demand.table()
        told = uncovered(problem, solution)
        assert [one.row for one in told] == np.flatnonzero(missing > 0).tolist()
        for one in told:
            shift, skill = table[one.row, :2]
            able = problem.skilled()[:, skill] & problem.available[:, shift]
            assert (one.able, one.missing) == (able.sum(), missing[one.row])
            waiting = np.flatnonzero(able & ~solution.works[:, shift])
            free = [not any(broken(problem, with_shift(solution.works, person, shift))) for person in waiting]
            assert one.free == sum(free)
            assert sum(one.held_back.values()) >= len(waiting) - one.free
            found += 1
    assert found > 20


@pytest.mark.slow
def test_how_much_somebody_could_work_alone():
    for number in range(40):
        problem = small_term(number, people=(1, 3), most_cells=6)
        units = problem.per_shift("units")
        for person in range(len(problem.people)):
            mine = replace(problem, available=usable(problem) & (np.arange(len(problem.people)) == person)[:, None])
            able = (each[person] for each in every_roster(mine) if not any(broken_for(mine, each[person], person)))
            assert most_alone(problem, person) == max(int(units[each].sum()) for each in able), number
        target = problem.rules.of("target", len(problem.people))
        alone = np.array([most_alone(problem, person) for person in range(len(problem.people))])
        assert unavoidable(problem).tolist() == np.where(target > 0, np.maximum(0, target - alone), 0).tolist()
