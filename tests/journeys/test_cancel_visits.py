"""What is cancelled or moved goes to who waits in the same moment, and one who has enough holds up nobody."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from harness.helping import TEN, Desk, desk_of
from journeys.world import World
from werkveld.journeys.cancel_visits import cancel_visits, let_down, move_visit, stop_waiting, wait_on
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import Details, book
from werkveld.steps.practice.actions.waits import IsNotOffered, offer_free_times, take_time, wait
from werkveld.steps.practice.enums import AppointmentState, TurnState, WaitState
from werkveld.steps.practice.models import Appointment, Turn, Wait
from werkveld.steps.practice.queries.slots import free_times
from werkveld.steps.practice.queries.visits import place_in_line, visit_by_code

pytestmark = pytest.mark.slow
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def desk(world: World) -> Desk:
    """One student, one visit a shift."""
    return desk_of(world, students=1, minutes=120)


def booked(desk: Desk, who: Person, starts_at=TEN) -> Appointment:
    shift = desk.shift(starts_at=starts_at)
    return book(shift=shift, resident=who, starts_at=starts_at, kind=desk.kind, by=who, at=desk.world.at)


def line(desk: Desk, name: str, minutes: int) -> Wait:
    who, at = desk.neighbour(name), desk.world.at + timedelta(minutes=minutes)
    return wait(desk.kind, resident=who, until_on=localdate(TEN + 20 * DAY), by=who, at=at)


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


def test_not_this_time_is_the_next_ones_and_the_turn_stays(desk: Desk):
    joop, _ria = line(desk, "Joop", 0), line(desk, "Ria", 1)
    desk.shift()
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    wait_on(joop, by=joop.resident, at=desk.world.at + HOUR)
    joop.refresh_from_db()
    assert (offered(), joop.state, joop.offer, place_in_line(joop)) == (["Ria"], WaitState.WAITING, None, 1)


def test_a_declined_moment_is_not_offered_to_the_same_one_again_and_another_is(desk: Desk):
    joop = line(desk, "Joop", 0)
    desk.shift()
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    wait_on(joop, by=joop.resident, at=desk.world.at + HOUR)
    desk.shift([desk.able(desk.world.students(1)[0])], offering=desk.other_offering())
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at + HOUR)
    assert (offered(), len(free_times(desk.kind, at=desk.world.at))) == ([], 2), "nor on another shift"
    other = desk.shift(starts_at=TEN + DAY)
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at + 2 * HOUR)
    joop.refresh_from_db()
    assert joop.offer.shift == other
    assert take_time(joop, by=joop.resident, at=desk.world.at + 3 * HOUR).state == AppointmentState.BOOKED
    with pytest.raises(IsNotOffered):
        wait_on(joop, by=joop.resident, at=desk.world.at + 3 * HOUR)


def test_who_stands_in_line_anew_is_offered_what_others_took_and_gave_back(desk: Desk):
    joop = line(desk, "Joop", 0)
    desk.shift()
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    stop_waiting(joop, by=joop.resident, at=desk.world.at + HOUR)
    again = wait(
        desk.kind, resident=joop.resident, until_on=localdate(TEN + DAY), by=joop.resident, at=joop.since + 2 * HOUR
    )
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at + 3 * HOUR)
    again.refresh_from_db()
    assert again.state == WaitState.WAITING, "it was free when they joined"
    ria, (free,) = desk.neighbour("Ria"), free_times(desk.kind, at=desk.world.at)
    taken = book(shift=free.shift, resident=ria, starts_at=TEN, kind=desk.kind, by=ria, at=desk.world.at)
    cancel_visits([taken], by=ria, at=desk.world.at + 3 * HOUR)
    assert offered() == ["Joop"]


def test_who_saw_a_free_time_is_offered_it_once_it_was_taken_and_left_again(desk: Desk):
    visit = booked(desk, desk.neighbour())
    desk.shift(starts_at=TEN + DAY)
    line(desk, "Joop", 0)
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    assert offered() == []
    move_visit(visit, free_times(desk.kind, at=desk.world.at)[0], by=visit.resident, at=desk.world.at)
    assert offered() == ["Joop"]
    joop = Wait.objects.get()
    assert joop.offer.starts_at == TEN, "what was full when Joop joined"
    wait_on(joop, by=joop.resident, at=desk.world.at)
    visit.refresh_from_db()
    cancel_visits([visit], by=visit.resident, at=desk.world.at)
    joop.refresh_from_db()
    assert joop.offer.starts_at == TEN + DAY, "what Joop saw, and what was taken since"


WISHES = Details(wishes="groot schrift", interpreter="ar", brings_somebody=True)


def lost(desk: Desk, **facts: object) -> Appointment:
    """The visit of Els on a shift whose student fell away."""
    els, shift = desk.neighbour(), desk.shift()
    visit = book(
        shift=shift, resident=els, starts_at=TEN, kind=desk.kind, details=WISHES, by=els, at=desk.world.at, **facts
    )
    Turn.objects.filter(shift=shift).update(state=TurnState.EXCUSED)
    return visit


SOON = TEN - 2 * HOUR


def test_who_is_let_down_goes_before_who_waits_and_says_nothing_again(desk: Desk):
    visit, code = (one := lost(desk)), one.code
    line(desk, "Joop", 0)
    later = desk.shift(starts_at=TEN + DAY)
    assert let_down(visit, at=SOON) is True
    instead = Wait.objects.get(instead_of=visit)
    assert (offered(), instead.code, instead.offer.shift) == (["Els"], code, later)
    assert (instead.offer.wishes, instead.offer.interpreter, instead.offer.brings_somebody) == (
        "groot schrift",
        "ar",
        True,
    )
    told = Message.objects.get(to=visit.resident)
    assert (told.kind, told.facts["code"], told.facts["where"]) == ("visit-let-down", code, later.site.name)
    taken = take_time(instead, by=visit.resident, at=SOON)
    assert (visit_by_code(code), taken.state) == (taken, AppointmentState.BOOKED)


def test_with_nothing_free_the_turn_counts_from_the_day_of_booking(desk: Desk):
    visit = lost(desk)
    line(desk, "Joop", 1)
    let_down(visit, at=SOON)
    instead = Wait.objects.get(instead_of=visit)
    assert (instead.state, instead.since, place_in_line(instead)) == (WaitState.WAITING, visit.booked_at, 1)
    assert Message.objects.get(to=visit.resident).facts["offered_at"] == ""
    desk.shift(starts_at=TEN + DAY)
    offer_free_times(desk.kind, by=desk.world.clockwork, at=SOON)
    instead.refresh_from_db()
    assert (offered(), instead.offer.wishes) == (["Els"], "groot schrift")


def test_a_time_that_was_only_offered_goes_back_to_waiting(desk: Desk):
    joop = line(desk, "Joop", 0)
    shift = desk.shift()
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    Turn.objects.filter(shift=shift).update(state=TurnState.EXCUSED)
    joop.refresh_from_db()
    let_down(joop.offer, at=SOON)
    joop.refresh_from_db()
    assert (joop.state, joop.offer, Wait.objects.count()) == (WaitState.WAITING, None, 1)


def test_what_was_over_meanwhile_lets_nobody_down(desk: Desk):
    visit = lost(desk)
    cancel_visits([visit], by=visit.resident, at=desk.world.at)
    assert let_down(visit, at=SOON) is False
    assert (Wait.objects.count(), Message.objects.count()) == (0, 0)


def test_a_long_line_is_asked_about_once(desk: Desk, django_assert_max_num_queries):
    for number in range(10):
        line(desk, f"Buur {number}", number)
    with django_assert_max_num_queries(12):
        offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
