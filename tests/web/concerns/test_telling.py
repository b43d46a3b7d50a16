"""A worry or a complaint without an account: told, answered, and read with the code."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.deeds.models import Deed
from werkveld.steps.experiences.actions import answer_concern
from werkveld.steps.experiences.models import Concern
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
SAID = {"kind": "complaint", "text": "Niemand was er."}
PAGE = "/nl/zorg-of-klacht/"
TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")


@pytest.fixture
def vera(world: World) -> Person:
    """At the company, so that there is one place to choose and nobody is asked."""
    return world.someone("Vera", RoleCode.CONFIDANT, world.company)


def test_a_visitor_tells_it_and_reads_the_answer_with_the_code(client: Client, vera: Person):
    page = client.post(PAGE, SAID, follow=True)
    concern = Concern.objects.get()
    code = page.context["code"]
    assert code.replace(" ", "") == concern.code
    assert client.get("/nl/zorg-of-klacht/verteld/").context["code"] == "", "it is shown once"
    read = "/nl/zorg-of-klacht/antwoord/"
    assert "nog niet gelezen" in client.post(read, {"code": code}).content.decode()
    answer_concern(concern, text="Het spijt ons.", by=vera, at=timezone.now())
    told = client.post(read, {"code": code.lower()}).content.decode()
    assert "Het spijt ons." in told
    assert "Niemand was er." not in told
    assert client.post(read, {"code": "verkeerd"}).context["form"].errors.keys() == {"code"}


def test_the_footer_of_every_page_leads_there(client: Client, world: World):
    assert f'href="{PAGE}"' in client.get("/nl/").content.decode()


def test_where_nobody_hears_nothing_is_asked(client: Client, world: World):
    page = client.get(PAGE)
    assert page.context["form"] is None
    assert client.post(PAGE, SAID).context["form"] is None
    assert not Concern.objects.exists()


def test_who_is_signed_in_goes_without_a_name_unless_that_is_ticked(world: World, vera: Person, signed_in: SignedIn):
    (anna,) = world.students(1)
    client = signed_in(anna)
    client.post(PAGE, SAID)
    unnamed = Concern.objects.get()
    assert unnamed.told_by is None
    assert not Deed.objects.filter(by=anna.key, record__startswith="Concern").exists()
    client.post(PAGE, {**SAID, "is_named": "on"})
    assert Concern.objects.exclude(pk=unnamed.pk).get().told_by == anna


def test_more_than_enough_from_one_address_waits_a_minute(
    client: Client, vera: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("werkveld.web.concerns.views.IN_A_MINUTE", 2)
    monkeypatch.setattr("werkveld.web.limits.time.time", lambda: 1_800_000_000.0)
    answers = [client.post(PAGE, SAID).status_code for _turn in range(3)]
    assert answers == [302, 302, 200]
    assert Concern.objects.count() == 2


def test_staff_write_it_down_and_cannot_read_it_back(world: World, vera: Person, signed_in: SignedIn):
    coach = signed_in(world.people["coach"])
    page = "/nl/zorg-of-klacht/opschrijven/"
    assert coach.get(page).status_code == 200
    done = coach.post(page, {**SAID, "channel": "phone", "reach": "Els, 0335550123"}, follow=True)
    concern = Concern.objects.get()
    assert (concern.channel, concern.code, concern.reach) == ("phone", "", "Els, 0335550123")
    assert "Niemand was er." not in done.content.decode()
    assert coach.get(f"/nl/vertrouwenspersoon/{concern.key}/").status_code == 403
    (anna,) = world.students(1)
    assert signed_in(anna).get(page).status_code == 403


def test_the_school_sees_counts_alone(world: World, vera: Person, signed_in: SignedIn):
    Norm.objects.create(region=world.region, code="small_group_threshold", value=5, valid_from=date(2016, 8, 1))
    page = "/nl/zorg-of-klacht/aantallen/"
    told = signed_in(world.people["coordinator"]).get(page)
    assert len(told.context["rows"]) == 4
    assert signed_in(world.people["coach"]).get(page).status_code == 403


@pytest.fixture
def visit(world: World) -> Appointment:
    (anna,) = world.students(1)
    els = Person.objects.create(region=world.region, given_name="Els")
    shift = plan_shift(
        offering=world.offering("nova"), site=world.site, coach=world.people["coach"], people=[anna],
        starts_at=TEN, ends_at=TEN + timedelta(hours=2), by=world.people["coordinator"], at=world.at,
    )  # fmt: skip
    return Appointment.objects.create(
        shift=shift, resident=els, learner=anna, starts_at=TEN, code="ABCDEF", booked_at=world.at
    )


def test_about_an_appointment_it_says_what_goes_along(client: Client, vera: Person, visit: Appointment):
    page = client.get(f"{PAGE}?bezoek={visit.key}")
    field = page.context["form"]["is_about_visit"]
    assert (field.initial, next(iter(page.context["form"].fields))) == (True, "is_about_visit")
    said = page.content.decode()
    assert "8 september, 10:00, Site" in said
    assert "weet niemand wie je bent" not in said
    client.post(f"{PAGE}?bezoek={visit.key}", {**SAID, "is_about_visit": "on"})
    assert Concern.objects.get().appointment == visit


def test_without_its_tick_nothing_of_the_appointment_is_kept(client: Client, vera: Person, visit: Appointment):
    client.post(f"{PAGE}?bezoek={visit.key}", SAID)
    concern = Concern.objects.get()
    assert (concern.appointment, concern.site, concern.told_by) == (None, None, None)


@pytest.mark.parametrize("key", ["", "?bezoek=nee", "?bezoek=6f1f5a4e-0000-4000-8000-000000000000"])
def test_without_an_appointment_none_is_asked_about(client: Client, vera: Person, key: str):
    page = client.get(PAGE + key)
    assert "is_about_visit" not in page.context["form"].fields
    assert "weet niemand wie je bent" in page.content.decode()
    client.post(PAGE + key, {**SAID, "is_about_visit": "on"})
    assert Concern.objects.get().appointment is None
