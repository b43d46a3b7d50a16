"""Who is moved by hand, or comes in later, costs what is said."""

from typing import Any

import numpy as np
import pytest

from engine.teams.groups import group
from werkveld_engine.teams import Problem, Solution, best_to_join, going, verify

pytestmark = pytest.mark.slow


def somehow(problem: Problem, seed: int) -> Any:
    """A division as it comes, with sizes that differ by one at most."""
    return np.random.default_rng(seed).permutation(np.arange(len(problem.people)) % problem.teams)


def test_going_to_another_team_costs_what_counting_anew_says():
    for seed in range(120):
        problem = group(seed + 8000, people=14, teams=5)
        team = somehow(problem, seed)
        cost = verify(problem, Solution(team, 0, "")).cost
        for person in range(len(team)):
            said = going(problem, team, person).sum(axis=1)
            for there in range(problem.teams):
                after = team.copy()
                after[person] = there
                assert said[there] == verify(problem, Solution(after, 0, "")).cost - cost


def test_who_comes_later_goes_to_a_smallest_team_where_it_costs_least():
    chosen = 0
    for seed in range(120):
        problem = group(seed + 9000, people=14, teams=4)
        team = somehow(problem, seed)
        person = seed % len(team)
        team[person] = -1
        size = np.bincount(team[team >= 0], minlength=problem.teams)
        costs = []
        for there in range(problem.teams):
            after = team.copy()
            after[person] = there
            costs.append(verify(problem, Solution(after, 0, "")).cost)
        joined = going(problem, team, person).sum(axis=1)
        assert (joined - joined[0]).tolist() == [cost - costs[0] for cost in costs]
        small = np.flatnonzero(size == size.min())
        assert best_to_join(problem, team, person) == min(small, key=lambda there: (costs[there], there))
        chosen += len(small) > 1
    assert chosen > 30
