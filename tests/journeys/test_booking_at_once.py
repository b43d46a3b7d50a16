"""Many who book at once, through processes that are killed meanwhile: nothing is promised twice, and nothing is lost."""

from datetime import datetime

import pytest

from harness.crowd import rush
from harness.helping import TEN, desk_of
from journeys.world import World, small_world
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Appointment, HeldQuarter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(transactional_db: None, at: datetime) -> World:
    return small_world(at)


def test_sixty_people_and_three_kills_leave_every_time_given_once(world: World):
    desk = desk_of(world, students=3)
    desk.shift()
    known = Person.objects.count()
    outcome = rush(60, at=world.at, kills=3)
    told = {once: said for once, said in outcome.told.items() if said is not None}
    kept = {
        visit.once: [visit.code, visit.starts_at.isoformat(), visit.learner_id] for visit in Appointment.objects.all()
    }
    assert (outcome.kills, len(outcome.told)) == (3, 60)
    assert kept == told
    assert len(told) == 12  # four half hours of three students
    assert min(HeldQuarter.objects.values_list("at", flat=True)) == TEN
    assert HeldQuarter.objects.count() == 24
    assert Person.objects.count() == known + 12
    assert Deed.objects.filter(verb="booked").count() == 12
