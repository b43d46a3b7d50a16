"""What is said about a team is so, and what would have changed it changes it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.teams.groups import group
from werkveld_engine.teams import Change, Problem, Solution, Wish, reasons, solve, verify, would_have_helped

pytestmark = pytest.mark.slow


def cost(problem: Problem, team: Any) -> int:
    return verify(problem, Solution(team, 0, "")).cost


def exchanges(problem: Problem, team: Any, person: int) -> Any:
    """Every division that one exchange with this person, or one move to a free seat, makes of this one."""
    for other in np.flatnonzero(team != team[person]):
        after = team.copy()
        after[person], after[other] = team[other], team[person]
        yield after
    size = np.bincount(team, minlength=problem.teams)
    for there in range(problem.teams):
        if size[team[person]] > problem.sizes[0] and size[there] < problem.sizes[1] and there != team[person]:
            after = team.copy()
            after[person] = there
            yield after


def granted(problem: Problem, team: Any, person: int, wish: Wish, which: int) -> bool:
    return bool(problem.topic[team[person]] == which if wish is Wish.TOPIC else team[person] == team[which])


def test_a_missed_wish_costs_what_is_said_and_nothing_cheaper_grants_it():
    seen, never = 0, 0
    for seed in range(250):
        problem = group(seed + 4000, people=14, teams=6)
        found = solve(problem, seed=1)
        before = cost(problem, found.team)
        for person in range(len(problem.people)):
            for missed in reasons(problem, found, person).missed:
                after = [
                    cost(problem, team)
                    for team in exchanges(problem, found.team, person)
                    if granted(problem, team, person, missed.wish, missed.which)
                ]
                assert missed.extra == (min(after) - before if after else None)
                if missed.extra is None:
                    never += 1
                    continue
                assert missed.extra == sum(missed.mix) + missed.skill + missed.wishes
                assert missed.extra >= 0  # else it would have been done
                seen += 1
    assert seen > 100
    assert never < seen


def test_what_is_told_is_so():
    for seed in range(150):
        problem = group(seed + 5000, people=20, teams=6)
        found = solve(problem, seed=1)
        for person in range(len(problem.people)):
            told = reasons(problem, found, person)
            mates = found.team == told.team
            assert told.team == found.team[person]
            for one in told.shared:
                same = problem.mixed[:, one.attribute] == problem.mixed[person, one.attribute]
                assert one.alike == (same & mates).sum() >= 1
                assert one.least * problem.teams <= same.sum() <= one.most * problem.teams
                assert one.most - one.least <= 1
            asked = [] if problem.together is None else problem.together[problem.together[:, 0] == person, 1].tolist()
            missed = [one.which for one in told.missed if one.wish is Wish.TOGETHER]
            assert sorted([*told.granted, *missed]) == sorted(asked)
            assert all(mates[who] for who in (*told.granted, *told.met))
            assert not any(mates[who] for who in (*missed, *told.kept_apart))
            if problem.wishes is None:
                assert told.rank is None
            elif told.rank:
                assert problem.wishes[person, told.rank - 1] == problem.topic[told.team]
                assert len([one for one in told.missed if one.wish is Wish.TOPIC]) == told.rank - 1


def test_what_would_have_helped_helps():
    tried: dict[Change, int] = dict.fromkeys(Change, 0)
    for seed in range(160):
        problem = group(seed + 6000, people=12, teams=5)
        found = solve(problem, seed=3)
        for person in range(len(problem.people)):
            for (wish, which), change in would_have_helped(problem, found, person).items():
                if change is Change.ONE_MORE_TEAM:
                    other = replace(problem, teams=problem.teams + 1, topic=np.append(problem.topic, which))
                else:
                    other = replace(problem, together=np.vstack([problem.together, [[which, person]]]))
                assert not granted(problem, found.team, person, wish, which)
                assert granted(other, solve(other, seed=3).team, person, wish, which)
                tried[change] += 1
    assert min(tried.values()) > 5, tried
