"""The same week again and again, mended where people are away."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import school_term, shuffled
from werkveld_engine.rostering.cyclic import is_cyclic, repeated, slots_of, usual_week
from werkveld_engine.rostering.greedy import first_roster
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.problem import Rules
from werkveld_engine.rostering.promises import broken
from werkveld_engine.rostering.solve import solve
from werkveld_engine.rostering.standing import as_given, standing


def test_a_usual_week_has_who_is_often_there_and_what_is_usually_asked():
    term = school_term(3, weeks=4)
    week = usual_week(term)
    slots, column = slots_of(term)
    assert len(slots) == len(week.shifts) == 10
    assert (week.available == (term.available.reshape(15, 4, 10).mean(axis=1) >= 0.5)).all()
    asked = [row for row in term.demand.table().tolist() if column[row[0]] == 0 and row[1] == -1]
    found = [row for row in week.demand.table().tolist() if row[:2] == [0, -1]]
    assert found[0][2] == int(np.median([row[2] for row in asked] + [0] * (4 - len(asked))))
    assert (week.rules.of("target", 15)[term.coach] == -1).all()


def test_few_weeks_runs_of_days_and_promises_are_not_repeated():
    term = school_term(3, weeks=4)
    assert is_cyclic(term)
    assert not is_cyclic(school_term(3, weeks=2))
    assert not is_cyclic(replace(term, rules=replace(term.rules, run_least=2)))
    assert not is_cyclic(replace(term, fixed=np.zeros(term.shape, np.bool_)))
    assert not is_cyclic(replace(term, rules=Rules(off_least=2)))


@pytest.mark.slow
def test_it_breaks_no_rule_and_is_mostly_better_than_one_that_was_filled_week_by_week():
    better = 0
    for number in range(6):
        term = school_term(number, weeks=5)
        order = standing(term, number)
        works = as_given(order, repeated(term, order, lambda week: solve(week, seed=1, effort=2)))
        assert list(broken(term, works)) == []
        first = as_given(order, first_roster(order))
        better += sum(points(term, works).values()) < sum(points(term, first).values())
    assert better >= 4


@pytest.mark.slow
def test_it_is_the_same_for_every_order_of_the_rows():
    term = school_term(4, weeks=4)
    other, person, shift = shuffled(term, np.random.default_rng(7))

    def roster(one):
        order = standing(one, 5)
        return as_given(order, repeated(one, order, lambda week: solve(week, seed=5, effort=2)))

    assert (roster(other) == roster(term)[np.ix_(person, shift)]).all()
