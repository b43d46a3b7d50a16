"""Rounds large enough for threads and ranges: nothing depends on how many threads there are or in which order rows come."""

import numpy as np
import pytest

from werkveld_engine import blocks
from werkveld_engine.electives import Objective, Problem, solve, verify

pytestmark = pytest.mark.slow


def towns(people: int, offerings: int, seed: int, *, apart: int = 1) -> Problem:
    """People wish for what is near on a circle, and now and then for something anywhere; in circles of their own."""
    chance = np.random.default_rng(seed)
    wished = np.full((people, 5), -1)
    home = chance.integers(0, offerings, people)
    circle = offerings // apart
    for at in range(5):
        near = np.where(
            chance.random(people) < 0.02, chance.integers(0, circle, people), chance.integers(0, 40, people)
        )
        wish = home // circle * circle + (home % circle + near) % circle
        fresh = ~(wished == wish[:, None]).any(axis=1) & (at < 1 + home % 5) & (wished[:, at - 1] >= 0 if at else True)
        wished[fresh, at] = wish[fresh]
    capacity = chance.integers(0, 2 * people // offerings + 2, offerings)
    return Problem(np.arange(people), np.arange(offerings), wished, capacity, unplaced=20)


@pytest.mark.parametrize("objective", [Objective.TOTAL_RANK, Objective.RANK_MAXIMAL])
def test_threads_and_the_order_of_rows_change_nothing(objective):
    problem = towns(40_000, 9000, seed=1)
    chance = np.random.default_rng(2)
    people, offerings = chance.permutation(len(problem.people)), chance.permutation(len(problem.offerings))
    place = np.append(np.argsort(offerings), -1)
    other = Problem(people, offerings, place[problem.wishes[people]], problem.capacity[offerings], unplaced=20)
    alone, more = (solve(problem, objective, seed=3, threads=threads) for threads in (1, 3))
    again = solve(other, objective, seed=3, threads=2)
    certificate = verify(problem, alone)
    assert certificate.is_optimal
    assert certificate == verify(problem, alone, threads=1)
    assert (alone.held == more.held).all()
    assert (alone.price == more.price).all()
    assert (np.append(offerings, -1)[again.held] == alone.held[people]).all()
    assert again.digest == alone.digest


@pytest.mark.parametrize("objective", Objective)
def test_schools_apart_are_one_round(objective):
    for people, offerings, apart in ((3000, 700, 7), (40_000, 12_000, 2)):
        problem = towns(people, offerings, seed=people, apart=apart)
        whole = solve(problem, objective, seed=1)
        for pieces in (1, 2, 5):
            parts = blocks.place(problem, objective, seed=1, pieces=pieces)
            assert (parts.held == whole.held).all()
            assert (parts.price is None) == (whole.price is None)
            assert verify(problem, parts) == verify(problem, whole)


def test_several_seats_do_not_depend_on_threads_or_pieces():
    plain = towns(20_000, 3000, seed=4, apart=3)
    chance = np.random.default_rng(5)
    problem = Problem(
        plain.people,
        plain.offerings,
        plain.wishes,
        plain.capacity,
        period=chance.integers(0, 3, 3000),
        seats=chance.integers(0, 4, 20_000),
    )
    whole = solve(problem, seed=1, threads=1)
    assert verify(problem, whole).is_optimal
    assert (solve(problem, seed=1, threads=2).held == whole.held).all()
    assert (blocks.place(problem, Objective.TOTAL_RANK, seed=1, pieces=2).held == whole.held).all()
