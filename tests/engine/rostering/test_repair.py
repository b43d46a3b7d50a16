"""Somebody is away: nothing promised to residents is lost that could be kept, and as few people as can be notice."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import every_roster, school_term, small_term
from werkveld_engine.inputs import InputRefused
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.problem import Stopped
from werkveld_engine.rostering.promises import broken
from werkveld_engine.rostering.repair import Absence, repair, with_absences
from werkveld_engine.rostering.solve import solve


def no_longer(problem, before, after):
    """Points of demand that was met before and is not now."""
    table, skilled = problem.demand.table(), problem.skilled()
    lost = 0
    for shift, skill, asked, short, _over in table.tolist():
        was, now = ((works[:, shift] & skilled[:, skill]).sum() for works in (before, after))
        lost += short * max(0, min(asked, was) - now)
    return lost


def aims(problem, before, after):
    """What a repair makes small, in this order."""
    changes = int((after != (before & problem.available)).sum())
    return no_longer(problem, before, after), changes, sum(points(problem, after).values())


@pytest.mark.slow
def test_no_repair_leaves_less_uncovered_changes_less_or_costs_less():
    changed = 0
    for number in range(240):
        problem = small_term(number, people=(3, 5), most_cells=7)
        works = solve(problem, seed=number, threads=1).works
        if not works.any():
            continue
        away = np.argwhere(works)[number % works.sum()]
        absences = [Absence(int(away[0]), int(problem.day[away[1]]), int(problem.day[away[1]]) + number % 7)]
        found = repair(problem, works, absences, seed=number)
        if not found.changes and number % 4:
            continue
        other = with_absences(problem, works, absences)
        allowed = [each for each in every_roster(other) if not any(broken(other, each))]
        best = min(aims(other, works, each) for each in allowed)
        assert aims(other, works, found.works) == best, number
        assert (found.uncovered, found.changes, found.fewest, found.cost) == (best[0], best[1], best[1], best[2]), (
            number
        )
        assert found.stopped is Stopped.OPTIMAL
        changed += found.changes > 0
    assert changed > 12


def absent_coach(number=1):
    problem = school_term(number, students=12, coaches=3, weeks=3)
    works = solve(problem, seed=1, effort=2).works
    return problem, works, Absence(12, 7, 13)


@pytest.mark.slow
def test_a_coach_who_is_ill_is_replaced_or_students_go_home_and_nobody_else_notices():
    problem, works, absence = absent_coach()
    found = repair(problem, works, [absence], seed=1, from_day=7)
    week = (problem.day >= 7) & (problem.day <= 13)
    assert found.lost == tuple((12, shift) for shift in np.flatnonzero(works[12] & week).tolist())
    assert list(broken(found.problem, found.works)) == []
    assert (found.works[:, problem.day < 7] == works[:, problem.day < 7]).all()
    assert not found.works[12, week].any()
    assert found.changes == found.fewest
    moved = np.flatnonzero((found.works != works).any(axis=1))
    assert set(moved.tolist()) == {12} | {person for person, _shift in found.came + found.went}


@pytest.mark.slow
def test_who_was_free_can_be_away_without_any_change():
    problem = school_term(2, students=8, weeks=2)
    works = solve(problem, seed=1, effort=1).works
    free_day = next(day for day in range(12) if not works[0, problem.day == day].any())
    found = repair(problem, works, [Absence(0, free_day, free_day)], seed=1)
    assert (found.changes, found.lost, found.fewest) == (0, (), 0)
    assert (found.works == works).all()


@pytest.mark.slow
def test_the_past_stays_as_it_was():
    problem, works, absence = absent_coach(3)
    found = repair(problem, works, [replace(absence, first=0, last=20)], seed=1, from_day=10)
    past = problem.day < 10
    assert (found.works[:, past] == works[:, past]).all()
    assert not found.works[12, ~past].any()


@pytest.mark.slow
def test_the_same_absence_is_mended_alike():
    problem, works, absence = absent_coach(4)
    one, two = (repair(problem, works, [absence], seed=1) for _again in range(2))
    assert (one.works == two.works).all()
    assert one.digest == two.digest == one.problem.digest()


@pytest.mark.slow
def test_who_stops_it_at_once_still_has_a_repair():
    problem, works, absence = absent_coach()
    found = repair(problem, works, [absence], seed=1, cancelled=lambda: True)
    assert list(broken(found.problem, found.works)) == []
    assert found.fewest <= found.changes


@pytest.mark.parametrize(
    ("absence", "why"),
    [
        (Absence(99, 0, 1), ("absences", 0, "unknown")),
        (Absence(-1, 0, 1), ("absences", 0, "unknown")),
        (Absence(0, 5, 4), ("absences", 0, "ends_before_it_begins")),
    ],
)
def test_an_absence_that_cannot_be_meant_is_refused(absence, why):
    problem = school_term(2, students=4, weeks=1)
    with pytest.raises(InputRefused) as refused:
        repair(problem, np.zeros(problem.shape, np.bool_), [absence], seed=1)
    assert [(fault.table, fault.row, fault.why) for fault in refused.value.faults] == [why]


@pytest.mark.slow
def test_a_roster_of_another_shape_or_that_breaks_rules_is_refused():
    problem = school_term(2, students=4, weeks=1)
    with pytest.raises(InputRefused, match="shape"):
        repair(problem, np.zeros((1, 1), np.bool_), [], seed=1)
    with pytest.raises(InputRefused, match="breaks_rules"):
        repair(problem, problem.available, [], seed=1)
