"""The student's own day: the code, who comes, and that one has arrived."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from steps.practice.conftest import Morning
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import close_appointment
from werkveld.steps.practice.enums import AppointmentState, TurnState
from werkveld.steps.practice.models import Turn

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def morning(world: World) -> Morning:
    now = timezone.localtime().replace(second=0, microsecond=0)
    begun = max(now - timedelta(minutes=30), now.replace(hour=0, minute=0))
    return Morning(world, begun - timedelta(minutes=begun.minute % 15))


def test_the_code_says_that_somebody_is_there(signed_in: SignedIn, morning: Morning):
    desk, door = signed_in(morning.anna), f"/nl/student/dienst/{morning.anna_here.key}/"
    assert door in desk.get("/nl/student/").content.decode()
    desk.post(door, {"code": "FOUT22"})
    assert Turn.objects.get(pk=morning.anna_here.pk).state == TurnState.PLANNED
    assert desk.post(door, {"code": morning.shift.code.lower()}).url == "/nl/student/#today"
    assert Turn.objects.get(pk=morning.anna_here.pk).state == TurnState.PRESENT
    assert door not in desk.get("/nl/student/").content.decode()


def test_nobody_says_it_for_another(signed_in: SignedIn, morning: Morning):
    answer = signed_in(morning.bo).post(f"/nl/student/dienst/{morning.anna_here.key}/", {"code": morning.shift.code})
    assert answer.status_code == 404


def test_a_student_reads_a_first_name_and_afterwards_nothing(signed_in: SignedIn, morning: Morning):
    morning.els.family_name, morning.els.phone = "Evers", "0335550123"
    morning.els.save()
    visit = morning.book(morning.anna, 0, lasts=105)
    desk = signed_in(morning.anna)
    before = desk.get("/nl/student/").content.decode()
    assert "Els" in before
    assert "Evers" not in before
    assert "0335550123" not in before
    close_appointment(visit, as_state=AppointmentState.SERVED, by=morning.coach, at=timezone.now())
    assert "Els" not in desk.get("/nl/student/").content.decode()


def test_who_goes_to_a_home_tells_that_they_arrived(signed_in: SignedIn, morning: Morning):
    visit = morning.book(morning.anna, 0, lasts=105)
    visit.place = "Bij de bibliotheek"
    visit.second = morning.bo
    visit.save()
    door = f"/nl/student/bezoek/{visit.key}/"
    assert door in signed_in(morning.anna).get("/nl/student/").content.decode()
    assert signed_in(morning.bo).post(door).url == "/nl/student/#today"
    visit.refresh_from_db()
    assert visit.arrived_at is not None
    assert signed_in(morning.stranger).post(door).status_code == 404
