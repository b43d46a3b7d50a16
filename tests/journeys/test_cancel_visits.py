"""What is cancelled or moved goes to who waits in the same moment, and one who has enough holds up nobody."""

from datetime import timedelta

import pytest

from harness.helping import TEN, Desk, desk_of
from journeys.world import World
from werkveld.journeys.cancel_visits import cancel_visits, move_visit, stop_waiting
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.actions.waits import offer_free_times, wait
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.slots import free_times

DAY = timedelta(days=1)


@pytest.fixture
def desk(world: World) -> Desk:
    """One student, one visit a shift."""
    return desk_of(world, students=1, minutes=120)


def booked(desk: Desk, who: Person, starts_at=TEN) -> Appointment:
    shift = desk.shift(starts_at=starts_at)
    return book(shift=shift, resident=who, starts_at=starts_at, kind=desk.kind, by=who, at=desk.world.at)


def line(desk: Desk, name: str, minutes: int) -> Wait:
    who, at = desk.neighbour(name), desk.world.at + timedelta(minutes=minutes)
    return wait(desk.kind, resident=who, until_on=(TEN + 20 * DAY).date(), by=who, at=at)


def offered() -> list[str]:
    return list(Wait.objects.filter(state="offered").order_by("since").values_list("resident__given_name", flat=True))


def test_what_is_cancelled_is_offered_at_once(desk: Desk):
    els = booked(desk, desk.neighbour())
    line(desk, "Joop", 0)
    line(desk, "Ria", 1)
    cancel_visits([els], by=els.resident, at=desk.world.at)
    assert (offered(), free_times(desk.kind, at=desk.world.at)) == (["Joop"], [])


def test_the_time_that_is_left_is_offered_at_once(desk: Desk):
    els = booked(desk, desk.neighbour())
    joop = line(desk, "Joop", 0)
    desk.shift(starts_at=TEN + DAY)
    free = free_times(desk.kind, at=desk.world.at)[0]
    moved = move_visit(els, free, by=els.resident, at=desk.world.at)
    joop.refresh_from_db()
    assert (moved.starts_at, joop.offer.starts_at) == (TEN + DAY, TEN)


def test_who_stops_waiting_lets_the_next_have_it(desk: Desk):
    joop, _ria = line(desk, "Joop", 0), line(desk, "Ria", 1)
    desk.shift()
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    stop_waiting(joop, by=joop.resident, at=desk.world.at)
    assert offered() == ["Ria"]


def test_who_has_enough_keeps_the_turn_and_holds_up_nobody(desk: Desk):
    Norm.objects.filter(code="booked_at_once_max").update(value=1)
    joop = line(desk, "Joop", 0)
    booked(desk, joop.resident)
    line(desk, "Ria", 1)
    desk.shift(starts_at=TEN + DAY)
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    joop.refresh_from_db()
    assert (offered(), joop.state) == (["Ria"], "waiting")


def test_a_long_line_is_asked_about_once(desk: Desk, django_assert_max_num_queries):
    for number in range(10):
        line(desk, f"Buur {number}", number)
    with django_assert_max_num_queries(12):
        offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
