"""The check counts every cost itself, its bound holds, and it knows nothing of how the teams were formed."""

import ast

import numpy as np
import pytest

from engine.teams.groups import costs, divisions, group
from house.sources import SRC
from werkveld_engine.teams import Problem, Solution, Weights, solve, verify


@pytest.mark.slow
def test_the_cost_is_what_it_is_pair_by_pair():
    for seed in range(300):
        problem = group(seed + 700)
        every = divisions(problem)
        chance = np.random.default_rng(seed)
        for team in every[chance.integers(0, len(every), 5)]:
            found = verify(problem, Solution(team.astype(np.int32), 0, ""))
            assert found.cost == costs(problem, team[None, :])[0]


@pytest.mark.slow
def test_no_prices_make_the_bound_too_high():
    """Whatever prices are claimed, what they prove is true."""
    for seed in range(400):
        problem = group(seed + 900)
        if problem.wishes is None:
            continue
        price = np.random.default_rng(seed).integers(-3, 4, problem.topics)
        every = divisions(problem)
        found = verify(problem, Solution(every[0].astype(np.int32), 0, "", price))
        assert found.bound <= costs(problem, every).min()


def test_an_even_spread_is_the_bound_of_a_mix():
    problem = Problem(np.arange(7), 3, np.array([[0], [0], [0], [0], [1], [1], [2]]), weights=Weights(mix=10))
    found = verify(problem, Solution(np.array([0, 1, 2, 0, 1, 2, 0], np.int32), 1, ""))
    (part,) = found.parts
    assert (part.reached, part.bound, found.cost, found.is_optimal) == (1, 1, 10, True)
    worse = verify(problem, Solution(np.array([0, 0, 0, 1, 1, 2, 2], np.int32), 1, ""))
    assert (worse.parts[0].reached, worse.gap, worse.is_optimal) == (3, 2.0, False)


@pytest.mark.parametrize(
    ("team", "broken"),
    [
        ([0, 0, 0, 1], "team sizes differ by more than one"),
        ([0, 0, 1, 2], "somebody is in no team"),
        ([0, 0, 1, -1], "somebody is in no team"),
        ([0, 0, 1], "somebody is in no team"),
    ],
)
def test_what_is_wrong_is_named(team, broken):
    problem = Problem(np.arange(4), 2, np.zeros((4, 1), int))
    assert broken in verify(problem, Solution(np.array(team, np.int32), 1, "")).broken


@pytest.mark.slow
def test_who_has_to_leave_a_team_that_is_too_large_is_reckoned():
    problem = Problem(np.arange(7), 3, np.zeros((7, 0), int), before=np.array([0, 0, 0, 0, 1, 1, -1]))
    found = verify(problem, solve(problem, seed=1))
    assert found.is_optimal
    assert [(part.reached, part.bound) for part in found.parts] == [(1, 1)]


def test_the_check_imports_nothing_of_the_solver():
    tree = ast.parse((SRC / "werkveld_engine/teams/verify.py").read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"dataclasses", "typing", "numpy.typing", "werkveld_engine.teams.problem"}
    assert names == {"numpy"}
