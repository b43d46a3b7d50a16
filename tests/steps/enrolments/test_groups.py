"""A group that does not come after all, and comes again."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import (
    GroupHasBeen,
    GroupIsBooked,
    MayNotBookGroup,
    OfferingIsFull,
    book_group,
    bring_group_back,
    count_group,
    withdraw_group,
)
from werkveld.steps.enrolments.models import GroupBooking
from werkveld.steps.enrolments.queries import groups_booked
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

DAY = date(2026, 9, 10)


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("dirk", RoleCode.CONTACT, world.company)


@pytest.fixture
def offering(world: World) -> Offering:
    return world.offering("visit", capacity=30, is_counted_by_head=True)


@pytest.fixture
def booking(world: World, dirk: Person, offering: Offering) -> GroupBooking:
    return book_group(offering=offering, organization=world.company, heads=20, comes_on=DAY, by=dirk, at=world.at)


def taken(offering: Offering) -> int:
    offering.refresh_from_db()
    return offering.seats_taken


def test_seats_come_free_and_are_taken_again(
    world: World, dirk: Person, offering: Offering, booking: GroupBooking, deeds_on: DeedsOn
):
    for _twice in range(2):
        assert withdraw_group(booking, by=dirk, at=world.at).withdrawn_at == world.at
    assert taken(offering) == 0
    for _twice in range(2):
        assert bring_group_back(booking, by=dirk, at=world.at).withdrawn_at is None
    assert taken(offering) == 20
    assert [verb for verb, _by in deeds_on(booking)] == ["booked group", "withdrew group", "brought group back"]
    assert list(groups_booked(dirk, localdate(world.at))) == [booking]


def test_a_group_that_others_took_the_room_of_does_not_come_back(
    world: World, dirk: Person, offering: Offering, booking: GroupBooking
):
    withdraw_group(booking, by=dirk, at=world.at)
    other = {"offering": offering, "organization": world.company, "by": dirk, "at": world.at}
    book_group(heads=15, comes_on=DAY + timedelta(days=1), **other)
    with pytest.raises(OfferingIsFull):
        bring_group_back(booking, by=dirk, at=world.at)
    assert taken(offering) == 15


def test_a_second_booking_for_the_day_stands_in_the_way(
    world: World, dirk: Person, offering: Offering, booking: GroupBooking
):
    withdraw_group(booking, by=dirk, at=world.at)
    book_group(offering=offering, organization=world.company, heads=5, comes_on=DAY, by=dirk, at=world.at)
    with pytest.raises(GroupIsBooked):
        bring_group_back(booking, by=dirk, at=world.at)
    assert taken(offering) == 5


def test_what_has_been_stays(world: World, dirk: Person, offering: Offering, booking: GroupBooking):
    with pytest.raises(GroupHasBeen):
        withdraw_group(booking, by=dirk, at=world.at + timedelta(days=30))
    count_group(booking, came=18, by=dirk, at=world.at)
    with pytest.raises(GroupHasBeen):
        withdraw_group(booking, by=dirk, at=world.at)
    assert taken(offering) == 20


def test_only_who_books_for_the_organisation_withdraws(world: World, dirk: Person, booking: GroupBooking):
    (anna,) = world.students(1)
    for deed in (withdraw_group, bring_group_back):
        with pytest.raises(MayNotBookGroup):
            deed(booking, by=anna, at=world.at)
    assert not groups_booked(anna, localdate(world.at)).exists()
    colleague = world.someone("colleague", RoleCode.CONTACT, world.company)
    assert withdraw_group(booking, by=colleague, at=world.at).withdrawn_at == world.at
