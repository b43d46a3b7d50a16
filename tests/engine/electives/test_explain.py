"""Every reason holds when the changed round is solved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from harness.choice_rounds import small_round, vars_of, with_everything, with_periods
from harness.every_answer import EveryAnswer
from werkveld_engine.electives import (
    Objective,
    Problem,
    Quota,
    Shared,
    Why,
    changed,
    reasons,
    solve,
    verify,
    would_have_helped,
)
from werkveld_engine.electives.exchange import exchanges
from werkveld_engine.inputs import InputRefused

pytestmark = pytest.mark.slow


KINDS = ("plain", "periods", "least", "priority", "limits", "everything")


def crowded(seed: int, kind: str) -> Problem:
    """So few people that every answer can be tried, and too few seats for them."""
    chance = np.random.default_rng(seed)
    n, m, most = int(chance.integers(3, 7)), int(chance.integers(1, 5)), int(chance.integers(1, 4))
    wished = np.full((n, most), -1)
    for i in range(n):
        length = int(chance.integers(1, min(m, most) + 1))
        wished[i, :length] = chance.choice(m, length, replace=False)
    given: dict[str, Any] = {}
    if kind in {"periods", "everything"}:
        given |= {"period": chance.integers(0, 2, m), "seats": chance.integers(0, 3, n)}
    if kind in {"least", "everything"}:
        given["minimum"] = chance.integers(0, 4, m)
    if kind in {"priority", "limits", "everything"}:
        given["group"] = chance.integers(0, 3, n)
    if kind in {"limits", "everything"}:
        rooms = [tuple(chance.choice(m, min(m, 2), replace=False).tolist()) for _room in range(1 + seed % 2)]
        given["shared"] = tuple(Shared(str(name), room, int(chance.integers(1, 5))) for name, room in enumerate(rooms))
        given["quotas"] = (Quota(int(chance.integers(m)), int(chance.integers(3)), int(chance.integers(1, 3))),)
    capacity = chance.integers(1, 3, m)
    if chance.random() < 0.3 and not given.get("quotas"):
        given["fixed"] = np.where(np.arange(n) == chance.integers(n), chance.integers(m), -1)
    unplaced = int(chance.choice([most + 1, 20]))
    return Problem(chance.permutation(100)[:n], np.arange(m), wished, capacity, unplaced=unplaced, **given)


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.RANK_MAXIMAL, Objective.FAIR])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_a_full_wish_is_so_among_all_answers(kind: str, objective: Objective):
    said: Counter[Why] = Counter()
    for seed in range(120):
        problem = crowded(seed, kind)
        try:
            solution = solve(problem, objective, seed=seed)
        except InputRefused:
            continue
        told = reasons(problem, solution)
        every, equal = EveryAnswer(problem), EveryAnswer(replace(problem, goes_first=False))
        best = min(every.worth(objective))
        for person, rank in np.argwhere(np.isin(told.why, (Why.LOT, Why.DEARER, Why.TOGETHER, Why.PRIORITY))):
            why = Why(told.why[person, rank])
            said[why] += 1
            forced = every.best_with(objective, person, [rank])
            if why is Why.LOT or problem.minimum is None:  # nobody says that no other groups could go on as well
                assert (forced == best) == (why is Why.LOT), (seed, person, rank, why)
            if why is Why.DEARER and objective is Objective.TOTAL_RANK and forced:
                assert forced[0] >= best[0] + told.extra[person, rank] > best[0]
            if why is Why.PRIORITY:
                higher = equal.best_with(objective, person, range(rank + 1))
                assert higher == min(equal.worth(objective)), (seed, person, rank)
    wanted = {"plain": {Why.DEARER}, "periods": {Why.DEARER}, "priority": {Why.PRIORITY, Why.TOGETHER}}
    assert {Why.LOT, *wanted.get(kind, {Why.TOGETHER})} <= set(said)


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.RANK_MAXIMAL, Objective.FAIR])
def test_the_lot_decides_in_a_large_round_only_where_another_answer_is_as_good(objective: Objective):
    problem = crowd(4000, 300, seed=6)
    solution = solve(problem, objective, seed=6)
    told = reasons(problem, solution)
    best = verify(problem, solution)
    chance = np.random.default_rng(7)
    for why in (Why.LOT, Why.DEARER):
        for person, rank in chance.permutation(np.argwhere(told.why == why))[:25]:
            fixed = np.where(np.arange(4000) == person, problem.wishes[person, rank], -1)
            forced = replace(problem, fixed=fixed)
            after = verify(forced, solve(forced, objective, seed=6))
            by_rank = np.array(after.by_rank) + (np.arange(len(after.by_rank)) == rank)
            same = sum_of(objective, by_rank, after.unfilled) == sum_of(objective, best.by_rank, best.unfilled)
            assert same == (why is Why.LOT), (person, rank, why)


def crowd(people: int, offerings: int, seed: int) -> Problem:
    """Everybody ranks five, some offerings far more often than others, and there are places for nine of ten."""
    chance = np.random.default_rng(seed)
    liked = chance.random(offerings) ** 3
    wished = np.argsort(chance.random((people, offerings)) / liked, axis=1)[:, :5]
    return Problem(np.arange(people), np.arange(offerings), wished, np.full(offerings, people * 9 // offerings // 10))


def sum_of(objective: Objective, by_rank: Sequence[int] | np.ndarray, unfilled: int) -> tuple[int, ...]:
    """What the objective looks at; the smaller the better."""
    ranks = [int(count) for count in by_rank]
    if objective is Objective.TOTAL_RANK:
        return (sum((rank + 1) * count for rank, count in enumerate(ranks)) + unfilled * (len(ranks) + 1),)
    return tuple(-count for count in ranks) if objective is Objective.RANK_MAXIMAL else (unfilled, *ranks[::-1])


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.RANK_MAXIMAL, Objective.FAIR])
def test_exchanges_are_the_same_with_prices_and_without(objective: Objective):
    """Also where somebody came late and the answer keeps what people had."""
    free = 0
    for seed in range(60):
        problem = with_periods(seed) if seed % 2 else small_round(seed, people=60)
        first = solve(problem, objective, seed=seed)
        more = replace(problem, capacity=problem.capacity + (np.arange(len(problem.capacity)) == 0))
        for round_, solution in ((problem, first), (more, changed(more, problem, first))):
            priced, reckoned = exchanges(round_, solution), exchanges(round_, replace(solution, price=None))
            assert np.array_equal(priced.free, reckoned.free), seed
            free += int(priced.free.sum())
    assert free > 200


def test_two_who_want_the_same_seat_hear_of_the_lot_only_where_it_is_drawn():
    """Both want X; one of them would go to Y, so that both have a place in the only best answer."""
    problem = Problem(["a", "b"], ["x", "y"], np.array([[0, 1], [0, -1]]), np.array([1, 1]))
    told = [reasons(problem, solve(problem, seed=seed)).why.tolist() for seed in range(5)]
    assert told == [[[Why.DEARER, Why.GIVEN], [Why.GIVEN, Why.NO_WISH]]] * 5
    equal = Problem(["a", "b"], ["x"], np.array([[0], [0]]), np.array([1]))
    assert sorted(reasons(equal, solve(equal, seed=1)).why.ravel()) == [Why.GIVEN, Why.LOT]


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.RANK_MAXIMAL, Objective.FAIR])
def test_who_goes_after_others_hears_so(objective: Objective):
    problem = Problem(["a", "b"], ["x"], np.array([[0], [0]]), np.array([1]), group=np.array([1, 0]))
    assert reasons(problem, solve(problem, objective, seed=1)).why.tolist() == [[Why.PRIORITY], [Why.GIVEN]]


def test_in_a_draw_priority_is_the_reason_where_the_lot_alone_would_have_given_it():
    found: Counter[Why] = Counter()
    for seed in range(150):
        problem = crowded(seed, "limits" if seed % 2 else "priority")
        told = reasons(problem, solve(problem, Objective.DRAW, seed=seed))
        without = solve(replace(problem, goes_first=False), Objective.DRAW, seed=seed).held
        for person, rank in np.argwhere(np.isin(told.why, (Why.LOT, Why.PRIORITY))):
            why = Why(told.why[person, rank])
            found[why] += 1
            has = np.isin(problem.wishes[person, : rank + 1], without[person]).any()
            behind = problem.group[person] > problem.group.min()
            assert (why is Why.PRIORITY) == (has and behind), (seed, person, rank)
            assert told.turn[person] > told.last_turn[problem.wishes[person, rank]] > 0
    assert min(found.values()) > 10


def test_a_fixed_place_is_taken_in_no_turn():
    problem = Problem(["a", "b"], ["x"], np.array([[0], [0]]), np.array([1]), fixed=np.array([0, -1]))
    for objective in Objective:
        told = reasons(problem, solve(problem, objective, seed=1))
        assert (told.why.tolist(), told.last_turn.tolist()) == ([[Why.FIXED], [Why.NO_ROOM]], [0])


def test_without_whom_a_group_would_be_too_small_hears_so():
    wishes = np.array([[0, 1], [1, -1], [1, -1], [1, -1]])
    problem = Problem(list("abcd"), ["x", "y"], wishes, np.array([4, 4]), minimum=np.array([0, 4]))
    solution = solve(problem, seed=1)
    assert reasons(problem, solution).why[0].tolist() == [Why.KEEPS_GOING, Why.GIVEN]
    left = replace(problem, people=list("bcd"), wishes=wishes[1:])
    assert solve(left, seed=1).cancelled == (1,)


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
            if why in {Why.DEARER, Why.LOT, Why.TOGETHER, Why.PRIORITY, Why.NO_ROOM}:
                assert load[offering] >= problem.capacity[offering]
            assert why != Why.OPEN
            if why == Why.KEEPS_GOING:
                mine = [held for held in solution.held[person] if held >= 0]
                assert any(load[held] == problem.minimum[held] for held in mine)
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
