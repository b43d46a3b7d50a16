"""Shortly before a visit a resident goes to another student, or hears in time that it cannot go on and when it can."""

from datetime import timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World, small_world
from steps.practice.test_absences import planned, told, visit
from werkveld.journeys.tend_visits import tend_visits, visits_to_tend
from werkveld.steps.messages.models import Message
from werkveld.steps.practice.actions import change_shift, report_absence
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import Shift, Wait
from werkveld.steps.practice.queries import Change

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
