"""Shifts under a coach, and residents who are helped on them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, close_appointment, plan_shift
from werkveld.steps.practice.actions.booking import (
    IsOutsideShift,
    MayNotBook,
    NoCoachNoService,
    TimeIsTaken,
)
from werkveld.steps.practice.actions.closing import MayNotClose
from werkveld.steps.practice.actions.shifts import MayNotPlan, ShiftIsPlanned, WorksThen
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.queries import appointments_of, appointments_on, services_given, shifts_of

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")
Booked = Callable[..., Appointment]


@pytest.fixture
def anna(world: World) -> Person:
    return world.students(1)[0]


@pytest.fixture
def els(world: World) -> Person:
    return Person.objects.create(region=world.region, given_name="Els")


@pytest.fixture
def shift(world: World, anna: Person) -> Shift:
    return planned(world, [anna])


def planned(world: World, people: list[Person], starts_at: datetime = TEN, **other: object) -> Shift:
    facts = {"coach": world.people["coach"], "by": world.people["coordinator"]} | other
    offering = facts.pop("offering", None) or world.offering(f"nova {starts_at:%H%M}")
    return plan_shift(
        offering=offering,
        site=world.site,
        people=people,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        at=world.at,
        **facts,
    )


@pytest.fixture
def booked(world: World, shift: Shift, anna: Person, els: Person) -> Booked:
    def booking(starts_at: datetime = TEN, **other: object) -> Appointment:
        facts = {"shift": shift, "resident": els, "learner": anna, "by": els} | other
        return book(starts_at=starts_at, at=world.at, **facts)

    return booking


def test_a_coordinator_plans_a_shift(world: World, shift: Shift, anna: Person, deeds_on: DeedsOn):
    coach = world.people["coach"]
    assert list(shift.people.all()) == [anna]
    assert deeds_on(shift) == [("planned", world.people["coordinator"].key)]
    assert list(shifts_of(coach, start=TEN, end=TEN + timedelta(hours=1))) == [shift]


def test_a_coach_plans_none(world: World, anna: Person):
    with pytest.raises(MayNotPlan):
        planned(world, [anna], by=world.people["coach"])


def test_a_student_is_on_one_shift_at_a_time(world: World, shift: Shift, anna: Person):
    with pytest.raises(WorksThen):
        planned(world, [anna], TEN + timedelta(hours=1))
    after = planned(world, [anna], TEN + timedelta(hours=2))
    assert list(after.people.all()) == [anna]


def test_a_shift_is_planned_once(world: World, shift: Shift, anna: Person):
    with pytest.raises(ShiftIsPlanned):
        planned(world, [anna], offering=shift.offering)
    assert Shift.objects.count() == 1


def test_a_resident_books_a_student_under_a_coach(booked: Booked, els: Person, deeds_on: DeedsOn):
    visit = booked()
    assert (visit.state, visit.minutes, len(visit.code)) == (AppointmentState.BOOKED, 30, 8)
    assert deeds_on(visit) == [("booked", els.key)]
    assert list(appointments_of(els)) == [visit]


def test_a_coach_books_for_a_resident_at_the_desk_and_a_student_does_not(world: World, booked: Booked, anna: Person):
    assert booked(by=world.people["coach"]).resident.given_name == "Els"
    with pytest.raises(MayNotBook):
        booked(TEN + timedelta(hours=1), by=anna)


def test_without_a_coach_nobody_is_helped(world: World, booked: Booked, anna: Person):
    alone = planned(world, [anna], TEN + timedelta(hours=4), coach=None)
    with pytest.raises(NoCoachNoService):
        booked(alone.starts_at, shift=alone)


@pytest.mark.parametrize("minutes", [-30, 105])
def test_a_time_outside_the_shift_is_refused(booked: Booked, minutes: int):
    with pytest.raises(IsOutsideShift):
        booked(TEN + timedelta(minutes=minutes))


def test_a_student_who_does_not_work_then_is_refused(world: World, booked: Booked):
    (other,) = world.students(1)
    with pytest.raises(IsOutsideShift):
        booked(learner=other)


@pytest.mark.parametrize(("minutes", "is_free"), [(-30, True), (-15, False), (0, False), (29, False), (30, True)])
def test_a_student_helps_one_resident_at_a_time(booked: Booked, minutes: int, is_free: bool):
    booked(TEN + timedelta(minutes=30))
    at = TEN + timedelta(minutes=30 + minutes)
    if is_free:
        assert booked(at).starts_at == at
    else:
        with pytest.raises(TimeIsTaken):
            booked(at)


def test_a_cancelled_time_is_free_again(world: World, booked: Booked):
    first = booked()
    close_appointment(first, as_state=AppointmentState.CANCELLED, by=world.people["coach"], at=world.at)
    assert booked().pk != first.pk


@pytest.mark.parametrize("state", [AppointmentState.SERVED, AppointmentState.MISSED])
def test_the_coach_of_the_day_says_how_it_went_and_once(
    world: World, booked: Booked, state: AppointmentState, deeds_on: DeedsOn
):
    coach, visit = world.people["coach"], booked()
    closed = close_appointment(visit, as_state=state, by=coach, at=TEN)
    assert (closed.state, closed.closed_at) == (state, TEN)
    again = close_appointment(visit, as_state=AppointmentState.CANCELLED, by=coach, at=TEN)
    assert again.state == state
    assert deeds_on(visit) == [("booked", visit.resident.key), (state.value, coach.key)]
    day = TEN.replace(hour=0)
    helped = services_given(world.region, start=day, end=day + timedelta(days=1))
    assert helped.count() == (state == AppointmentState.SERVED)


def test_a_resident_cancels_until_it_begins_and_says_nothing_else(booked: Booked, els: Person):
    visit = booked()
    for state, at in (
        (AppointmentState.SERVED, TEN - timedelta(hours=1)),
        (AppointmentState.CANCELLED, TEN),
    ):
        with pytest.raises(MayNotClose):
            close_appointment(visit, as_state=state, by=els, at=at)
    closed = close_appointment(visit, as_state=AppointmentState.CANCELLED, by=els, at=TEN - timedelta(minutes=1))
    assert closed.state == AppointmentState.CANCELLED


def test_the_student_and_a_neighbour_close_nothing(world: World, booked: Booked, anna: Person):
    visit = booked()
    neighbour = Person.objects.create(region=world.region, given_name="Joop")
    for by in (anna, neighbour):
        with pytest.raises(MayNotClose):
            close_appointment(visit, as_state=AppointmentState.CANCELLED, by=by, at=world.at)


def test_the_coach_sees_who_comes_by_the_clock(world: World, booked: Booked):
    late, early = booked(TEN + timedelta(hours=1)), booked()
    gone = booked(TEN + timedelta(minutes=30))
    close_appointment(gone, as_state=AppointmentState.CANCELLED, by=world.people["coach"], at=world.at)
    today = shifts_of(world.people["coach"], start=TEN, end=TEN + timedelta(hours=1))
    assert list(appointments_on(today)) == [early, late]


def test_the_database_knows_when_it_was_closed(booked: Booked):
    visit = booked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=visit.pk).update(state=AppointmentState.SERVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.update(ends_at=TEN)
