"""Booking a kind of help: who helps is found, a quarter is promised once, a request comes in once."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from harness.helping import TEN, Desk, desk_of
from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import Details, book, close_appointment, move
from werkveld.steps.practice.actions.booking import (
    CannotBeBookedNow,
    HasEnough,
    IsBookedBefore,
    IsOutsideShift,
    MayNotMove,
    NeedsAPlace,
    TimeIsTaken,
)
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, HeldQuarter, Shift
from werkveld.steps.practice.queries.visits import visit_by_code

QUARTER = timedelta(minutes=15)


@pytest.fixture
def desk(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def shift(desk: Desk) -> Shift:
    return desk.shift()


def booked(desk: Desk, shift: Shift, starts_at=TEN, resident: Person | None = None, **more: object) -> Appointment:
    who = resident or desk.neighbour()
    return book(shift=shift, resident=who, starts_at=starts_at, kind=desk.kind, by=who, at=desk.world.at, **more)


def test_who_has_promised_least_helps(desk: Desk, shift: Shift):
    first, second = desk.students
    assert [booked(desk, shift, TEN + QUARTER * number).learner for number in (0, 2, 4, 0)] == [
        first,
        second,
        first,
        second,
    ]


def test_each_quarter_is_held_and_the_database_holds_it_once(desk: Desk, shift: Shift):
    visit = booked(desk, shift)
    held = HeldQuarter.objects.filter(learner=visit.learner).order_by("at")
    assert list(held.values_list("at", flat=True)) == [TEN, TEN + QUARTER]
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldQuarter.objects.create(appointment=visit, learner=visit.learner, at=TEN)


def test_when_both_are_taken_nobody_else_comes(desk: Desk, shift: Shift):
    booked(desk, shift)
    booked(desk, shift, TEN + QUARTER)
    with pytest.raises(TimeIsTaken):
        booked(desk, shift, TEN + QUARTER)
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize("minutes", [-30, 5, 105])
def test_a_time_lies_on_a_quarter_within_the_shift(desk: Desk, shift: Shift, minutes: int):
    with pytest.raises(IsOutsideShift):
        booked(desk, shift, TEN + timedelta(minutes=minutes))


def test_two_hours_beforehand_is_the_last_moment(desk: Desk):
    soon = desk.shift(starts_at=desk.world.at + timedelta(hours=1, minutes=30))
    with pytest.raises(CannotBeBookedNow):
        booked(desk, soon, soon.starts_at)
    assert booked(desk, soon, soon.starts_at + 2 * QUARTER).state == AppointmentState.BOOKED


def test_a_walk_needs_a_place(desk: Desk, shift: Shift):
    desk.kind.is_walking_along = True
    desk.kind.save()
    with pytest.raises(NeedsAPlace):
        booked(desk, shift)
    assert booked(desk, shift, details=Details(place="Dorpsplein 1")).place == "Dorpsplein 1"


def test_nobody_keeps_more_than_the_rule(desk: Desk, shift: Shift):
    els = desk.neighbour()
    for number in range(3):
        booked(desk, shift, TEN + 2 * QUARTER * number, els)
    with pytest.raises(HasEnough) as refused:
        booked(desk, shift, TEN + 6 * QUARTER, els)
    assert "3" in str(refused.value)


def test_a_request_comes_in_once(desk: Desk, shift: Shift):
    once = uuid.uuid4()
    booked(desk, shift, once=once)
    with pytest.raises(IsBookedBefore):
        booked(desk, shift, TEN + 2 * QUARTER, once=once)
    assert Appointment.objects.count() == 1


def test_a_code_opens_it_however_it_is_typed(desk: Desk, shift: Shift):
    visit = booked(desk, shift)
    typed = f" {visit.code[:4].lower()}-{visit.code[4:]} "
    assert visit_by_code(typed) == visit
    assert visit_by_code("") is None
    assert visit_by_code("NOTTHERE") is None


def test_moving_keeps_the_code_and_frees_the_old_time(desk: Desk, shift: Shift, deeds_on: DeedsOn):
    els = desk.neighbour()
    visit = booked(desk, shift, resident=els)
    later = desk.shift(starts_at=TEN + timedelta(days=1))
    moved = move(visit, shift=later, starts_at=later.starts_at, by=els, at=desk.world.at)
    assert (moved.pk, moved.code, moved.starts_at) == (visit.pk, visit.code, TEN + timedelta(days=1))
    assert set(HeldQuarter.objects.values_list("at", flat=True)) == {later.starts_at, later.starts_at + QUARTER}
    assert deeds_on(visit) == [("booked", els.key), ("moved", els.key)]


def test_what_cannot_be_moved_stays_where_it_was(desk: Desk, shift: Shift):
    visit, els = booked(desk, shift), desk.neighbour("Joop")
    with pytest.raises(IsOutsideShift):
        move(visit, shift=shift, starts_at=TEN + timedelta(hours=2), by=visit.resident, at=desk.world.at)
    with pytest.raises(MayNotMove):
        move(visit, shift=shift, starts_at=TEN + QUARTER, by=els, at=desk.world.at)
    with pytest.raises(MayNotMove):
        move(visit, shift=shift, starts_at=TEN + QUARTER, by=visit.resident, at=TEN)
    visit.refresh_from_db()
    assert (visit.starts_at, HeldQuarter.objects.filter(appointment=visit).count()) == (TEN, 2)


def test_what_is_cancelled_is_free_again(desk: Desk, shift: Shift):
    first, second = booked(desk, shift), booked(desk, shift)
    close_appointment(first, as_state=AppointmentState.CANCELLED, by=first.resident, at=desk.world.at)
    assert booked(desk, shift).learner == first.learner
    assert HeldQuarter.objects.filter(appointment=second).count() == 2
