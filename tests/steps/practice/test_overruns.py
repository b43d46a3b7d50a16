"""A visit that takes longer, a visit that another takes over, and a resident who walks in."""

import uuid

import pytest

from steps.practice.conftest import TEN, Morning
from steps.types import DeedsOn
from werkveld.steps.messages.models import Message
from werkveld.steps.people.actions import NameIsMissing
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import close_appointment, extend, pass_on, walk_in
from werkveld.steps.practice.actions.overruns import CannotRunOver, IsOver, ShiftEndsFirst, StudentHelpsSomebody
from werkveld.steps.practice.actions.quarters import hold
from werkveld.steps.practice.actions.turns import DayDoesNotRun, IsNotOnShift, MayNotRunDay
from werkveld.steps.practice.actions.walking_in import IsNotDoneHere, TakesTooLong
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, HeldQuarter, Turn

pytestmark = pytest.mark.slow


def neighbours(morning: Morning, count: int) -> list[Person]:
    return [Person.objects.create(region=morning.world.region, given_name=f"Buur {n}") for n in range(1, count + 1)]


def clock(visit: Appointment) -> str:
    visit.refresh_from_db()
    return f"{visit.starts_at.astimezone(TEN.tzinfo):%H:%M}+{visit.minutes}"


def test_who_comes_next_comes_later_and_is_told_each_time(morning: Morning, deeds_on: DeedsOn):
    one, two, three = neighbours(morning, 3)
    first = morning.book(morning.anna, 0, resident=one)
    second = morning.book(morning.anna, 30, resident=two)
    third = morning.book(morning.anna, 75, resident=three)
    assert extend(first, by=morning.coach, at=morning.after(25)) == [second]
    assert [clock(visit) for visit in (first, second, third)] == ["10:00+45", "10:45+30", "11:15+30"]
    assert extend(first, by=morning.coach, at=morning.after(40)) == [second, third]
    assert [clock(visit) for visit in (first, second, third)] == ["10:00+60", "11:00+30", "11:30+30"]
    told = list(Message.objects.filter(kind="visit-later").order_by("id").values_list("to", flat=True))
    assert told == [two.pk, two.pk, three.pk]
    assert deeds_on(second)[-1] == ("moved", morning.coach.key)
    assert HeldQuarter.objects.filter(learner=morning.anna).count() == 8


def test_what_would_not_be_helped_before_the_end_is_not_moved(morning: Morning):
    first = morning.book(morning.anna, 60)
    last = morning.book(morning.anna, 90)
    with pytest.raises(CannotRunOver) as refused:
        extend(first, by=morning.coach, at=morning.after(80))
    assert "Els" in str(refused.value)
    assert [clock(visit) for visit in (first, last)] == ["11:00+30", "11:30+30"]
    pass_on(last, learner=morning.bo, by=morning.coach, at=morning.after(81))
    assert extend(first, by=morning.coach, at=morning.after(81), quarters=2) == []
    with pytest.raises(ShiftEndsFirst):
        extend(first, by=morning.coach, at=morning.after(110))


def test_a_visit_of_two_is_moved_for_both(morning: Morning):
    first = morning.book(morning.bo, 0)
    both = morning.book(morning.anna, 30)
    both.second = morning.bo
    both.save()
    assert extend(first, by=morning.coach, at=morning.after(25)) == [both]
    assert clock(both) == "10:45+30"
    assert HeldQuarter.objects.filter(appointment=both).count() == 4


def test_what_is_over_does_not_take_longer(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=AppointmentState.MISSED, by=morning.coach, at=morning.after(15))
    with pytest.raises(IsOver):
        extend(visit, by=morning.coach, at=morning.after(20))
    with pytest.raises(MayNotRunDay):
        extend(visit, by=morning.anna, at=morning.after(20))


