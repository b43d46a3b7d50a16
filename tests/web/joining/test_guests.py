"""Taking part without an account: a first name on the public page, or typed in for who calls; seen and asked afterwards."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.journeys.sign_up_guest import sign_up_guest
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.models import Asked
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def event(world: World) -> Offering:
    made = world.offering("Zien en proberen", capacity=2)
    Offering.objects.filter(pk=made.pk).update(audience="resident", starts_on=timezone.localdate())
    return Offering.objects.select_related("programme__kind", "programme__region", "organization").get(pk=made.pk)


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("Dirk", RoleCode.CONTACT, world.company)


def page_of(event: Offering) -> str:
    return f"/nl/meedoen/{event.key}/"


def sent(name: str = "Els", **more: str) -> dict[str, str]:
    return {"given_name": name, "phone": "", "once": str(uuid4()), "join": "yes", **more}


def later(event: Offering, days: int) -> None:
    Offering.objects.filter(pk=event.pk).update(starts_on=timezone.localdate() + timedelta(days=days))


def test_a_resident_signs_up_alone_and_gives_back_with_the_code(event: Offering):
    later(event, 7)
    visitor = Client()
    assert "geen account en geen e-mail" in visitor.get(page_of(event)).content.decode()
    given = sent()
    made = visitor.post(page_of(event), given)
    assert visitor.post(page_of(event), given).url == made.url, "pressing twice does it once"
    mine = Enrolment.objects.get()
    shown = visitor.get(made.url).content.decode()
    assert f"{mine.code[:4]} {mine.code[4:]}" in shown

    typed = Client().post("/nl/meedoen/code/", {"code": f" {mine.code[:4].lower()}-{mine.code[4:].lower()} "})
    assert typed.url == made.url
    Client().post(made.url)
    mine.refresh_from_db()
    assert mine.state == EnrolmentState.WITHDRAWN
    assert "Je komt niet" in visitor.get(made.url).content.decode()


def test_a_ticket_says_when_and_where(event: Offering):
    site = event.site
    assert site is not None
    site.street = "Sint Jorisplein 1"
    site.save()
    Offering.objects.filter(pk=event.pk).update(starts_on=date(2099, 6, 21), begins=time(14), ends=time(16, 30))
    visitor = Client()
    made = visitor.post(page_of(event), sent())
    for page in (page_of(event), made.url):
        shown = visitor.get(page).content.decode()
        assert "zondag 21 juni 2099, 14:00 – 16:30" in shown
        assert "Sint Jorisplein 1, Town" in shown


def test_a_code_that_nobody_has_opens_nothing_and_guessing_ends(event: Offering):
    visitor = Client(REMOTE_ADDR="203.0.113.9")
    assert visitor.get("/nl/meedoen/code/ABCDEFGH/").status_code == 404
    for _time in range(25):
        last = visitor.get("/nl/meedoen/code/HGFEDCBA/")
    assert last.status_code == 429


@pytest.mark.parametrize(("wrong", "field"), [({"given_name": " "}, "given_name"), ({"phone": "061"}, "phone")])
def test_what_is_wrong_stands_at_its_field(event: Offering, wrong: dict[str, str], field: str):
    page = Client().post(page_of(event), {**sent(), **wrong})
    assert set(page.context["form"].errors) == {field}


def test_what_is_full_has_a_line(event: Offering):
    later(event, 7)
    for name in ("Els", "Joop"):
        Client().post(page_of(event), sent(name))
    assert "Zet mij op de wachtlijst" in Client().get(page_of(event)).content.decode()
    page = Client().post(page_of(event), sent("Mia"))
    assert "Alle plaatsen zijn bezet." in page.content.decode()
    waiting = Client().post(page_of(event), sent("Mia", wait="yes"))
    assert "nummer 1" in Client().get(waiting.url).content.decode()


def test_where_students_are_asked_everybody_signs_in(world: World):
    other = world.offering("Voor studenten")
    assert "/account/aanmelden/" in Client().get(page_of(other)).url


@pytest.mark.parametrize("hand", ["coach", "coordinator", "Dirk"])
def test_staff_and_host_sign_up_who_calls(signed_in: SignedIn, world: World, event: Offering, dirk: Person, hand: str):
    desk = signed_in(world.people[hand])
    page = f"{page_of(event)}iemand/"
    assert page in desk.get(page_of(event)).content.decode()
    made = desk.post(page, sent("Truus", phone="033 555 01 23"))
    assert "Truus doet mee. Lees deze code voor." in desk.get(made.url).content.decode()
    assert Person.objects.get(given_name="Truus").phone == "033 555 01 23"


def test_who_calls_again_is_the_same_person(signed_in: SignedIn, world: World, event: Offering):
    desk = signed_in(world.people["coordinator"])
    first = desk.post(f"{page_of(event)}iemand/", sent("Truus", phone="033 555 01 23"))
    desk.post(first.url)  # the day itself is no time to give back
    other = world.offering("Nog een keer")
    Offering.objects.filter(pk=other.pk).update(audience="resident")
    desk.post(f"{page_of(other)}iemand/", sent("truus", phone="+31335550123"))
    assert Enrolment.objects.values_list("person", flat=True).distinct().count() == 1


def test_a_student_signs_up_nobody_and_sees_no_list(signed_in: SignedIn, world: World, event: Offering):
    (anna,) = world.students(1)
    for page in ("iemand/", "wie-er-was/"):
        assert signed_in(anna).get(f"{page_of(event)}{page}").status_code == 403


def test_the_host_writes_down_who_came_and_the_school_asks_once(
    signed_in: SignedIn, world: World, event: Offering, dirk: Person
):
    els, joop = (sign_up_guest(event, given_name=name, once=uuid4(), at=world.at) for name in ("Els", "Joop"))
    host, page = signed_in(dirk), f"{page_of(event)}wie-er-was/"
    assert "Els" in host.get(page).content.decode()
    assert Look.objects.filter(by=dirk.key).count() == 2
    host.post(page, {"came": [str(els.key)]})
    assert [Enrolment.objects.get(pk=one.pk).came for one in (els, joop)] == [True, False]
    assert "wie-er-was/" in host.get("/nl/partner/").content.decode()

    desk = signed_in(world.people["coordinator"])
    for _time in range(2):
        desk.post(f"{page_of(event)}hoe-was-het/")
    (asked,) = Asked.objects.all()
    assert asked.person == els.person
    assert f"/nl/hoe-was-het/{asked.secret}/" in Client().get(f"/nl/meedoen/code/{els.code}/").content.decode()
    typing = f"{page_of(event)}hoe-was-het/{asked.key}/"
    assert typing in desk.get(page).content.decode()
    assert desk.post(typing, {"score": "9", "also": "yes", "remark": "", "channel": "phone"}).url == page
    asked.refresh_from_db()
    assert (asked.score, asked.also) == (9, True)
    assert "1 van 1 mensen" in desk.get(page).content.decode()
    assert desk.get(typing).status_code == 404
