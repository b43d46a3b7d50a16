"""Seats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld_engine.capacity import is_full, seats_left

seats = st.integers(0, 1000)


@pytest.mark.parametrize(("capacity", "taken", "left"), [(12, 0, 12), (12, 11, 1), (12, 12, 0), (12, 14, 0), (0, 0, 0)])
def test_seats_left_are_never_below_zero(capacity, taken, left):
    assert seats_left(capacity, taken) == left


def test_without_a_limit_there_is_always_a_seat():
    assert seats_left(None, 5000) is None
    assert not is_full(None, 5000)


@given(seats, seats)
def test_full_is_when_nobody_more_fits(capacity, taken):
    assert is_full(capacity, taken) == (taken + 1 > capacity)


@pytest.mark.parametrize(("capacity", "taken"), [(-1, 0), (3, -1), (None, -1)])
def test_negative_seats_are_refused(capacity, taken):
    with pytest.raises(ValueError, match="cannot be"):
        seats_left(capacity, taken)
