"""Every reason is true of the answer, and every change that is said to help helps when the changed problem is solved."""

from collections import Counter

import numpy as np
import pytest

from harness.learning_places import Slow, any_round, small_round
from werkveld_engine.places import Rule, again, solve
from werkveld_engine.places.explain import (
    PLACE,
    HigherScore,
    MoreRoom,
    Why,
    changed,
    has_at_least,
    reasons,
    would_have_helped,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("rule", Rule)
def test_what_would_have_changed_it_is_true(rule):
    """By solving the problem with one more seat, or one more point, and with one less."""
    said: Counter[str] = Counter()
    for seed in range(110):
        problem = any_round(seed, learners=24, places=9)
        solution = solve(problem, rule, seed=seed)
        for learner in range(len(problem.learners)):
            for change in would_have_helped(problem, solution, learner):
                other = changed(problem, learner, change)
                answer = solve(other, rule, seed=seed) if rule is Rule.LOTTERY else again(other, problem, solution)
                assert has_at_least(problem, answer, learner, change.wish), (seed, learner, change)
                said[type(change).__name__] += 1
                if isinstance(change, HigherScore) and change.score > 0:
                    less = changed(problem, learner, HigherScore(change.wish, change.score - 1))
                    said["more than needed"] += has_at_least(
                        problem, again(less, problem, solution), learner, change.wish
                    )
    assert said["MoreRoom"] > 500
    assert said["HigherScore"] > 500
    assert said["more than needed"] <= 0.02 * said["HigherScore"]


def test_without_limits_there_is_an_answer_for_every_missed_wish():
    for seed in range(60):
        problem = small_round(seed, learners=20)
        solution = solve(problem, seed=seed)
        why = reasons(problem, solution).why
        for learner in range(len(problem.learners)):
            missed = np.flatnonzero(np.isin(why[learner], [Why.SCORES, Why.DRAW, Why.FAVOUR]))
            helped = would_have_helped(problem, solution, learner)
            assert [one.wish for one in helped if isinstance(one, MoreRoom)] == missed.tolist() or (
                why[learner] == Why.NO_SEATS
            ).any()
            assert {one.wish for one in helped if isinstance(one, HigherScore)} == set(missed.tolist())


def test_one_seat_is_enough_for_the_first_of_the_line():
    for seed in range(60):
        problem = small_round(seed)
        solution = solve(problem, seed=seed)
        found = reasons(problem, solution)
        for learner, wish in np.argwhere(np.isin(found.why, [Why.SCORES, Why.DRAW])).tolist():
            [room] = [
                one
                for one in would_have_helped(problem, solution, learner)
                if isinstance(one, MoreRoom) and one.wish == wish
            ]
            assert room == MoreRoom(wish, int(found.line[learner, wish]), ())


@pytest.mark.parametrize("rule", Rule)
def test_every_reason_is_true(rule):
    seen: Counter[Why] = Counter()
    for seed in range(240):
        problem = any_round(seed, learners=20, places=8)
        solution = solve(problem, rule, seed=seed)
        slow, found = Slow(problem, solution), reasons(problem, solution)
        for learner in range(len(problem.learners)):
            for wish, place in enumerate(problem.wishes[learner].tolist()):
                why = Why(found.why[learner, wish])
                seen[why] += 1
                assert is_true(slow, found, learner, wish, place), (seed, learner, wish, why)
    assert set(Why) - set(seen) <= {Why.FAVOUR, Why.LIMITS_CROSS}
    assert (Why.FAVOUR in seen) == (rule is Rule.MOST_PLACED)


def is_true(slow, found, learner, wish, place):
    """Does the reason hold, said in plain loops?"""
    own, has, why = slow.wishes[learner], int(slow.solution.place[learner]), found.why[learner, wish]
    if place < 0 or place not in own or place == has:
        return why == (Why.NO_WISH if place < 0 else Why.NOT_OPEN if place not in own else Why.GIVEN)
    if has >= 0 and slow.rank(learner, place) >= slow.rank(learner, has):
        return why == Why.AS_GOOD
    return is_true_of_a_missed_wish(slow, found, learner, wish, place)


def is_true_of_a_missed_wish(slow, found, learner, wish, place):
    problem, solution, why = slow.problem, slow.solution, found.why[learner, wish]
    kind, row = found.by[learner, wish].tolist()
    inside = {row} if kind == PLACE else set(np.flatnonzero(problem.limits[kind].of == row).tolist())
    most = problem.capacity[row] if kind == PLACE else problem.limits[kind].most[row]
    members = [h for h in range(len(solution.place)) if solution.place[h] in inside]
    if why == Why.LIMITS_CROSS:
        return place in inside and not slow.nested
    if place not in inside or len(members) != most or not members:
        return place in inside and not members and why == Why.NO_SEATS
    last, mine = min(slow.key(h, int(solution.place[h])) for h in members), slow.key(learner, place)
    holds = {
        Why.SCORES: last[0] > mine[0],
        Why.FAVOUR: last[0] == mine[0] and last[1] > mine[1],
        Why.DRAW: last[:2] == mine[:2] and last[2] > mine[2],
    }
    return last[0] == found.lowest[learner, wish] and holds[Why(why)]
