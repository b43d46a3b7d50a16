"""Published instances of course allocation in their own formats, laid beside OR-Tools."""

import importlib
import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from harness.shared import ROOT
from werkveld_engine.electives import Objective, Problem, solve, verify

pytestmark = pytest.mark.slow


@pytest.fixture
def surveys(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.allocation.surveys")


def cheapest(problem: Problem) -> int:
    """Ranks of the best answer, by a flow from people over wishes to seats; every period holds one offering."""
    n, m = len(problem.people), len(problem.offerings)
    flow, source, sink = SimpleMinCostFlow(), n + m, n + m + 1
    for person in range(n):
        seats = int(problem.seats[person])
        flow.add_arc_with_capacity_and_unit_cost(source, person, seats, 0)
        flow.add_arc_with_capacity_and_unit_cost(person, sink, seats, problem.cost_unplaced)
        for rank, offering in enumerate(problem.wishes[person][problem.wishes[person] >= 0]):
            flow.add_arc_with_capacity_and_unit_cost(person, n + int(offering), 1, rank + 1)
    for offering in range(m):
        flow.add_arc_with_capacity_and_unit_cost(n + offering, sink, int(problem.capacity[offering]), 0)
    flow.set_node_supply(source, int(problem.seats.sum()))
    flow.set_node_supply(sink, -int(problem.seats.sum()))
    assert flow.solve() == flow.OPTIMAL
    return int(flow.optimal_cost())


def test_the_toy_of_course_allocation_is_solved_to_the_best(surveys, shared):
    problem = surveys.valuations(shared("data/instances/naor_input.json"))
    assert (problem.people.tolist(), problem.capacity.tolist()) == (["s1", "s2", "s3", "s4"], [5, 6, 2, 3, 5, 2])
    assert problem.offerings[problem.wishes[0]].tolist() == ["c5", "c3", "c6", "c1", "c2", "c4"]
    found = verify(problem, solve(problem, seed=1))
    assert found.is_optimal
    assert found.cost == cheapest(problem)


@pytest.mark.parametrize("capacity", [1, 2, 30])
def test_the_survey_of_courses_is_solved_to_the_best(surveys, shared, capacity):
    problem = surveys.survey(shared("data/instances/umass_random_survey.csv"), capacity=capacity)
    assert problem.wishes.shape == (25, 10)
    assert len(problem.offerings) == 108
    found = verify(problem, solve(problem, seed=1))
    assert found.is_optimal
    assert found.cost == cheapest(problem)
    most_firsts = verify(problem, solve(problem, Objective.RANK_MAXIMAL, seed=1))
    assert most_firsts.broken == ()
    assert most_firsts.by_rank >= found.by_rank


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"valuations": {"a": {"x": 1}}, "item_capacities": {"y": 2}}', "values x"),
        ('{"valuations": {"a": {"x": 1, "y": 0}}, "item_capacities": {"x": 1, "y": 2}}', ""),
    ],
)
def test_a_value_of_what_is_no_item_is_refused_and_what_has_no_value_is_no_wish(surveys, tmp_path: Path, text, why):
    path = tmp_path / "one.json"
    path.write_text(text)
    if why:
        with pytest.raises(surveys.UnreadableInstance, match=why):
            surveys.valuations(path)
    else:
        assert surveys.valuations(path).wishes.tolist() == [[0, -1]]
        assert json.loads(text)["valuations"]["a"]["y"] == 0


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "3,7_1\n1,9\n", "3,7_1\n1\n"])
def test_a_survey_that_is_none_is_refused_with_its_line(surveys, tmp_path: Path, text):
    path = tmp_path / "one.csv"
    path.write_text(text)
    with pytest.raises(surveys.UnreadableInstance):
        surveys.survey(path, capacity=1)


def test_a_survey_of_one_gives_the_best_rated(surveys, tmp_path: Path):
    path = tmp_path / "one.csv"
    path.write_text("1,3,7_1,7 _2,7_3\n1,2,4,8,6\n")
    problem = surveys.survey(path, capacity=1, wishes=2)
    assert problem.offerings[problem.wishes[0]].tolist() == ["7 _2", "7_3"]
    assert np.array_equal(problem.seats, [2])
