"""Where somebody arrives, and what every page knows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Person, Region, Role

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        (RoleCode.LEARNER, "/nl/student/"),
        (RoleCode.COACH, "/nl/coach/"),
        (RoleCode.TRAINER, "/nl/partner/"),
        (RoleCode.CONTACT, "/nl/partner/"),
        (RoleCode.COORDINATOR, "/nl/school/"),
        (RoleCode.RESIDENT, "/nl/bewoner/"),
        (RoleCode.CONFIDANT, "/nl/vertrouwenspersoon/"),
        (RoleCode.PROFESSIONAL, "/nl/professional/"),
    ],
)
def test_everyone_arrives_at_the_own_desk(signed_in: SignedIn, world: World, role: RoleCode, desk: str):
    client = signed_in(world.someone("iemand", role, world.school))
    assert client.get("/nl/werkplek/").url == desk
    assert client.get(desk).status_code == 200


def test_who_has_two_desks_finds_both_in_the_menu(signed_in: SignedIn, world: World):
    bram = world.someone("Bram", RoleCode.COACH, world.school)
    Role.objects.create(
        person=bram, organization=world.school, code=RoleCode.RESIDENT, begins_on=timezone.localdate(world.at)
    )
    menu = [url for url, _label, _current in signed_in(bram).get("/nl/coach/").context["nav"]]
    assert {"/nl/coach/", "/nl/bewoner/", "/nl/mijn-gegevens/"} <= set(menu)
    assert "/nl/student/" not in menu


def test_a_role_that_ended_closes_its_desk(signed_in: SignedIn, world: World):
    bram = world.someone("Bram", RoleCode.COACH, world.school)
    yesterday = timezone.localdate() - timedelta(days=1)
    Role.objects.filter(person=bram).update(begins_on=yesterday, ends_on=yesterday)
    client = signed_in(bram)
    assert client.get("/nl/coach/").status_code == 403
    page = client.get("/nl/werkplek/")
    assert (page.status_code, page.templates[0].name) == (200, "signin/no_desk.html")


def test_an_account_without_a_person_reads_what_to_do(world: World):
    client = Client()
    client.force_login(Account.objects.create_user("los@example.nl"))
    assert client.get("/nl/coach/").url == "/nl/werkplek/"
    assert client.get("/nl/werkplek/").status_code == 200


def test_a_page_works_before_a_region_is_loaded(client: Client, db: None):
    page = client.get("/nl/account/aanmelden/")
    assert page.status_code == 200
    assert page.context["region"].name == "Werkveld"


def test_a_visitor_costs_one_query_a_minute(client: Client, region: Region, django_assert_num_queries: Callable):
    with django_assert_num_queries(1):
        client.get("/nl/account/nieuw/")
    with django_assert_num_queries(0):
        client.get("/nl/account/nieuw/")


def test_an_invented_person_marks_every_page_behind_a_door(signed_in: SignedIn, world: World):
    real = world.someone("Echt", RoleCode.COACH, world.school)
    invented = world.someone("Bedacht", RoleCode.COACH, world.school, is_example=True)
    assert signed_in(real).get("/nl/coach/").context["invented"] == ""
    assert signed_in(invented).get("/nl/coach/").context["invented"] == "all"
