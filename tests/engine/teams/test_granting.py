"""What a change would have granted everybody, is granted when it is made."""

from dataclasses import replace

import numpy as np
import pytest

from engine.teams.groups import group
from werkveld_engine.teams import (
    Change,
    Weights,
    Wish,
    granted_by,
    reasons,
    solve,
    with_one_more_team,
    would_have_helped,
)

pytestmark = pytest.mark.slow


def test_one_more_team_grants_everybody_at_once_what_it_grants_each():
    seen = 0
    for seed in range(40):
        problem = group(seed + 11000, people=12, teams=5)
        if problem.wishes is None:
            continue
        found = solve(problem, seed=3)
        alone = {
            (person, wish, which)
            for person in range(len(problem.people))
            for (wish, which), change in would_have_helped(problem, found, person).items()
            if change is Change.ONE_MORE_TEAM
        }
        together = set()
        for topic in range(problem.topics):
            changed = with_one_more_team(problem, topic)
            if changed is not None:
                granted = granted_by(changed, problem, found)
                together |= {one for one in granted if one[1] is Wish.TOPIC and one[2] == topic}
        assert together == alone
        seen += len(alone)
    assert seen > 10


def test_other_weights_grant_what_was_missed_and_nothing_else():
    seen = 0
    for seed in range(60):
        problem = group(seed + 12000, people=12, teams=5)
        changed = replace(problem, weights=Weights(mix=0, skill=0, wish=3000, together=9000, apart=1_000_000))
        found = solve(problem, seed=3)
        after = solve(changed, seed=3).team
        for person, wish, which in granted_by(changed, problem, found):
            assert (wish, which) in {(one.wish, one.which) for one in reasons(problem, found, person).missed}
            assert which == (problem.topic[after[person]] if wish is Wish.TOPIC else which)
            assert wish is Wish.TOPIC or after[person] == after[which]
            seen += 1
    assert seen > 5


def test_without_topics_or_room_there_is_no_team_more():
    problem = group(4, people=6, teams=3)
    assert with_one_more_team(replace(problem, topic=None, wishes=None), 0) is None
    every = replace(problem, teams=len(problem.people), topic=np.zeros(len(problem.people), np.int64), wishes=None)
    assert with_one_more_team(replace(every, before=None), 0) is None
