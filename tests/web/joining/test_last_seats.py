"""Many who press for the last seats at once, through the page itself: nobody is told of a place that is not there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.hands import hands
from journeys.world import World, small_world
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS, EACH, SEATS = 10, 50, 20


@pytest.fixture
def world(transactional_db: None) -> World:
    return small_world(timezone.now())


def test_five_hundred_who_press_for_the_last_twenty_seats_fill_exactly_twenty(
    world: World, signed_in: Callable[[Person], Client]
):
    offering = world.offering("Lassen", capacity=SEATS)
    Offering.objects.filter(pk=offering.pk).update(starts_on=timezone.localdate() + timedelta(days=30))
    clients = [signed_in(person) for person in world.students(HANDS * EACH)]

    def press(hand: int) -> list[int]:
        asked = {"path": f"/nl/meedoen/{offering.key}/", "data": {"join": "yes"}}
        return [client.post(**asked).status_code for client in clients[hand::HANDS]]

    said = [code for codes in hands(HANDS, press) for code in codes]
    assert said.count(302) == SEATS, "who got a place goes on; who came too late reads why"
    assert said.count(200) == HANDS * EACH - SEATS
    assert Enrolment.objects.filter(state=EnrolmentState.PLACED).count() == SEATS
    assert Offering.objects.get().seats_taken == SEATS