def test_another_student_helps_who_is_free_and_on_the_shift(morning: Morning, deeds_on: DeedsOn):
    visit = morning.book(morning.anna)
    morning.book(morning.bo, 15, resident=neighbours(morning, 1)[0])
    with pytest.raises(StudentHelpsSomebody):
        pass_on(visit, learner=morning.bo, by=morning.coach, at=TEN)
    with pytest.raises(IsNotOnShift):
        pass_on(visit, learner=morning.stranger, by=morning.coach, at=TEN)
    Appointment.objects.filter(learner=morning.bo).delete()
    assert pass_on(visit, learner=morning.bo, by=morning.coach, at=TEN).learner == morning.bo
    assert deeds_on(visit)[-1] == ("passed on", morning.coach.key)


def test_somebody_walks_in_with_a_first_name_alone_and_is_helped_now(morning: Morning, deeds_on: DeedsOn):
    visit = walk_in(
        morning.shift,
        learner=morning.anna,
        given_name="Joop",
        kind=morning.kind(),
        by=morning.coach,
        at=morning.after(7),
    )
    assert (clock(visit), visit.is_walk_in, visit.state) == ("10:07+30", True, AppointmentState.BOOKED)
    assert (visit.resident.name, visit.resident.roles.count(), visit.resident.phone) == ("Joop", 0, "")
    assert HeldQuarter.objects.filter(learner=morning.anna).count() == 3
    assert deeds_on(visit) == [("helped a walk-in", morning.coach.key)]


def test_a_walk_in_that_is_sent_twice_is_one(morning: Morning):
    number = uuid.uuid4()
    both = [
        walk_in(morning.shift, learner=morning.anna, given_name="Joop", once=number, by=morning.coach, at=TEN)
        for _time in range(2)
    ]
    assert both[0] == both[1]
    assert Person.objects.filter(given_name="Joop").count() == 1


def test_a_walk_in_waits_for_who_was_booked(morning: Morning):
    booked = morning.book(morning.anna, 15)
    with pytest.raises(StudentHelpsSomebody):
        walk_in(morning.shift, learner=morning.anna, given_name="Joop", by=morning.coach, at=TEN)
    assert not Person.objects.filter(given_name="Joop").exists()
    close_appointment(booked, as_state=AppointmentState.SERVED, by=morning.coach, at=morning.after(20))
    hold_free = walk_in(morning.shift, learner=morning.anna, given_name="Joop", by=morning.coach, at=morning.after(21))
    assert clock(hold_free) == "10:21+30"


def test_a_quarter_that_is_held_is_respected_without_an_appointment_of_that_minute(morning: Morning):
    offered = morning.book(morning.anna, 30)
    hold([offered])
    Appointment.objects.filter(pk=offered.pk).update(state=AppointmentState.OFFERED, answer_until=morning.after(60))
    with pytest.raises(StudentHelpsSomebody):
        walk_in(morning.shift, learner=morning.anna, given_name="Joop", by=morning.coach, at=morning.after(10))


def test_a_walk_in_keeps_the_bounds_of_the_shift(morning: Morning):
    facts = {"by": morning.coach, "at": TEN, "given_name": "Joop", "learner": morning.anna}
    elsewhere = morning.kind("elders", programme=morning.other.offering.programme)
    for refusal, more in (
        (IsNotDoneHere, {"kind": elsewhere}),
        (TakesTooLong, {"minutes": 135}),
        (TakesTooLong, {"minutes": 10}),
        (IsNotOnShift, {"learner": morning.stranger}),
        (NameIsMissing, {"given_name": " "}),
        (MayNotRunDay, {"by": morning.anna}),
        (DayDoesNotRun, {"at": morning.after(-31)}),
    ):
        with pytest.raises(refusal):
            walk_in(morning.shift, **(facts | more))
    Turn.objects.filter(pk=morning.anna_here.pk).update(state="absent")
    with pytest.raises(IsNotOnShift):
        walk_in(morning.shift, **facts)
    assert Appointment.objects.count() == 0
