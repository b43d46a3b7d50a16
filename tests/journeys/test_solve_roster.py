"""A roster goes through the engine and is kept whole: always usable, the same for the same seed, and never half."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from journeys.rostered import ROUNDS, Rostered, rostered
from journeys.world import World, small_world
from werkveld.journeys.roster_later import solve_later
from werkveld.journeys.solve_roster import NobodyCanCome, WasCancelled, keep, reckon, solve_roster
from werkveld.journeys.solve_round import AnswerIsWrong
from werkveld.steps.practice.actions import change_roster, report_absence
from werkveld.steps.practice.actions.rosters import MayNotRoster, RosterHasNoWeek, RosterIsOver
from werkveld.steps.practice.enums import RosterState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.queries import pose
from werkveld_engine.rostering.explain import account
from werkveld_engine.rostering.problem import Stopped

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None, at: object) -> World:
    return small_world(at)  # type: ignore[arg-type]


@pytest.fixture
def term(world: World) -> Rostered:
    return rostered(world)


def test_every_open_shift_has_its_students_and_the_own_coach_where_that_can_be(term: Rostered):
    term.everybody_can()
    solved = solve_roster(term.roster, by=term.planner, at=term.at, **ROUNDS)
    assert solved.certificate.is_sound
    assert solved.solution.stopped is not Stopped.SECONDS
    assert solved.certificate.parts["short_of_demand"] == 0
    shifts = term.shifts
    assert [shift.turns.count() for shift in shifts] == [2] * 6
    assert all(shift.coach in term.coaches for shift in shifts)
    per_student = [Turn.objects.filter(person=person).count() for person in term.students]
    assert per_student == [2] * 6
    assert (solved.certificate.cost, solved.solution.digest) == (term.roster.cost, term.roster.digest)


def test_the_tables_say_what_the_engine_said(term: Rostered):
    term.everybody_can()
    solved = solve_roster(term.roster, by=term.planner, at=term.at, **ROUNDS)
    again = pose(term.roster)
    assert (again.works() == solved.solution.works).all()
    assert again.problem.digest() == solved.solution.digest
    mine = account(again.problem, solved.solution, 0)
    assert (mine.units, mine.short) == (2, 0)


def test_the_same_answers_and_seed_give_the_same_roster_in_any_process(term: Rostered):
    term.everybody_can()
    posed = pose(term.roster)
    first, second = reckon(posed.problem, 5), reckon(posed.problem, 5)
    assert (first.works == second.works).all()
    keep(posed, first, by=term.planner, at=term.at)
    assert term.roster.seed == 5


def test_shifts_on_which_nobody_can_be_are_there_to_be_seen(term: Rostered):
    term.everybody_can({term.coaches[0].pk: "no", term.coaches[1].pk: "if_needed"})
    change_roster(term.roster, coaches=term.coaches[:1], per_coach=3, wished=2, by=term.planner, at=term.at)
    with pytest.raises(NobodyCanCome):
        solve_roster(term.roster, by=term.planner, at=term.at, **ROUNDS)
    change_roster(term.roster, coaches=term.coaches, per_coach=3, wished=2, by=term.planner, at=term.at)
    term.roster.slots.get(weekday=1).answers.filter(person=term.coaches[1]).update(can="no")
    solve_roster(term.roster, by=term.planner, at=term.at, **ROUNDS)
    assert [(shift.coach is not None, shift.turns.count()) for shift in term.shifts] == [(True, 3), (False, 0)] * 3


def test_an_answer_that_breaks_a_rule_is_never_kept(term: Rostered):
    term.everybody_can()
    posed = pose(term.roster)
    solution = reckon(posed.problem, 1)
    works = np.ones_like(solution.works)
    with pytest.raises(AnswerIsWrong):
        keep(posed, replace(solution, works=works), by=term.planner, at=term.at)
    assert Shift.objects.count() == 0


def test_what_is_cancelled_keeps_what_was_there(term: Rostered):
    term.proposed()
    before = set(Shift.objects.values_list("pk", flat=True))
    with pytest.raises(WasCancelled):
        solve_roster(term.roster, by=term.planner, at=term.at, cancelled=lambda: True)
    assert set(Shift.objects.values_list("pk", flat=True)) == before


def test_with_hardly_any_time_there_is_still_a_roster(term: Rostered):
    term.everybody_can()
    solved = solve_roster(term.roster, by=term.planner, at=term.at, seconds=0.001)
    assert solved.certificate.is_sound
    assert term.roster.state == RosterState.PROPOSED


def test_what_cannot_be_made_is_said_at_once(term: Rostered):
    with pytest.raises(MayNotRoster):
        solve_later(term.roster, by=term.students[0], at=term.at)
    with pytest.raises(NobodyCanCome):
        solve_later(term.roster, by=term.planner, at=term.at)
    term.published()
    with pytest.raises(RosterIsOver):
        solve_later(term.roster, by=term.planner, at=term.at)
    empty = rostered_without_week(term)
    with pytest.raises(RosterHasNoWeek):
        solve_later(empty, by=term.planner, at=term.at)


def rostered_without_week(term: Rostered) -> object:
    term.roster.slots.all().delete()
    term.roster.state, term.roster.published_at = RosterState.DRAFT, None
    term.roster.save()
    return term.roster


def test_somebody_who_is_away_is_not_on_the_next_proposal(term: Rostered):
    term.proposed()
    anna = term.students[0]
    report_absence(anna, starts_at=term.at, ends_at=term.at + timedelta(days=60), by=anna, at=term.at)
    solve_roster(term.roster, by=term.planner, at=term.at, **ROUNDS)
    assert not Turn.objects.filter(person=anna).exists()
