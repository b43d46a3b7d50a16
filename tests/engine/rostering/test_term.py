"""Shifts follow from opening hours, and nobody is asked to come when the site is closed."""

import numpy as np
import pytest

from werkveld_engine.inputs import InputRefused
from werkveld_engine.rostering.term import cut, open_shifts

HOURS = np.array([[0, 540, 1020], [2, 540, 720], [2, 780, 1020]])


def test_every_week_has_the_shifts_of_the_pattern_in_order_of_time():
    found = open_shifts(2, [[2, 780, 1020], [0, 540, 780]], HOURS)
    assert found.ids.tolist() == ["0000-0900", "0002-1300", "0007-0900", "0009-1300"]
    assert found.day.tolist() == [0, 2, 7, 9]
    assert (found.starts.tolist(), found.ends.tolist()) == ([540, 780, 540, 780], [780, 1020, 780, 1020])


def test_closed_days_have_none_and_shorter_days_those_that_fit():
    pattern = cut(HOURS[:1], 2)
    found = open_shifts(3, pattern, HOURS, closed=[7], on=np.array([[14, 540, 800]]))
    assert found.ids.tolist() == ["0000-0900", "0000-1300", "0014-0900"]


def test_hours_are_cut_into_shifts():
    assert cut(HOURS, 1).tolist() == HOURS.tolist()
    assert cut(HOURS[:1], 4).tolist() == [[0, 540, 660], [0, 660, 780], [0, 780, 900], [0, 900, 1020]]


def test_no_weeks_or_no_pattern_are_a_term_without_shifts():
    assert len(open_shifts(0, [[0, 540, 780]], HOURS).ids) == len(open_shifts(3, [], HOURS).ids) == 0


@pytest.mark.parametrize(
    ("pattern", "more", "why"),
    [
        ([[0, 500, 700]], {}, ("pattern", 0, "outside_opening_hours")),
        ([[2, 700, 800]], {}, ("pattern", 0, "outside_opening_hours")),
        ([[1, 540, 600]], {}, ("pattern", 0, "outside_opening_hours")),
        ([[0, 540, 600], [0, 540, 660]], {}, ("pattern", 1, "twice")),
        ([[0, 600, 600]], {}, ("pattern", 0, "ends_before_it_begins")),
        ([[7, 540, 600]], {}, ("pattern", 0, "no_such_day")),
        ([[0, -10, 600]], {}, ("pattern", 0, "no_time_of_day")),
        ([], {"closed": [3, 14]}, ("closed", 1, "outside_term")),
        ([], {"on": np.array([[14, 0, 10]])}, ("on", 0, "no_such_day")),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_row(pattern, more, why):
    with pytest.raises(InputRefused) as refused:
        open_shifts(2, pattern, HOURS, **more)
    assert why in [(fault.table, fault.row, fault.why) for fault in refused.value.faults]


@pytest.mark.parametrize(("hours", "parts"), [(HOURS, 0), ([[0, 540, 641]], 2)])
def test_hours_that_cannot_be_cut_are_refused(hours, parts):
    with pytest.raises(InputRefused):
        cut(hours, parts)
