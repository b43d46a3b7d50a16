"""The first roster breaks no rule, and neither does the one that follows a fractional roster."""

import numpy as np
import pytest

from engine.rostering.terms import school_term, small_term
from werkveld_engine.rostering.greedy import first_roster, rounded_roster
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.promises import broken
from werkveld_engine.rostering.standing import as_given, standing


@pytest.mark.slow
def test_it_breaks_no_rule():
    given = 0
    for number in range(250):
        problem = small_term(number, people=(1, 8), most_cells=80)
        order = standing(problem, number)
        share = np.random.default_rng(number).random(problem.shape)
        for works in (first_roster(order), rounded_roster(order, np.where(order.may, share, 0))):
            assert list(broken(problem, as_given(order, works))) == [], number
            given += works.sum()
    assert given > 300


@pytest.mark.slow
def test_most_targets_are_met_at_once():
    problem = school_term(1, students=30, weeks=5)
    order = standing(problem, 1)
    nothing = points(problem, np.zeros(problem.shape, np.bool_))
    first = points(problem, as_given(order, first_roster(order)))
    assert first["short"] < nothing["short"] / 5
    assert first["short_of_demand"] < nothing["short_of_demand"] / 5
