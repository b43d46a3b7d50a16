"""The best roster, the same however it is asked for, and always one that can be used."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import cheapest, every_roster, school_term, shuffled, small_term
from werkveld_engine.inputs import InputRefused
from werkveld_engine.rostering.problem import Demand, Problem, Rules, Stopped
from werkveld_engine.rostering.promises import broken
from werkveld_engine.rostering.solve import solve
from werkveld_engine.rostering.verify import verify


@pytest.mark.slow
def test_no_allowed_roster_is_cheaper():
    for number in range(150):
        problem = small_term(number, most_cells=7)
        solution = solve(problem, seed=number, threads=1)
        found = verify(problem, solution)
        assert solution.stopped is Stopped.OPTIMAL, number
        assert (found.is_optimal, solution.cost) == (True, cheapest(problem)), number


def solved_or_refused(problem, number):
    try:
        return solve(problem, seed=number, threads=1), set()
    except InputRefused as refused:
        return None, {(fault.table, fault.why) for fault in refused.faults}


@pytest.mark.slow
def test_promised_shifts_are_kept_at_the_least_cost_or_refused_when_they_cannot():
    kept = refused = 0
    for number in range(80):
        problem = small_term(number, most_cells=7)
        draw = np.random.default_rng(number)
        problem = replace(problem, fixed=problem.available & (draw.random(problem.shape) < 0.2))
        solution, faults = solved_or_refused(problem, number)
        if solution is None:
            assert {table for table, _why in faults} == {"fixed"}
            assert all(any(broken(problem, works)) for works in every_roster(problem)), number
        else:
            assert (solution.cost, list(broken(problem, solution.works))) == (cheapest(problem), []), number
        kept, refused = kept + (solution is not None and problem.fixed.any()), refused + (solution is None)
    assert kept > 6
    assert refused > 20


@pytest.mark.slow
def test_the_order_of_the_rows_changes_nothing():
    for number in range(25):
        problem = small_term(number, people=(2, 6), most_cells=40)
        other, person, shift = shuffled(problem, np.random.default_rng(number))
        one, two = (solve(each, seed=number, threads=1) for each in (problem, other))
        assert (one.digest, one.cost) == (two.digest, two.cost), number
        assert (one.works[person][:, shift] == two.works).all(), number


@pytest.mark.slow
def test_the_number_of_threads_changes_nothing():
    problem = school_term(4, students=24, weeks=4)
    one, three = (solve(problem, seed=1, threads=threads, effort=3) for threads in (1, 3))
    assert (one.works == three.works).all()
    assert (one.prices == three.prices).all()
    assert (one.solver_bound, one.rounds, one.stopped) == (three.solver_bound, three.rounds, three.stopped)


@pytest.mark.slow
def test_a_term_is_near_its_bound_and_progress_is_told():
    problem = school_term(1, students=20, weeks=4)
    told = []
    solution = solve(problem, seed=1, effort=4, progress=told.append)
    found = verify(problem, solution)
    assert found.is_sound
    assert found.gap <= 0.01
    assert [one.cost for one in told] == sorted((one.cost for one in told), reverse=True)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert told[-1].cost == solution.cost


@pytest.mark.slow
def test_another_seed_may_give_another_roster_of_the_same_cost():
    problem = school_term(2, students=6, weeks=1)
    costs = {solve(problem, seed=seed, threads=1).cost for seed in range(4)}
    assert len(costs) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"seconds": 0.0}, Stopped.SECONDS),
        ({"cancelled": lambda: True}, Stopped.CANCELLED),
        ({"effort": 0}, Stopped.EFFORT),
    ],
)
def test_who_stops_it_at_once_still_has_a_roster(how, why):
    problem = school_term(3)
    solution = solve(problem, seed=1, **how)
    found = verify(problem, solution)
    assert (solution.stopped, found.is_sound, solution.rounds) == (why, True, 0)
    assert solution.works.sum() > 30


@pytest.mark.slow
def test_it_stops_soon_after_it_is_cancelled():
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 4

    problem = school_term(5, students=40, weeks=6)
    solution = solve(problem, seed=1, cancelled=cancelled)
    assert (solution.stopped, verify(problem, solution).is_sound) == (Stopped.CANCELLED, True)
    assert solution.rounds <= 3


@pytest.mark.slow
def test_enough_is_enough():
    problem = school_term(1, students=20, weeks=4)
    full, quick = (solve(problem, seed=1, effort=6, enough=share) for share in (0.0, 1.0))
    assert (quick.rounds, quick.stopped) == (0, Stopped.EFFORT)
    assert full.rounds > 0
    assert full.cost < quick.cost


@pytest.mark.parametrize(("people", "shifts"), [(0, 0), (0, 3), (2, 0)])
def test_nobody_or_nothing_is_a_problem_too(people, shifts):
    problem = Problem(
        people=np.arange(people),
        shifts=np.arange(shifts),
        day=np.arange(shifts),
        starts=np.full(shifts, 540),
        ends=np.full(shifts, 720),
        available=np.ones((people, shifts), np.bool_),
        coach=np.zeros(people, np.bool_),
        rules=Rules(target=2),
        demand=Demand(*(np.array([each] * (shifts > 0)) for each in (0, -1, 2, 7, 0))),
    )
    solution = solve(problem, seed=1)
    found = verify(problem, solution)
    assert (found.is_optimal, solution.works.sum()) == (True, 0)
    assert found.cost == 14 * (shifts > 0) + people * 2 * 5 + 2 * 30 * (people > 0)


@pytest.mark.slow
def test_one_shift_for_all_with_a_room_without_end():
    problem = Problem(
        people=np.arange(30),
        shifts=np.array(["only"]),
        day=np.array([0]),
        starts=np.array([540]),
        ends=np.array([720]),
        available=np.ones((30, 1), np.bool_),
        coach=np.arange(30) == 29,
        seats=np.array([4_000_000_000]),
        per_coach=4_000_000_000,
        rules=Rules(target=np.where(np.arange(30) == 29, -1, 1)),
    )
    solution = solve(problem, seed=1)
    assert (solution.works.sum(), solution.cost, solution.stopped) == (30, 0, Stopped.OPTIMAL)


def test_two_coaches_who_are_each_the_own_coach_of_somebody_do_not_both_come_where_there_is_room_for_one():
    problem = Problem(
        people=np.arange(4),
        shifts=np.array(["only"]),
        day=np.array([0]),
        starts=np.array([540]),
        ends=np.array([720]),
        available=np.ones((4, 1), np.bool_),
        coach=np.arange(4) >= 2,
        own=np.array([2, 3, -1, -1]),
        rules=Rules(target=np.array([1, 1, -1, -1]), meet_times=np.array([1, 1, 0, 0])),
    )
    assert solve(problem, seed=1).works.sum() == 4
    assert solve(replace(problem, coaches_most=1), seed=1).works.sum(axis=0).tolist() == [3]
    assert solve(replace(problem, coaches_most=0), seed=1).works.sum() == 0


@pytest.mark.slow
def test_no_shift_without_a_coach():
    problem = replace(school_term(6), coach=np.zeros(15, np.bool_), own=None)
    assert solve(problem, seed=1).works.sum() == 0
    assert solve(replace(problem, per_coach=0), seed=1, effort=1).works.sum() > 30


@pytest.mark.slow
def test_shorter_searches_give_a_roster_that_breaks_no_rule_the_same_for_any_number_of_threads():
    problem = school_term(3, students=24, coaches=4, weeks=6)
    one, two = (solve(problem, seed=1, effort=3, steps=0.1, threads=threads) for threads in (1, 2))
    first = solve(problem, seed=1, effort=0, steps=0.1)
    assert (one.works == two.works).all()
    assert not list(broken(problem, one.works))
    assert verify(problem, one).bound <= one.cost < first.cost
