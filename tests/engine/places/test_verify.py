"""The certificate beside the same definitions in plain loops, on answers that are right, wrong and none at all."""

from dataclasses import replace

import numpy as np
import pytest

from harness.learning_places import Slow, any_round, small_round, with_limits
from werkveld_engine.places import Certificate, Limits, Problem, Rule, Solution, solve, verify

pytestmark = pytest.mark.slow


def some_answer(seed, problem):
    """The right one, with a few learners moved to another wish or to nowhere."""
    chance = np.random.default_rng(seed)
    solution = solve(problem, Rule.MOST_PLACED if seed % 2 else Rule.LOTTERY, seed=seed)
    place = solution.place.copy()
    for i, own in enumerate(Slow(problem).wishes):
        if chance.random() < 0.2:
            place[i] = chance.choice([-1, *own])
    return replace(solution, place=place)


def test_as_many_pairs_block_as_plain_loops_find():
    found = 0
    for seed in range(450):
        problem = any_round(seed, learners=14, places=7)
        answer = some_answer(seed, problem)
        slow, certificate = Slow(problem, answer), verify(problem, answer)
        place = answer.place.tolist()
        assert certificate.nested == slow.nested, seed
        assert certificate.blocking == slow.blocking(place, slow.score), seed
        assert certificate.out_of_turn == slow.blocking(place, slow.key), seed
        assert (certificate.broken == ()) == slow.allowed(place), seed
        assert certificate.placed == sum(j >= 0 for j in place)
        assert sum(certificate.by_rank) == certificate.placed
        found += certificate.blocking
    assert found > 200


def test_every_kind_of_broken_promise_is_seen():
    problem = with_limits(10, nested=True, learners=30, places=12)
    solution = solve(problem, seed=1)
    assert len(solution.place) > 10
    assert verify(problem, solution).broken == ()

    def said(**change):
        return " ".join(verify(problem, replace(solution, **change)).broken)

    everyone = np.full(len(solution.place), int(problem.wishes.max()), np.int32)
    assert "has a place that is no open wish" in said(place=everyone)
    assert "the draw is not that of the seed" in said(seed=2)
    assert "somebody goes before the draw" in said(ahead=np.ones(len(everyone), np.bool_))
    assert "somebody goes before the draw" in said(favoured=everyone)
    first = np.array([next(iter(own), -1) for own in Slow(problem).wishes], np.int32)
    assert "holds" in said(place=first)
    assert "coach c" in said(place=first)


def test_a_seat_that_somebody_would_rather_have_is_seen():
    problem = small_round(4, learners=30)
    solution = solve(problem, seed=1)
    empty = verify(problem, replace(solution, place=np.full(len(solution.place), -1, np.int32)))
    open_seats = np.array([sum(problem.capacity[j] > 0 for j in own) for own in Slow(problem).wishes])
    assert empty.blocking == open_seats.sum() > 0
    assert not empty.is_stable


@pytest.mark.parametrize("rule", Rule)
def test_the_draw_decides_among_equals_and_nothing_else(rule):
    """Whoever is drawn first and misses a place with an equal in it, misses it because of a favour."""
    for seed in range(60):
        problem = small_round(seed)
        solution: Solution = solve(problem, rule, seed=seed)
        without = replace(solution, favoured=np.full(len(solution.place), -1, np.int32), ahead=solution.ahead & False)
        misses = verify(problem, without).out_of_turn
        assert verify(problem, without).blocking == 0
        assert misses == 0 or rule is Rule.MOST_PLACED


def test_where_limits_cross_nobody_is_kept_from_moving_under_the_same_limit():
    region, coach = np.array([0, 0, -1]), np.array([-1, 0, 0])
    problem = Problem(
        learners=["x", "y"],
        places=["a", "b", "c"],
        wishes=np.array([[0, 1], [2, -1]]),
        score=np.zeros((2, 2), int),
        capacity=np.array([1, 1, 1]),
        limits=(Limits("region", ["r"], region, np.array([1])), Limits("coach", ["k"], coach, np.array([1]))),
    )
    solution = solve(problem, seed=1)
    assert solution.place.tolist() == [0, 2]
    assert verify(problem, solution) == Certificate((), 0, 0, nested=False, placed=2, by_rank=(2,))
    stuck = replace(solution, place=np.array([1, -1], np.int32))
    assert verify(problem, stuck).blocking == 1
