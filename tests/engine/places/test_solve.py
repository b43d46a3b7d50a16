"""The answer beside textbook methods, every possible answer, and itself in another order, on thousands of rounds."""

from dataclasses import replace

import numpy as np
import pytest

from harness.learning_places import (
    Slow,
    any_round,
    by_id,
    fields_of,
    shuffled,
    small_round,
    textbook,
    tight_round,
    with_limits,
)
from werkveld_engine.places import Problem, Rule, again, solve, verify

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("rule", Rule)
def test_every_answer_is_stable(rule):
    for seed in range(900):
        problem = any_round(seed)
        certificate = verify(problem, solve(problem, rule, seed=seed))
        assert certificate.is_stable, (seed, certificate)


@pytest.mark.parametrize("rule", Rule)
def test_a_textbook_method_finds_the_same(rule):
    for seed in range(300):
        problem = any_round(seed, learners=14, places=7)
        solution = solve(problem, rule, seed=seed)
        if verify(problem, solution).nested:
            assert solution.place.tolist() == textbook(problem, solution), seed


def test_the_lottery_gives_everyone_the_best_place_of_all_stable_answers():
    """Every assignment there is, looked at in plain loops."""
    several = 0
    for seed in range(60):
        problem = tight_round(seed, learners=5, places=5, wishes=4, scores=9)
        problem = with_limits(seed, nested=True, plain=problem) if seed % 2 else problem
        solution = solve(problem, seed=seed)
        slow = Slow(problem, solution)
        stable = [place for place in slow.matchings() if slow.blocking(place, slow.key) == 0]
        assert tuple(solution.place) in stable, seed
        several += len(stable) > 1
        for place in stable:
            for i, own in enumerate(slow.wishes):
                assert own.get(int(solution.place[i]), 99) <= own.get(place[i], 99), (seed, i)
    assert several > 15


def test_nobody_gains_under_the_lottery_by_ranking_otherwise():
    """Everybody in turn tries some other lists: in another order, shorter, or with fewer wishes."""
    chance, gained = np.random.default_rng(1), 0
    for seed in range(250):
        size = {"learners": 12, "places": 6, "wishes": 4, "seats": 2}
        problem = with_limits(seed, nested=True, **size) if seed % 2 else small_round(seed, **size)
        n, most = problem.wishes.shape
        honest = Slow(problem, solve(problem, seed=seed))
        for i in range(n):
            order = chance.permutation(most)
            wishes, score = problem.wishes.copy(), problem.score.copy()
            wishes[i], score[i] = wishes[i, order], score[i, order]
            wishes[i, chance.random(most) < 0.3] = -1
            barred = None if problem.barred is None else problem.barred.copy()
            rank = None if problem.rank is None else problem.rank.copy()
            if barred is not None:
                barred[i] = barred[i, order]
            if rank is not None:
                rank[i] = chance.integers(0, 3, most)
            lie = replace(problem, wishes=wishes, score=score, barred=barred, rank=rank)
            truth, got = int(honest.solution.place[i]), int(solve(lie, seed=seed).place[i])
            worth = {-1: 99, **{j: honest.rank(i, j) for j in honest.wishes[i]}}
            gained += worth[got] < worth[truth]
    assert gained == 0


def test_more_are_placed_and_never_fewer():
    more, most_there_is = 0, 0
    for seed in range(400):
        problem = tight_round(seed, learners=30, places=28, wishes=3, scores=2)
        problem = with_limits(seed, nested=seed % 2 == 0, plain=problem) if seed % 4 < 2 else problem
        few, many = ((solve(problem, rule, seed=seed).place >= 0).sum() for rule in Rule)
        assert many >= few, seed
        more += many - few
    for seed in range(100):
        problem = tight_round(seed, learners=6, places=6, wishes=3, scores=2)
        slow = Slow(problem, solve(problem, Rule.MOST_PLACED, seed=seed))
        got = int((slow.solution.place >= 0).sum())
        larger = [place for place in slow.matchings() if sum(j >= 0 for j in place) > got]
        larger = [place for place in larger if slow.blocking(place, slow.score) == 0]
        assert all(2 * sum(j >= 0 for j in place) <= 3 * got for place in larger), seed
        most_there_is += not larger
    assert more > 50
    assert most_there_is >= 99


def test_the_order_of_the_rows_changes_nothing():
    for seed in range(300):
        problem = any_round(seed, learners=20, places=9)
        other = shuffled(problem, seed)
        assert other.digest() == problem.digest()
        for rule in Rule:
            assert by_id(other, solve(other, rule, seed=7)) == by_id(problem, solve(problem, rule, seed=7)), seed


def test_what_is_asked_is_in_the_digest():
    problem = with_limits(3, nested=True)
    digests = {problem.digest()}
    for change in (
        {"score": problem.score + 1},
        {"capacity": problem.capacity + 1},
        {"limits": problem.limits[:1]},
        {"limits": (replace(problem.limits[0], most=problem.limits[0].most + 1), problem.limits[1])},
        {"barred": np.ones(problem.wishes.shape, np.int64)},
        {"rank": np.zeros(problem.wishes.shape, np.int64)},
        {"learners": np.asarray(problem.learners) + 1},
    ):
        digests.add(replace(problem, **change).digest())
    assert len(digests) == 8


def test_nothing_changed_nobody_moves():
    for seed in range(200):
        problem = any_round(seed)
        for rule in Rule:
            solution = solve(problem, rule, seed=seed)
            assert again(problem, problem, solution).place.tolist() == solution.place.tolist()
            other = shuffled(problem, seed)
            assert by_id(other, again(other, problem, solution)) == by_id(problem, solution)


def test_who_leaves_frees_a_seat_and_few_move():
    moved, left = 0, 0
    for seed in range(60):
        problem = small_round(seed, learners=60, places=20)
        if seed % 3 == 0:
            problem = with_limits(seed, nested=True, plain=problem)
        solution = solve(problem, Rule.MOST_PLACED, seed=seed)
        for gone in range(0, len(problem.learners), 7):
            stay = np.delete(np.arange(len(problem.learners)), gone)
            values = {
                name: None if getattr(problem, name) is None else getattr(problem, name)[stay]
                for name in ("wishes", "score", "rank", "barred")
            }
            less = Problem(**{**fields_of(problem), **values, "learners": np.asarray(problem.learners)[stay]})
            answer = again(less, problem, solution)
            assert verify(less, answer).is_stable
            assert (answer.place >= 0).sum() >= (solution.place[stay] >= 0).sum()
            moved += int((answer.place != solution.place[stay]).sum())
            left += 1
    assert left > 200
    assert moved < 2 * left
