"""Marks become an order that anyone can reckon again, with a reason that holds when a seat is added."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld_engine.selection import differ, mean_of, ranking, weighted

MARKS = st.dictionaries(
    st.integers(1, 60).map(lambda number: f"a{number:04}"),
    st.sampled_from([Decimal(part) for part in ("50.00", "61.25", "61.26", "74.50", "100.00")]),
    max_size=30,
)


def test_each_criterion_counts_by_its_weight_whatever_its_most_points():
    assert weighted([10, 0], [10, 5], [3, 1]) == Decimal("75.00")
    assert weighted([0, 5], [10, 5], [3, 1]) == Decimal("25.00")
    assert weighted([1, 1, 1], [3, 3, 3], [1, 1, 1]) == Decimal("33.33")


def test_halves_go_up():
    assert mean_of(Decimal("33.33"), Decimal("33.34")) == Decimal("33.34")


@pytest.mark.parametrize("wrong", [([], [], []), ([1], [10, 10], [1, 1]), ([11], [10], [1]), ([-1], [10], [1])])
def test_points_that_do_not_fit_are_refused(wrong: tuple[list[int], list[int], list[int]]):
    with pytest.raises(ValueError, match=r"points|criteria"):
        weighted(*wrong)


def test_two_differ_only_above_what_is_allowed():
    assert not differ(Decimal("60.00"), Decimal("75.00"), 15)
    assert differ(Decimal("60.00"), Decimal("75.01"), 15)


def test_equal_points_at_the_edge_go_by_lot_and_say_so():
    marks = {"a1": Decimal(80), "a2": Decimal(70), "a3": Decimal(70), "a4": Decimal(60)}
    found = ranking(marks, seats=2, seed=7)
    first, second, third, fourth = found.standings
    assert (first.id, first.by_lot, found.last_points) == ("a1", False, Decimal(70))
    assert {second.id, third.id} == {"a2", "a3"}
    assert (second.is_selected, second.by_lot, third.is_selected, third.by_lot) == (True, True, False, True)
    assert (fourth.id, fourth.by_lot, fourth.seats_short) == ("a4", False, 2)
    winners = {ranking(marks, seats=2, seed=seed).standings[1].id for seed in range(20)}
    assert winners == {"a2", "a3"}


def test_nobody_and_no_seats_are_no_mistake():
    assert ranking({}, seats=3, seed=1).standings == ()
    alone = ranking({"a1": Decimal(50)}, seats=0, seed=1)
    assert (alone.standings[0].is_selected, alone.standings[0].by_lot, alone.last_points) == (False, False, None)
    assert ranking({"a1": Decimal(0)}, seats=None, seed=1).standings[0].is_selected


@given(MARKS, st.integers(0, 40), st.integers(0, 2**31))
def test_who_has_more_points_comes_first_and_what_would_have_changed_it_is_true(
    marks: dict[str, Decimal], seats: int, seed: int
):
    found = ranking(marks, seats=seats, seed=seed)
    assert sum(one.is_selected for one in found.standings) == min(seats, len(marks))
    assert all(sooner.points >= later.points for sooner, later in pairwise(found.standings))
    for one in found.standings:
        if not one.is_selected:
            for more, expected in ((one.seats_short, True), (one.seats_short - 1, False)):
                again = ranking(marks, seats=seats + more, seed=seed)
                assert next(o.is_selected for o in again.standings if o.id == one.id) is expected


@given(MARKS, st.integers(0, 2**31))
def test_the_order_of_the_rows_and_who_withdraws_change_nothing_for_the_others(marks: dict[str, Decimal], seed: int):
    order = [one.id for one in ranking(marks, seats=3, seed=seed).standings]
    assert [one.id for one in ranking(dict(reversed(marks.items())), seats=3, seed=seed).standings] == order
    if order:
        left = {one: marks[one] for one in order[1:]}
        assert [one.id for one in ranking(left, seats=3, seed=seed).standings] == order[1:]
