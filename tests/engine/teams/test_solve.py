"""Teams as good as any for small groups, near a bound for large ones, and the same however the rows lie."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from engine.teams.groups import costs, divisions, group
from werkveld_engine.teams import Problem, Weights, solve, verify

pytestmark = pytest.mark.slow


def test_a_small_group_is_divided_as_well_as_can_be():
    proved = 0
    for seed in range(1000):
        problem = group(seed)
        found = verify(problem, solve(problem, seed=seed))
        least = costs(problem, divisions(problem)).min()
        assert found.broken == ()
        assert found.cost == least, (seed, found)
        assert found.bound <= least, (seed, found)
        proved += found.is_optimal
    assert proved > 300


def crowd(n: int, size: int = 5, seed: int = 0, **given: Any) -> Problem:
    """Colleges, levels and disciplines of very different size, and a skill."""
    chance = np.random.default_rng(seed)
    college = np.minimum(7, chance.geometric(0.35, n) - 1)
    level = chance.choice(3, n, p=[0.25, 0.35, 0.4])
    discipline = np.minimum(9, chance.geometric(0.25, n) - 1)
    values: dict[str, Any] = {
        "people": chance.permutation(n),
        "teams": -(-n // size),
        "mixed": np.column_stack([college, level, discipline]),
        "skill": np.rint(100 * chance.normal(size=(n, 1))).astype(np.int64),
        "weights": Weights(mix=50_000, skill=1),
    }
    return Problem(**{**values, **given})


@pytest.mark.parametrize("n", [60, 61, 333, 5000, 50_001])
def test_a_large_group_is_within_half_a_percent_of_the_bound(n):
    problem = crowd(n)
    found = verify(problem, solve(problem, seed=1))
    assert found.broken == ()
    assert found.gap < 0.005
    assert found.sizes[0] == n // problem.teams


def test_topics_get_the_fewest_ranks_when_they_count_most():
    for seed in range(60):
        chance = np.random.default_rng(seed)
        topics = int(chance.integers(1, 7))
        n = int(chance.integers(40, 400))
        many = n // 4
        popular = 1 / np.arange(1, topics + 1)
        wished = np.argsort(-np.log(popular) + chance.gumbel(size=(n, topics)), axis=1)[:, : max(1, topics - 1)]
        problem = crowd(
            n, teams=many, topic=chance.integers(0, topics, many), skill=None, weights=Weights(wish=1_000_000_000)
        )
        problem = replace(problem, wishes=np.where(wished < problem.topics, wished, -1))
        problem = replace(
            problem, wishes=np.array([sorted(row, key=lambda topic: topic < 0) for row in problem.wishes])
        )
        found = verify(problem, solve(problem, seed=seed))
        wish = next(part for part in found.parts if part.name == "wish")
        assert found.broken == ()
        assert wish.reached == wish.bound
        assert all(part.within >= part.bound for part in found.parts if part.name == "mix")


def test_who_may_not_meet_does_not_and_who_asks_for_each_other_mostly_does():
    chance = np.random.default_rng(3)
    rows = chance.permutation(2000)
    asked = np.vstack([rows[:400].reshape(-1, 2), rows[:400].reshape(-1, 2)[:, ::-1]])
    problem = crowd(
        2000, together=asked, apart=rows[400:800].reshape(-1, 2), weights=Weights(mix=50_000, together=200_000)
    )
    found = {part.name: part for part in verify(problem, solve(problem, seed=1)).parts}
    assert found["apart"].reached == 0
    assert found["together"].reached < 20


def test_late_changes_move_few():
    """Three people leave and five come: the others stay, unless that mends something."""
    problem = crowd(200, weights=Weights(mix=1000, skill=0, moved=100_000))
    first = solve(problem, seed=1).team
    stay = np.arange(3, 200)
    chance = np.random.default_rng(1)
    mixed = np.vstack([problem.mixed[stay], chance.integers(0, 3, (5, 3))])
    before = np.concatenate([first[stay], np.full(5, -1)])
    later = replace(problem, people=np.arange(202), mixed=mixed, skill=None, before=before, teams=40)
    found = verify(later, solve(later, seed=1))
    moved = next(part for part in found.parts if part.name == "moved")
    assert found.broken == ()
    assert moved.reached == moved.bound
    freely = verify(replace(later, before=None), solve(replace(later, before=None), seed=1))
    assert found.cost <= freely.cost + 3 * 100_000


def test_it_goes_on_from_any_old_division():
    for seed in range(200):
        problem = group(seed + 2000, people=40, teams=12)
        before = np.random.default_rng(seed).integers(-1, problem.teams, len(problem.people))
        assert verify(problem, solve(replace(problem, before=before), seed=1)).broken == ()


def turned(problem: Problem, seed: int) -> tuple[Problem, Any]:
    """The same problem with its rows in another order, and where each came from."""
    order = np.random.default_rng(seed).permutation(len(problem.people))
    place = np.argsort(order)
    values = {field.name: getattr(problem, field.name) for field in fields(problem)}
    for name in ("people", "mixed", "skill", "wishes", "before"):
        if values[name] is not None:
            values[name] = values[name][order]
    for name in ("together", "apart"):
        if values[name] is not None:
            values[name] = place[values[name]][::-1]
    return Problem(**values), order


@pytest.mark.parametrize("people", [9, 60, 1000])
def test_the_order_of_the_rows_changes_nothing(people):
    for seed in range({9: 60, 60: 10, 1000: 2}[people]):
        problem = group(seed + 100, people=people, teams=people // 3)
        other, order = turned(problem, seed)
        one, two = solve(problem, seed=7), solve(other, seed=7)
        assert (two.team == one.team[order]).all()
        assert two.digest == one.digest


def test_the_same_seed_gives_the_same_and_another_seed_another():
    problem = crowd(300)
    assert (solve(problem, seed=1).team == solve(problem, seed=1).team).all()
    assert (solve(problem, seed=1).team != solve(problem, seed=2).team).any()
    assert solve(problem, seed=1).digest == solve(problem, seed=2).digest
    assert solve(replace(problem, teams=50), seed=1).digest != solve(problem, seed=1).digest


def test_nobody_and_one_are_groups_too():
    nobody = Problem([], 0, np.empty((0, 2), np.int64))
    assert solve(nobody, seed=1).team.shape == (0,)
    assert verify(nobody, solve(nobody, seed=1)).is_optimal
    one = Problem(["a"], 1, np.array([[5, 5]]))
    assert solve(one, seed=1).team.tolist() == [0]


def test_one_team_with_all_and_a_team_for_each():
    together, alone = crowd(5000, teams=1), crowd(300, teams=300)
    assert (solve(together, seed=1).team == 0).all()
    assert sorted(solve(alone, seed=1).team.tolist()) == list(range(300))
    assert verify(together, solve(together, seed=1)).gap < 1e-9
