"""A reason adds up to its score, and what would have changed it changes it."""

from dataclasses import replace

import numpy as np
import pytest

from engine.ranking.towns import distance, town
from werkveld_engine.ranking import UNIT, Obstacle, parts, reasons, solve, why_not

pytestmark = pytest.mark.slow


def test_the_parts_are_the_score():
    seen = 0
    for seed in range(200):
        problem = town(seed + 100)
        found = solve(problem, workers=1)
        for person in range(len(problem.people)):
            told = reasons(problem, found, person)
            listed = found.offering[person] >= 0
            assert [one.offering for one in told] == found.offering[person][listed].tolist()
            assert [one.score for one in told] == found.score[person][listed].tolist()
            for one in told:
                assert one.score == one.skills + one.wishes + one.need - one.travel
                assert [points for _column, points in one.columns] == sorted((p for _c, p in one.columns), reverse=True)
                assert all(points > 0 for _column, points in one.columns)
                seen += 1
    assert seen > 4000


def test_the_columns_that_count_most_are_named():
    problem = town(3, people=0, offerings=0)
    problem = replace(
        problem,
        people=["a"],
        offerings=["x"],
        profile=np.array([[1.0, 0.5, 0.0, 1.0]]),
        content=np.array([[0.25, 1.0, 1.0, -1.0]]),
        person_at=np.array([[0.0, 0.0]]),
        offering_at=np.array([[3000.0, 4000.0]]),
        need=np.array([0.5]),
        travel=0.01,
        wishes_from=1,
        **dict.fromkeys(["trait", "least", "most", "member_of", "open_to", "done"]),
    )
    told = parts(problem, 0, 0)
    assert told.columns == ((1, UNIT // 2), (0, UNIT // 4))
    assert (told.skills, told.wishes, told.need) == (UNIT // 4, -UNIT // 2, UNIT // 2)
    assert told.kilometres == 5.0
    assert told.travel == int(0.05 * UNIT)


def test_nobody_is_told_why_not_of_what_they_have():
    problem = town(1)
    found = solve(problem)
    rows = [(i, int(j)) for i in range(len(problem.people)) for j in found.offering[i] if j >= 0]
    assert rows
    assert all(why_not(problem, found, i, j) is None for i, j in rows)


def test_what_was_missing_puts_it_on_the_list():
    """Every rule that stood in the way lifted for this offering, and the need that it says: then it is there."""
    tried, short, obstacles = 0, 0, set()
    for seed in range(400):
        problem = town(seed + 300)
        if not len(problem.people) or not len(problem.offerings):
            continue
        found = solve(problem, workers=1)
        chance = np.random.default_rng(seed)
        for _ in range(3):
            person, offering = int(chance.integers(len(problem.people))), int(chance.integers(len(problem.offerings)))
            missed = why_not(problem, found, person, offering)
            if missed is None:
                continue
            obstacles |= set(missed.obstacles)
            if Obstacle.TOO_FAR in missed.obstacles:
                assert distance(problem, person, offering) > (problem.radius * 100_000) ** 2
                assert missed.parts.kilometres > problem.radius
                continue
            need = np.zeros(len(problem.offerings)) if problem.need is None else problem.need.astype(float)
            if abs(need[offering] + missed.need) > 4000:
                continue
            if missed.obstacles or missed.short > 1:
                almost = need.copy()
                almost[offering] += max(0, missed.short - 1) / UNIT
                again = solve(replace(problem, need=almost), workers=1)
                assert offering not in again.offering[person]
            need[offering] += missed.need
            changed = replace(problem, need=need, **lifted(problem, person, offering))
            assert offering in solve(changed, workers=1).offering[person], (seed, person, offering)
            tried += 1
            short += missed.short > 0
    assert tried > 300
    assert short > 100
    assert obstacles == set(Obstacle)


def lifted(problem, person, offering):
    """The rules of one offering so wide that this person may choose it."""
    changed = {}
    if problem.done is not None:
        changed["done"] = problem.done[(problem.done != (person, offering)).any(axis=1)]
    if problem.open_to is not None:
        changed["open_to"] = problem.open_to.copy()
        changed["open_to"][offering] |= np.uint64(1 << 40)
        changed["member_of"] = problem.member_of.copy()
        changed["member_of"][person] |= np.uint64(1 << 40)
    if problem.least is not None:
        changed["least"], changed["most"] = problem.least.copy(), problem.most.copy()
        changed["least"][offering], changed["most"][offering] = -9, 9
    return changed
