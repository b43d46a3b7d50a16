"""Stepping into the desk of an invented person: in a demo, and nowhere else."""

import pytest
from django.test import Client
from pytest_django import Settings

from journeys.world import World
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Person

pytestmark = pytest.mark.slow


@pytest.fixture
def cast(world: World) -> World:
    world.someone("Bea", RoleCode.COACH, world.college, is_example=True)
    world.someone("Cor", RoleCode.COACH, world.college, is_example=True, email="coach@voorbeeld.werkveld.example")
    world.someone("Echt", RoleCode.LEARNER, world.college)
    return world


def test_outside_a_demo_there_is_nothing(client: Client, cast: World):
    assert client.get("/nl/demo/").status_code == 404
    assert client.post("/nl/demo/binnen/coach/").status_code == 404
    assert client.post("/nl/demo/buiten/").status_code == 404
    assert not Account.objects.exists()


def test_the_person_whom_the_demo_chose_is_shown_and_no_real_one(client: Client, cast: World, settings: Settings):
    settings.DEMO = True
    shown = [(part.code, person.given_name) for part, person in client.get("/nl/demo/").context["cast"]]
    assert shown == [("coach", "Cor")]


def test_without_a_chosen_one_the_first_invented_person_plays(client: Client, cast: World, settings: Settings):
    settings.DEMO = True
    Person.objects.filter(given_name="Cor").update(email="")
    shown = [person.given_name for _part, person in client.get("/nl/demo/").context["cast"]]
    assert shown == ["Bea"]


def test_a_visitor_steps_in_is_told_so_and_steps_out(client: Client, cast: World, settings: Settings):
    settings.DEMO = True
    assert client.post("/nl/demo/binnen/coach/").url == "/nl/coach/"
    page = client.get("/nl/coach/")
    assert page.context["viewing_as"].given_name == "Cor"
    assert "/nl/demo/buiten/" in page.content.decode()
    assert client.post("/nl/demo/buiten/").url == "/nl/demo/"
    assert client.get("/nl/coach/").status_code == 302
    client.post("/nl/demo/binnen/coach/")
    assert Account.objects.count() == 1


def test_nobody_is_stepped_into_by_a_link_of_elsewhere(cast: World, settings: Settings):
    settings.DEMO = True
    assert Client(enforce_csrf_checks=True).post("/nl/demo/binnen/coach/").status_code == 403
    assert Client().get("/nl/demo/binnen/coach/").status_code == 405


def test_a_part_that_nobody_plays_does_not_exist(client: Client, cast: World, settings: Settings):
    settings.DEMO = True
    assert client.post("/nl/demo/binnen/student/").status_code == 404
    assert client.post("/nl/demo/binnen/keizer/").status_code == 404
