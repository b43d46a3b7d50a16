"""What a phone kept without the network is done once, in order, and what was refused is kept."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from steps.practice.conftest import TEN, Morning
from werkveld.journeys.take_in_day import ACROSS
from werkveld.steps.deeds.models import Deed
from werkveld.steps.practice.actions import DeedOnPhone, take_in
from werkveld.steps.practice.actions.syncing import DEEDS, OLDEST, IsNotYours
from werkveld.steps.practice.enums import AppointmentState, DayKind, TurnState
from werkveld.steps.practice.models import Appointment, DayDeed, Observation, Shift, Turn
from werkveld.steps.practice.queries import refused_deeds

pytestmark = pytest.mark.slow


def sent(kind: str, done_at: datetime = TEN, **facts: Any) -> DeedOnPhone:
    return DeedOnPhone(uuid.uuid4(), kind, {name: str(value) for name, value in facts.items()}, done_at)


def test_every_kind_has_its_deed():
    assert set(DEEDS) | set(ACROSS) == set(DayKind)
    assert not set(DEEDS) & set(ACROSS)


def test_a_deed_is_done_at_the_moment_of_the_phone_and_once(morning: Morning):
    deed = sent(DayKind.HERE, morning.after(3), turn=morning.anna_here.key)
    first = take_in(deed, by=morning.coach, at=morning.after(50))
    again = take_in(deed, by=morning.coach, at=morning.after(51))
    turn = Turn.objects.get(pk=morning.anna_here.pk)
    assert (turn.state, turn.came_at) == (TurnState.PRESENT, morning.after(3))
    assert first == again == DayDeed.objects.get()
    assert (first.came_in_at, first.refusal) == (morning.after(50), "")
    assert Deed.objects.filter(verb="checked in").count() == 1


@pytest.mark.parametrize(("said", "is_kept_as"), [(timedelta(hours=1), timedelta(0)), (-timedelta(days=30), -OLDEST)])
def test_a_clock_that_is_wrong_is_not_believed(morning: Morning, said: timedelta, is_kept_as: timedelta):
    deed = take_in(sent(DayKind.HERE, TEN + said, turn=morning.anna_here.key), by=morning.coach, at=TEN)
    assert deed.done_at == TEN + is_kept_as


def test_a_refusal_is_kept_and_stands_the_second_time(morning: Morning):
    deed = sent(DayKind.CLOSE, morning.after(120), shift=morning.shift.key)
    visit = morning.book(morning.anna)
    refused = take_in(deed, by=morning.coach, at=morning.after(125))
    assert refused.refusal
    assert list(refused_deeds(morning.coach, morning.after(130))) == [refused]
    Appointment.objects.filter(pk=visit.pk).delete()
    assert take_in(deed, by=morning.coach, at=morning.after(131)).refusal == refused.refusal
    assert Shift.objects.get(pk=morning.shift.pk).closed_at is None


@pytest.mark.parametrize("facts", [{}, {"turn": "geen"}, {"turn": uuid.uuid4()}])
def test_what_is_not_understood_or_not_theirs_is_refused_in_words(morning: Morning, facts: dict[str, Any]):
    assert take_in(sent(DayKind.HERE, **facts), by=morning.coach, at=TEN).refusal
    assert take_in(sent("steal", **facts), by=morning.coach, at=TEN).refusal


def test_nobody_acts_on_the_shift_of_another(morning: Morning):
    theirs = morning.other.turns.get(person=morning.anna)
    assert take_in(sent(DayKind.HERE, turn=theirs.key), by=morning.coach, at=TEN).refusal
    assert Turn.objects.get(pk=theirs.pk).state == TurnState.PLANNED


def test_the_number_of_another_is_not_answered(morning: Morning):
    deed = sent(DayKind.HERE, turn=morning.anna_here.key)
    take_in(deed, by=morning.coach, at=TEN)
    with pytest.raises(IsNotYours):
        take_in(deed, by=morning.planner, at=TEN)


def test_a_whole_morning_comes_in_in_order(morning: Morning):
    morning.learns(morning.anna, "B1-K1-W1")
    morning.kind("brief")
    visit = morning.book(morning.anna)
    turn, bo = morning.anna_here.key, morning.bo_here.key
    deeds = [
        sent(DayKind.HERE, turn=turn),
        sent(DayKind.MISSING, turn=bo),
        sent(DayKind.UNDO, turn=bo),
        sent(DayKind.HERE, turn=bo),
        sent(DayKind.LONGER, morning.after(20), visit=visit.key),
        sent(DayKind.PASS_ON, morning.after(21), visit=visit.key, turn=bo),
        sent(DayKind.SERVED, morning.after(40), visit=visit.key),
        sent(DayKind.WALK_IN, morning.after(50), turn=turn, name="Joop", help="brief"),
        sent(DayKind.SEEN, morning.after(60), turn=turn, processes="B1-K1-W1", words="Rustig", visit=""),
        sent(DayKind.HEADS, morning.after(100), shift=morning.shift.key, heads=9),
    ]
    done = [take_in(one, by=morning.coach, at=morning.after(130)) for one in deeds]
    assert [one.refusal for one in done] == [""] * len(deeds)
    visit.refresh_from_db()
    assert (visit.state, visit.minutes, visit.learner) == (AppointmentState.SERVED, 45, morning.bo)
    assert Appointment.objects.get(is_walk_in=True).resident.given_name == "Joop"
    assert Observation.objects.get().work_process == "B1-K1-W1"
    assert Shift.objects.get(pk=morning.shift.pk).heads == 9
