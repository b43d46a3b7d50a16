"""The serial draw, and the check that knows nothing of how the draw was made."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld_engine.allocation.check import broken_promises
from werkveld_engine.allocation.problem import Missed, Outcome, Problem, Reason
from werkveld_engine.allocation.solve import drawn_order, serial_draw

PROBLEM = Problem(capacities={"a": 1, "b": 1}, wishes={"x": ("a", "b"), "y": ("a", "b"), "z": ("a",)}, seed=7)
PLACES = ["a", "b", "c", "d"]

rankings = st.lists(st.sampled_from(PLACES), unique=True).map(tuple)
problems = st.builds(
    Problem,
    capacities=st.fixed_dictionaries(dict.fromkeys(PLACES, st.integers(0, 4))),
    wishes=st.dictionaries(st.text("xyz", min_size=1, max_size=4), rankings, max_size=12),
    seed=st.integers(0, 2**31 - 1),
)


@given(problems)
def test_the_draw_keeps_every_promise(problem):
    assert broken_promises(problem, serial_draw(problem)) == []


@given(problems)
def test_the_order_in_which_people_are_given_changes_nothing(problem):
    turned = Problem(problem.capacities, dict(reversed(problem.wishes.items())), problem.seed)
    assert serial_draw(turned) == serial_draw(problem)
    assert turned.digest() == problem.digest()


@pytest.mark.slow
@given(problems)
def test_who_leaves_changes_no_turn_of_the_others(problem):
    order = drawn_order(problem)
    for gone in order:
        rest = {person: wishes for person, wishes in problem.wishes.items() if person != gone}
        without = Problem(problem.capacities, rest, problem.seed)
        assert drawn_order(without) == [person for person in order if person != gone]


@pytest.mark.slow
@given(problems, st.data())
def test_nobody_gains_by_ranking_otherwise(problem, data):
    if not problem.wishes:
        return
    person = data.draw(st.sampled_from(sorted(problem.wishes)))
    truth = problem.wishes[person]
    lie = data.draw(rankings)
    other = Problem(problem.capacities, {**problem.wishes, person: lie}, problem.seed)

    def worth(outcome):
        given = outcome.placed.get(person)
        return truth.index(given) if given in truth else len(truth)

    assert worth(serial_draw(problem)) <= worth(serial_draw(other))


def test_everyone_gets_a_reason_that_says_what_would_have_changed_it():
    problem = Problem(capacities={"a": 1, "b": 0}, wishes={"x": ("b", "a"), "y": ("b", "a")}, seed=1)
    first, last = drawn_order(problem)
    assert serial_draw(problem).reasons == {
        first: Reason(turn=1, rank=2, missed=(Missed("b", 1, 0),)),
        last: Reason(turn=2, rank=None, missed=(Missed("b", 1, 0), Missed("a", 2, 1))),
    }


def test_another_seed_is_another_digest_and_in_the_end_another_order():
    seeds = [dataclasses.replace(PROBLEM, seed=seed) for seed in range(20)]
    assert len({problem.digest() for problem in seeds}) == 20
    assert len({tuple(drawn_order(problem)) for problem in seeds}) == 6


@pytest.mark.parametrize(
    ("capacities", "wishes"),
    [({"a": -1}, {}), ({"a": 1}, {"x": ("b",)}), ({"a": 1}, {"x": ("a", "a")})],
)
def test_an_impossible_problem_is_refused(capacities, wishes):
    with pytest.raises(ValueError, match=r"\.$"):
        Problem(capacities, wishes, 1)


def test_the_check_sees_every_kind_of_broken_promise():
    first, second, third = drawn_order(PROBLEM)
    fair = serial_draw(PROBLEM)
    assert broken_promises(PROBLEM, Outcome({"x": "a", "y": "a"}, fair.reasons))[0] == "a holds 2 of 1"
    assert "not everyone has a reason" in broken_promises(PROBLEM, Outcome({}, {}))
    assert "z has b without a wish for it" in broken_promises(PROBLEM, Outcome({"z": "b"}, fair.reasons))
    assert f"{first} misses a, which has a seat left" in broken_promises(PROBLEM, Outcome({}, fair.reasons))
    stolen = broken_promises(PROBLEM, Outcome({third: "a"}, fair.reasons))
    assert f"{first} misses a, which went to a later turn" in stolen
    assert f"{second} misses a, which went to a later turn" in stolen
    late = {**fair.reasons, first: Reason(turn=9, rank=1, missed=())}
    assert "the turns do not follow each other" in broken_promises(PROBLEM, Outcome(fair.placed, late))
    told = {**fair.reasons, first: Reason(turn=1, rank=None, missed=())}
    assert f"{first} has a for another reason than is told" in broken_promises(PROBLEM, Outcome(fair.placed, told))
