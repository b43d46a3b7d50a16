"""Lines of residents: in turn, answered before a moment, and then the next one's."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from harness.helping import TEN, Desk, desk_of
from journeys.world import World
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Site
from werkveld.steps.practice.actions.booking import MayNotBook, book
from werkveld.steps.practice.actions.waits import (
    HasNoWayIn,
    IsNotOffered,
    MayNotMoveLine,
    WaitsAlready,
    leave_line,
    let_offer_lapse,
    offer_free_times,
    take_time,
    wait,
)
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import Appointment, HeldQuarter, Wait
from werkveld.steps.practice.queries.visits import place_in_line, wait_by_code

DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


@pytest.fixture
def desk(world: World) -> Desk:
    return desk_of(world, students=1, minutes=120)


def line(desk: Desk, name: str, minutes: int, **more: object) -> Wait:
    who, at = desk.neighbour(name), desk.world.at + timedelta(minutes=minutes)
    return wait(desk.kind, resident=who, until_on=localdate(TEN + 20 * DAY), by=who, at=at, **more)


def offered(desk: Desk, later: timedelta = timedelta(hours=1)) -> list[str]:
    given = offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at + later)
    return [one.resident.given_name for one in given]


def states() -> list[str]:
    return list(Wait.objects.order_by("since").values_list("state", flat=True))


def test_who_waits_longest_is_offered_the_time(desk: Desk):
    els, joop = line(desk, "Els", 0), line(desk, "Joop", 1)
    assert (place_in_line(els), place_in_line(joop)) == (1, 2)
    assert offered(desk) == []
    desk.shift()
    assert offered(desk) == ["Els"]
    assert offered(desk) == []
    assert states() == [WaitState.OFFERED, WaitState.WAITING]
    told = Message.objects.get()
    assert (told.to.given_name, told.kind, told.facts["code"]) == ("Els", "time-offered", els.code)
    assert HeldQuarter.objects.count() == 8


def test_a_yes_books_it_with_the_code_of_the_line(desk: Desk):
    els = line(desk, "Els", 0)
    desk.shift()
    offered(desk)
    visit = take_time(els, by=els.resident, at=desk.world.at + timedelta(hours=2))
    assert (visit.state, visit.code, visit.starts_at) == (AppointmentState.BOOKED, els.code, TEN)
    assert states() == [WaitState.BOOKED]
    with pytest.raises(IsNotOffered):
        take_time(els, by=els.resident, at=desk.world.at + timedelta(hours=3))


def test_a_no_goes_to_the_next(desk: Desk):
    els, _joop = line(desk, "Els", 0), line(desk, "Joop", 1)
    desk.shift()
    offered(desk)
    leave_line(els, by=els.resident, at=desk.world.at + timedelta(hours=2))
    assert offered(desk, timedelta(hours=2)) == ["Joop"]
    assert states() == [WaitState.WITHDRAWN, WaitState.OFFERED]


def test_no_answer_in_time_goes_to_the_next_and_the_turn_is_kept_once(desk: Desk):
    els, _joop = line(desk, "Els", 0), line(desk, "Joop", 1)
    desk.shift(starts_at=TEN + 3 * DAY)
    offered(desk)
    by, late = desk.world.clockwork, desk.world.at + timedelta(hours=25)
    assert not let_offer_lapse(els, by=by, at=late - timedelta(minutes=1))
    assert let_offer_lapse(els, by=by, at=late)
    with pytest.raises(IsNotOffered):
        take_time(els, by=els.resident, at=late)
    assert offered(desk, timedelta(hours=25)) == ["Joop"]
    assert states() == [WaitState.WAITING, WaitState.OFFERED]
    assert Appointment.objects.filter(state=AppointmentState.OFFERED).count() == 1
    desk.shift(starts_at=TEN + 4 * DAY)
    assert offered(desk, timedelta(hours=26)) == ["Els"]
    assert let_offer_lapse(els, by=by, at=desk.world.at + timedelta(hours=50))
    assert states() == [WaitState.LAPSED, WaitState.OFFERED]
    assert Wait.objects.filter(passed_over={}).count() == 2


def test_what_was_free_when_somebody_joined_is_not_offered(desk: Desk):
    """Neither at a quarter in between, nor by another student who comes to stand there too."""
    desk.kind.minutes = 30
    desk.kind.save()
    first = desk.shift()
    els, joop = line(desk, "Els", 0), desk.neighbour("Joop")
    assert len(els.passed_over[str(first.site_id)]) == 7
    assert offered(desk) == []
    at = desk.world.at + timedelta(hours=1)
    visit = book(shift=first, resident=joop, starts_at=TEN + QUARTER, kind=desk.kind, by=joop, at=at)
    assert offered(desk) == []
    desk.shift([desk.able(desk.world.students(1)[0])], offering=desk.other_offering())
    assert offered(desk) == ["Els"], "the quarters that Joop holds were full, and are free by another"
    els.refresh_from_db()
    assert abs(els.offer.starts_at - visit.starts_at) < 2 * QUARTER


def test_a_site_where_it_was_full_is_another_place(desk: Desk):
    desk.shift()
    line(desk, "Els", 0)
    desk.shift([desk.able(desk.world.students(1)[0])], site=desk.other_site())
    assert offered(desk) == ["Els"], "the same moment, and not what was seen"


def test_a_time_that_leaves_no_half_day_to_answer_is_offered_to_nobody(desk: Desk):
    els = line(desk, "Els", 0)
    desk.shift(starts_at=desk.world.at + timedelta(hours=15, minutes=45))
    assert offered(desk) == []
    desk.shift(starts_at=desk.world.at + timedelta(hours=18))
    assert offered(desk) == ["Els"]
    els.refresh_from_db()
    assert els.offer.answer_until - desk.world.at == timedelta(hours=15), "a rule says 24, and 3 to come"


def test_who_waits_at_one_site_gets_no_other(desk: Desk):
    other = desk.other_site()
    line(desk, "Els", 0, site=desk.world.site)
    line(desk, "Joop", 1, site=other)
    desk.shift(site=other)
    assert offered(desk) == ["Joop"]


def test_with_a_wheelchair_only_a_place_that_can_be_entered_is_offered(desk: Desk):
    other = desk.other_site()
    with pytest.raises(HasNoWayIn):
        line(desk, "Els", 0, needs_step_free=True)
    Site.objects.filter(pk=other.pk).update(is_step_free=True)
    line(desk, "Joop", 0, needs_step_free=True)
    desk.shift()
    assert offered(desk) == []
    desk.shift([desk.able(desk.world.students(1)[0])], site=other)
    assert offered(desk) == ["Joop"]
    assert Wait.objects.get().offer.needs_step_free


def test_nobody_waits_twice_or_for_ever(desk: Desk):
    els = line(desk, "Els", 0)
    with pytest.raises(WaitsAlready):
        wait(desk.kind, resident=els.resident, until_on=localdate(TEN), by=els.resident, at=desk.world.at)
    offered(desk, 30 * DAY)
    assert states() == [WaitState.LAPSED]


def test_lines_are_nobody_elses(desk: Desk):
    els, joop = line(desk, "Els", 0), desk.neighbour("Joop")
    for deed in (leave_line, take_time):
        with pytest.raises(MayNotBook):
            deed(els, by=joop, at=desk.world.at)
    with pytest.raises(MayNotMoveLine):
        offer_free_times(desk.kind, by=joop, at=desk.world.at)
    with pytest.raises(MayNotMoveLine):
        let_offer_lapse(els, by=joop, at=desk.world.at)
    assert wait_by_code(els.code.lower()) == els
