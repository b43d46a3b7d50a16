"""Two hands at one moment, with real locks: on both databases one of them waits for the other."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from harness.hands import DONE, told_together
from journeys.world import World, small_world
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import book_group, place
from werkveld.steps.enrolments.models import Enrolment, GroupBooking
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room
from werkveld.steps.practice.actions import approve_hours, book, come_on_dates, plan_series, plan_shift, write_hours
from werkveld.steps.practice.models import Appointment, Hours, Shift, Turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MONDAY = date(2026, 9, 7)


@pytest.fixture
def world(transactional_db: None, at: datetime) -> World:
    return small_world(at)


def test_the_last_seat_is_taken_once(world: World):
    offering = world.offering("a", capacity=1)
    people = world.students(3)
    told = told_together(
        *(lambda person=person: place(person=person, offering=offering, by=person, at=world.at) for person in people)
    )
    assert sorted(told) == ["OfferingIsFull", "OfferingIsFull", DONE]
    assert Enrolment.objects.count() == Offering.objects.get().seats_taken == 1


def test_a_student_is_booked_once_for_two_times_that_overlap(world: World):
    anna, els, joop = world.students(3)
    ten = datetime.fromisoformat("2026-09-08T10:00+02:00")
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=[anna],
        starts_at=ten,
        ends_at=ten + timedelta(hours=2),
        by=world.clockwork,
        at=world.at,
    )

    def booking(resident: Person, minutes: int) -> Callable[[], object]:
        starts_at = ten + timedelta(minutes=minutes)
        return lambda: book(shift=shift, resident=resident, learner=anna, starts_at=starts_at, by=resident, at=world.at)

    told = told_together(booking(els, 0), booking(joop, 15))
    assert sorted(told) == ["TimeIsTaken", DONE]
    assert Appointment.objects.count() == 1


def test_a_group_is_booked_once_and_takes_its_seats_once(world: World):
    offering = world.offering("bezoek", capacity=50)
    carla = world.people["coordinator"]

    def booking() -> None:
        book_group(offering=offering, organization=world.company, heads=20, comes_on=MONDAY, by=carla, at=world.at)

    assert sorted(told_together(booking, booking)) == ["GroupIsBooked", DONE]
    assert GroupBooking.objects.count() == 1
    assert Offering.objects.get().seats_taken == 20


def test_hours_that_are_written_again_while_they_are_confirmed_are_never_half_confirmed(world: World):
    """Either the coach came first and the learner is refused, or the learner and the coach confirmed nothing."""
    (anna,) = world.students(1)
    there = place(
        person=anna,
        offering=world.offering("zorg", has_hours=True),
        coach=world.people["coach"],
        by=world.people["coordinator"],
        at=world.at,
    )

    def write(amount: int) -> list[Hours]:
        return write_hours(there, week_of=MONDAY, amounts={"": Decimal(amount)}, by=anna, at=world.at)

    entries = write(8)
    told = told_together(lambda: approve_hours(entries, by=world.people["coach"], at=world.at), lambda: write(16))
    (left,) = Hours.objects.all()
    is_confirmed = left.approved_at is not None
    assert (left.amount == 8) is is_confirmed
    assert (told[1] != DONE) is is_confirmed
    assert Deed.objects.filter(verb="approved hours").count() == is_confirmed


def test_the_last_seat_of_a_date_goes_to_one_student(world: World):
    offering = world.offering("koken", has_hours=True)
    tuesdays = [MONDAY + timedelta(days=1), MONDAY + timedelta(days=8)]
    facts = {"site": world.site, "begins": time(10), "ends": time(12), "seats": 1}
    shifts = plan_series(offering, dates=tuesdays, by=world.people["coordinator"], at=world.at, **facts)
    people = world.students(4)
    for person in people:
        place(person=person, offering=offering, by=person, at=world.at)

    def comes(person: Person) -> Callable[[], object]:
        dates = shifts if person.pk % 2 else shifts[::-1]
        return lambda: come_on_dates(dates, person=person, offering=offering, by=person, at=world.at)

    told = told_together(*(comes(person) for person in people))
    assert sorted(told) == ["DateIsFull", "DateIsFull", "DateIsFull", DONE]
    assert sorted(Turn.objects.values_list("shift", flat=True)) == sorted(one.pk for one in shifts)
    assert len(set(Turn.objects.values_list("person", flat=True))) == 1, "all or none"


def test_one_room_holds_one_of_two_series_at_a_time(world: World):
    room = Room.objects.create(site=world.site, code="zaal", name_nl="Zaal", name_en="Hall", capacity=9)
    first, second = world.offering("koken", has_hours=True), world.offering("zingen", has_hours=True)
    facts = {"site": world.site, "room": room, "begins": time(10), "ends": time(12), "seats": 2}
    facts |= {"dates": [MONDAY + timedelta(days=1)], "by": world.people["coordinator"], "at": world.at}
    told = told_together(*(lambda one=one: plan_series(one, **facts) for one in (first, second)))
    assert sorted(told) == ["RoomIsTaken", DONE]
    assert Shift.objects.count() == 1
