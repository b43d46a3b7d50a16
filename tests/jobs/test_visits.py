"""The clock reminds, and a second run says nothing twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from journeys.world import World, small_world
from werkveld.jobs.schedule import BEATS
from werkveld.jobs.visits import (
    midnight_after,
    remind_residents,
    remind_residents_when_due,
    remind_workers,
    renew_workers,
    renew_workers_when_due,
)
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment


@pytest.fixture
def world(db: None) -> World:
    """With one visit in three hours, booked a month ago, and a shift tomorrow."""
    now = timezone.now()
    world = small_world(now)
    Norm.objects.create(region=world.region, code="remind_hours", value=24, valid_from=date(2016, 8, 1))
    for number, starts_at in enumerate((now + timedelta(hours=3), midnight_after(now) + timedelta(hours=10))):
        people = world.students(1)
        shift = plan_shift(
            offering=world.offering(f"nova {number}"),
            site=world.site,
            coach=world.people["coach"],
            people=people,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            by=world.people["coordinator"],
            at=now,
        )
    shift = people[0].shifts.model.objects.order_by("starts_at").first()
    Appointment.objects.create(
        shift=shift,
        resident=Person.objects.create(region=world.region, given_name="Els"),
        learner=shift.people.first(),
        starts_at=shift.starts_at,
        code="ABC234",
        booked_at=now - timedelta(days=30),
    )
    return world


def test_residents_are_reminded_by_the_clock_and_once(world: World):
    assert {"remind residents", "remind workers"} <= {beat.code for beat in BEATS}
    remind_residents_when_due()  # the tests run a job where it is asked for
    assert Message.objects.filter(kind="visit-soon").count() == 1
    assert remind_residents.func() == 0
    remind_residents_when_due()
    assert Message.objects.filter(kind="visit-soon").count() == 1


def test_who_works_tomorrow_hears_it_once(world: World):
    expected = 2 if Message.objects.filter(kind="shift-soon").count() == 0 else 0
    assert remind_workers.func() >= expected
    assert remind_workers.func() == 0


def test_who_does_not_work_after_all_is_not_counted_on(world: World):
    assert "renew reminders of workers" in {beat.code for beat in BEATS}
    remind_workers.func()
    renew_workers_when_due()
    said = Message.objects.filter(kind="shift-soon").count()
    # In the evening the visit in three hours is tomorrow too.
    gone = Message.objects.filter(kind="shift-soon").exclude(to=world.people["coach"]).order_by("id").last()
    gone.to.turns.all().delete()
    renew_workers_when_due()
    assert Message.objects.filter(kind="shift-soon").count() == said - 1
    assert renew_workers.func() == (0, 0)


@pytest.mark.django_db
def test_without_a_region_or_a_rule_there_is_nothing_to_do():
    remind_residents_when_due()
    assert (remind_residents.func(), remind_workers.func(), renew_workers.func()) == (0, 0, (0, 0))
    small_world(timezone.now())
    remind_residents_when_due()
    renew_workers_when_due()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 28, 23, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
    ],
)
def test_tomorrow_begins_at_midnight_where_the_people_are(at: datetime, midnight: datetime):
    assert midnight_after(at) == midnight
