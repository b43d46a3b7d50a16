"""Shortly before a visit a resident goes to another student, or hears in time that it cannot go on and when it can."""

from datetime import datetime, timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World, small_world
from steps.practice.test_absences import planned, told, visit
from werkveld.journeys.tell_absence import tell_absence
from werkveld.journeys.tend_visits import tend_visits, visits_to_tend
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import change_shift, check_in, report_absence, withdraw_absence
from werkveld.steps.practice.enums import AppointmentState, TurnState, WaitState
from werkveld.steps.practice.models import Appointment, Shift, Turn, Wait
from werkveld.steps.practice.queries import Change, helpers_for

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None, at: object) -> World:
    return small_world(at)  # type: ignore[arg-type]


@pytest.fixture
def term(world: World) -> Rostered:
    made = rostered(world)
    made.everybody_can()
    return made


def test_the_resident_hears_it_with_an_apology_and_another_time_is_held(term: Rostered):
    anna, joop, kim = term.students[:3]
    shift, later = planned(term, 0, [anna, joop]), planned(term, 7, [kim])
    waiting = visit(term, shift, anna, skill=term.skill)
    report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    assert tend_visits(term.world.region, at=shift.starts_at - timedelta(hours=4)) == (0, 0)
    assert tend_visits(term.world.region, at=shift.starts_at - timedelta(hours=2)) == (0, 1)
    waiting.refresh_from_db()
    assert waiting.state == AppointmentState.CANCELLED
    message = Message.objects.get(kind="visit-let-down")
    line = Wait.objects.get(instead_of=waiting)
    assert (line.state, line.offer.starts_at, line.offer.learner) == (WaitState.OFFERED, later.starts_at, kim)
    assert (message.facts["offered_at"], message.facts["code"]) == (later.starts_at.isoformat(), line.code)
    assert tend_visits(term.world.region, at=shift.starts_at - timedelta(hours=1)) == (0, 0)


def test_who_came_meanwhile_helps_after_all(term: Rostered):
    anna, joop, kim = term.students[:3]
    shift = planned(term, 0, [anna, joop])
    waiting = visit(term, shift, anna, skill=term.skill)
    report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    change_shift(shift, Change(comes=kim), by=term.planner, at=term.at)
    assert tend_visits(term.world.region, at=shift.starts_at - timedelta(hours=2)) == (1, 0)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.learner) == (AppointmentState.BOOKED, kim)


def test_without_a_coach_nobody_is_helped(term: Rostered):
    anna, joop = term.students[:2]
    shift = planned(term, 0, [anna, joop])
    visit(term, shift, joop)
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    soon = shift.starts_at - timedelta(hours=2)
    assert len(visits_to_tend(term.world.region, soon)) == 1
    assert tend_visits(term.world.region, at=soon) == (0, 1)
    assert len(told("visit-let-down")) == 1


def quarters(shift: Shift, number: int) -> datetime:
    return shift.starts_at + timedelta(minutes=15 * number)


def came(shift: Shift, *people: Person) -> None:
    for person in people:
        check_in(shift.turns.get(person=person), by=shift.coach, at=shift.starts_at)


def test_who_still_comes_hears_it_when_the_coach_goes_home_during_the_shift(term: Rostered):
    anna, joop = term.students[:2]
    shift, bram = planned(term, 0, [anna, joop]), term.coaches[0]
    came(shift, anna, joop)
    first, second, third = (visit(term, shift, anna, after=minutes) for minutes in (0, 30, 60))
    at = quarters(shift, 1)
    report_absence(bram, starts_at=at, ends_at=shift.ends_at, by=bram, at=at)
    assert visits_to_tend(term.world.region, at) == [second, third]
    assert tend_visits(term.world.region, at=at) == (0, 2)
    states = Appointment.objects.filter(pk__in=[first.pk, second.pk, third.pk]).order_by("starts_at")
    booked, cancelled = AppointmentState.BOOKED, AppointmentState.CANCELLED
    assert list(states.values_list("state", flat=True)) == [booked, cancelled, cancelled]
    assert told("visit-let-down") == {second.resident_id, third.resident_id}


def test_a_visit_of_later_waits_until_it_is_near(term: Rostered):
    """Somebody may still come: what counts is when the resident comes, and not when the shift begins."""
    anna, joop = term.students[:2]
    shift = planned(term, 0, [anna, joop])
    late = visit(term, shift, joop, after=120)
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    assert visits_to_tend(term.world.region, shift.starts_at - timedelta(hours=2)) == []
    assert visits_to_tend(term.world.region, shift.starts_at - timedelta(hours=1)) == [late]


def test_who_came_and_falls_ill_is_followed_by_another(term: Rostered):
    anna, joop = term.students[:2]
    shift = planned(term, 0, [anna, joop])
    came(shift, anna, joop)
    going_on, next_one = visit(term, shift, anna), visit(term, shift, anna, after=60)
    at = quarters(shift, 1)
    heard = report_absence(anna, starts_at=at, ends_at=shift.ends_at, by=anna, at=at)
    assert (heard.turns, heard.passed_on, heard.waiting) == (1, 1, 0)
    turn = Turn.objects.get(person=anna)
    assert (turn.state, turn.came_at) == (TurnState.PRESENT, shift.starts_at)
    assert told("student-is-away") == {term.coaches[0].pk}
    for one, learner in ((going_on, anna), (next_one, joop)):
        one.refresh_from_db()
        assert one.learner == learner


def test_who_went_home_helps_nobody_and_a_resident_hears_it(term: Rostered):
    anna, joop = term.students[:2]
    shift = planned(term, 0, [anna, joop])
    came(shift, anna, joop)
    own, hers = visit(term, shift, anna, after=60, skill=term.skill), visit(term, shift, joop, after=90)
    at = quarters(shift, 1)
    away = report_absence(anna, starts_at=at, ends_at=shift.ends_at, by=anna, at=at)
    assert away.waiting == 1
    assert [one.pk for one in helpers_for(hers)] == []
    assert visits_to_tend(term.world.region, at) == [own]
    withdraw_absence(away.absence, by=anna, at=quarters(shift, 2))
    assert visits_to_tend(term.world.region, quarters(shift, 2)) == []
    assert [one.pk for one in helpers_for(hers)] == [anna.pk]


def test_who_came_after_all_is_there(term: Rostered):
    anna, joop = term.students[:2]
    shift = planned(term, 0, [anna, joop])
    report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    came(shift, anna)
    visit(term, shift, anna, after=60)
    assert visits_to_tend(term.world.region, quarters(shift, 1)) == []


def test_who_is_expected_before_the_clock_looks_again_hears_it_at_once(term: Rostered):
    anna, joop = term.students[:2]
    shift, bram = planned(term, 0, [anna, joop]), term.coaches[0]
    soon, later = visit(term, shift, anna, after=30), visit(term, shift, joop, after=60)
    at = quarters(shift, 2) - timedelta(minutes=9)
    tell_absence(bram, starts_at=at, ends_at=shift.ends_at, by=bram, at=at)
    for one, state in ((soon, AppointmentState.CANCELLED), (later, AppointmentState.BOOKED)):
        one.refresh_from_db()
        assert one.state == state
