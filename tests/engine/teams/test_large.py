"""A large group with wishes: nothing is given away for what could be had otherwise."""

import numpy as np
import pytest

from werkveld_engine.teams import Problem, Weights, solve, teams_by_topic, verify

pytestmark = pytest.mark.slow
PEOPLE, TOPICS = 30_000, 8


def test_topics_and_mixing_are_not_given_away_for_skills():
    chance = np.random.default_rng(3)
    wishes = np.array([chance.permutation(TOPICS)[:3] for _ in range(PEOPLE)])
    given = teams_by_topic(np.bincount(wishes[:, 0], minlength=TOPICS).tolist(), PEOPLE // 5)
    problem = Problem(
        np.arange(PEOPLE),
        PEOPLE // 5,
        np.column_stack([np.minimum(7, chance.geometric(0.35, PEOPLE) - 1), chance.integers(0, 3, PEOPLE)]),
        np.round(100 * chance.standard_normal((PEOPLE, 1))).astype(np.int64),
        topic=np.repeat(np.arange(TOPICS), given),
        wishes=wishes,
        together=np.column_stack([np.arange(0, PEOPLE, 5), np.arange(0, PEOPLE, 5) + 1]),
        weights=Weights(mix=1000, skill=1, wish=1000, together=800),
    )
    found = verify(problem, solve(problem, seed=1))
    parts = {(part.name, part.which): part for part in found.parts}
    assert found.broken == ()
    assert parts["wish", 0].reached <= parts["wish", 0].bound + PEOPLE // 1000
    for which in (0, 1):
        assert parts["mix", which].reached <= 1.01 * parts["mix", which].bound
    assert parts["together", 0].reached < PEOPLE // 5
