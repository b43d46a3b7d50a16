"""A student sees of a resident what the visit needs, until it is over."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from journeys.world import World
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries.seen import VisitSeen, visits_for

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")


@pytest.fixture
def visit(world: World) -> Appointment:
    people = world.students(2)
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=people,
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=3),
        by=world.people["coordinator"],
        at=world.at,
    )
    els = Person.objects.create(region=world.region, given_name="Els", family_name="Evers", phone="0335550123")
    facts = {"starts_at": TEN, "minutes": 45, "booked_at": world.at, "code": "ABC234", "wishes": "biljarten"}
    facts |= {"interpreter": "tr", "needs_step_free": True}
    return Appointment.objects.create(shift=shift, resident=els, learner=people[0], second=people[1], **facts)


def test_the_shape_holds_first_name_time_place_and_task_and_nothing_else(visit: Appointment):
    assert [field.name for field in fields(VisitSeen)] == [
        "first_name",
        "starts_at",
        "ends_at",
        "place",
        "task",
        "wishes",
        "language",
        "interpreter",
        "brings_somebody",
        "needs_step_free",
    ]
    (seen,) = visits_for(visit.learner, TEN - timedelta(days=7))
    assert seen == VisitSeen(
        "Els", visit.starts_at, TEN + timedelta(minutes=45), "Site", "nova", "biljarten", "", "tr", False, True
    )
    assert visits_for(visit.second, TEN) == [seen]


@pytest.mark.parametrize(("minutes", "is_seen"), [(-10_000, True), (0, True), (44, True), (45, False), (500, False)])
def test_until_the_visit_is_over(visit: Appointment, minutes: int, is_seen: bool):
    assert bool(visits_for(visit.learner, TEN + timedelta(minutes=minutes))) is is_seen


@pytest.mark.parametrize("state", ["served", "missed", "cancelled"])
def test_what_was_closed_is_gone_at_once(visit: Appointment, state: str):
    Appointment.objects.update(state=state, closed_at=TEN)
    assert visits_for(visit.learner, TEN) == []


def test_nobody_else_sees_it(world: World, visit: Appointment):
    for person in (*world.students(1), world.people["coach"], visit.resident):
        assert visits_for(person, TEN) == []
