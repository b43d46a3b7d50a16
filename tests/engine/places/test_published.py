"""Published instances in their own formats, and every way in which such a text can be wrong."""

import importlib
from types import ModuleType

import pytest

from harness.learning_places import textbook
from harness.shared import ROOT
from werkveld_engine.places import Rule, solve, verify


@pytest.fixture
def readers(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.allocation.readers")


def names(problem, solution):
    places = [*problem.places.tolist(), None]
    return {learner: places[row] for learner, row in zip(problem.learners.tolist(), solution.place, strict=True)}


@pytest.mark.slow
def test_residents_find_the_hospitals_that_are_published(readers, shared):
    problem = readers.hospitals_residents(shared("data/instances/algmatch_hr1.txt"))
    solution = solve(problem, seed=1)
    assert names(problem, solution) == {1: 1, 2: 2, 3: 1}
    assert verify(problem, solution).is_stable


@pytest.mark.slow
def test_students_find_the_projects_that_are_published(readers, shared):
    problem = readers.student_projects(shared("data/instances/algmatch_spa1.txt"))
    solution = solve(problem, seed=1)
    assert names(problem, solution) == {1: 1, 2: 2, 3: 3, 4: 4}
    assert verify(problem, solution).is_stable


@pytest.mark.slow
def test_a_hundred_residents_whose_lists_do_not_agree_are_placed(readers, shared):
    problem = readers.hospitals_residents_json(shared("data/instances/matching_issue_159.json"))
    assert (len(problem.learners), len(problem.places), problem.capacity.max()) == (100, 50, 1)
    for rule in Rule:
        solution = solve(problem, rule, seed=1)
        certificate = verify(problem, solution)
        assert certificate.is_stable
        assert solution.place.tolist() == textbook(problem, solution)
        assert certificate.placed == 37


@pytest.mark.slow
def test_brackets_hold_equals(readers, tmp_path):
    path = tmp_path / "ties.txt"
    path.write_text("2 2\n1 (1 2)\n\n2 1 2  # both\n1 1 (1 2)\n2 1 1 2\n")
    problem = readers.hospitals_residents(path)
    assert problem.rank.tolist() == [[0, 0], [0, 1]]
    assert problem.score.tolist() == [[1, 2], [1, 1]]
    assert (solve(problem, Rule.MOST_PLACED, seed=1).place >= 0).all()


WRONG = {
    "": "line 0: the text ends too early",
    "1\n": "line 1: 2 numbers expected",
    "1 x\n": "line 1: 2 numbers expected",
    "1 1\n1 1\n": "line 2: the text ends too early",
    "1 1\n1 1\n1\n": "line 3: 2 numbers expected",
    "2 1\n1 1\n1 1\n1 1 1 2\n": "line 3: 1 stands twice",
    "1 1\n1 1\n1 1 1\n2\n": "line 4: more lines than were counted",
    "1 1\n1 (1\n1 1 1\n": "line 2: a bracket stays open",
    "1 1\n1 1)\n1 1 1\n": "line 2: ) in a list",
    "1 1\n1 ((1))\n1 1 1\n": "line 2: ( in a list",
    "1 1\n1 a\n1 1 1\n": "line 2: a in a list",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_text_that_is_not_as_the_format_says_names_its_line(readers, tmp_path, text):
    path = tmp_path / "wrong.txt"
    path.write_text(text)
    with pytest.raises(readers.UnreadableInstance, match=r"^wrong\.txt, ") as refused:
        readers.hospitals_residents(path)
    assert str(refused.value) == f"wrong.txt, {WRONG[text]}"


def test_a_project_of_nobody_names_its_line(readers, tmp_path):
    path = tmp_path / "wrong.txt"
    path.write_text("1 2 1\n1 1 2\n1 1 1\n2 1 7\n1 1 1\n")
    with pytest.raises(readers.UnreadableInstance, match="line 4: no lecturer 7"):
        readers.student_projects(path)
