"""Who is there: by the coach's tap or by the code, with mistakes taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from steps.practice.conftest import TEN, Morning
from steps.types import DeedsOn
from werkveld.steps.practice.actions import check_in, check_in_with_code, close_day, mark_absent, undo_turn
from werkveld.steps.practice.actions.turns import (
    DayDoesNotRun,
    IsNotOnShift,
    IsNotTheCode,
    IsNotTimeForCode,
    MayNotRunDay,
)
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Turn

pytestmark = pytest.mark.slow


def test_a_planned_shift_has_a_code_of_six_signs_of_its_own(morning: Morning):
    codes = {morning.shift.code, morning.other.code}
    assert {len(code) for code in codes} == {6}
    assert len(codes) == 2


def test_the_coach_taps_and_the_first_moment_stands(morning: Morning, deeds_on: DeedsOn):
    check_in(morning.anna_here, by=morning.coach, at=TEN)
    turn = check_in(morning.anna_here, by=morning.planner, at=morning.after(5))
    assert (turn.state, turn.came_at, turn.seen_by) == (TurnState.PRESENT, TEN, morning.coach)
    assert deeds_on(turn) == [("checked in", morning.coach.key)]


def test_a_tap_is_taken_back_and_missing_is_said(morning: Morning):
    check_in(morning.anna_here, by=morning.coach, at=TEN)
    gone = mark_absent(morning.anna_here, by=morning.coach, at=TEN)
    assert (gone.state, gone.came_at, gone.seen_by) == (TurnState.ABSENT, None, morning.coach)
    back = undo_turn(morning.anna_here, by=morning.coach, at=TEN)
    assert (back.state, back.seen_by) == (TurnState.PLANNED, None)


def test_who_is_away_with_a_word_is_not_called_missing_but_may_come_after_all(morning: Morning):
    Turn.objects.filter(pk=morning.anna_here.pk).update(state=TurnState.EXCUSED)
    assert mark_absent(morning.anna_here, by=morning.coach, at=TEN).state == TurnState.EXCUSED
    assert undo_turn(morning.anna_here, by=morning.coach, at=TEN).state == TurnState.EXCUSED
    assert check_in(morning.anna_here, by=morning.coach, at=TEN).state == TurnState.PRESENT


def test_a_coach_of_another_shift_and_the_student_tap_nobody(morning: Morning):
    theirs = morning.other.turns.get(person=morning.anna)
    for turn, by in ((theirs, morning.coach), (morning.anna_here, morning.anna)):
        with pytest.raises(MayNotRunDay):
            check_in(turn, by=by, at=turn.shift.starts_at)


def test_nobody_is_seen_long_beforehand_or_after_the_day_was_closed(morning: Morning):
    with pytest.raises(DayDoesNotRun):
        check_in(morning.anna_here, by=morning.coach, at=TEN - timedelta(hours=2, minutes=1))
    close_day(morning.shift, by=morning.coach, at=morning.after(120))
    with pytest.raises(DayDoesNotRun):
        check_in(Turn.objects.get(pk=morning.anna_here.pk), by=morning.coach, at=morning.after(121))


def test_the_student_types_the_code_in_small_letters_too(morning: Morning, deeds_on: DeedsOn):
    turn = check_in_with_code(morning.shift, f" {morning.shift.code.lower()} ", by=morning.anna, at=TEN)
    assert (turn.state, turn.seen_by) == (TurnState.PRESENT, morning.anna)
    assert deeds_on(turn) == [("checked in", morning.anna.key)]


@pytest.mark.parametrize("code", ["", "AAAAAA", "000000"])
def test_another_code_opens_nothing(morning: Morning, code: str):
    with pytest.raises(IsNotTheCode):
        check_in_with_code(morning.shift, code, by=morning.anna, at=TEN)


@pytest.mark.parametrize("minutes", [-31, 121])
def test_the_code_works_around_the_shift_only(morning: Morning, minutes: int):
    with pytest.raises(IsNotTimeForCode):
        check_in_with_code(morning.shift, morning.shift.code, by=morning.anna, at=morning.after(minutes))


def test_who_is_not_on_the_shift_has_no_use_for_its_code(morning: Morning):
    with pytest.raises(IsNotOnShift):
        check_in_with_code(morning.shift, morning.shift.code, by=morning.stranger, at=TEN)


def test_the_database_knows_when_somebody_came(morning: Morning):
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=morning.anna_here.pk).update(state=TurnState.PRESENT)
