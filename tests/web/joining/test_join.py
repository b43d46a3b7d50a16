"""From pressing the button on an offering, through signing in by a code, to taking part and out again."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.enrolments.actions import place, wait
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking
from werkveld.steps.offerings.actions import close_offering
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Person
from werkveld.web.joining.choices import mondays

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
DOOR = "/nl/account/aanmelden/"


@pytest.fixture
def anna(world: World) -> Person:
    (anna,) = world.students(1)
    return anna


@pytest.fixture
def offering(world: World) -> Offering:
    """It begins in a month, so that it can still be left."""
    return later(world.offering("Lassen", capacity=2))


def later(offering: Offering, **columns: object) -> Offering:
    starts_on = timezone.localdate() + timedelta(days=30)
    Offering.objects.filter(pk=offering.pk).update(**{"starts_on": starts_on, **columns})
    offering.refresh_from_db()
    return offering


def page_of(offering: Offering) -> str:
    return f"/nl/meedoen/{offering.key}/"


def code_in_mail() -> str:
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found[1]


def way_back(door: str) -> str:
    """Where somebody was going who now stands at the door."""
    address = urlsplit(door)
    assert address.path == DOOR
    (wanted,) = parse_qs(address.query)["next"]
    return wanted


def test_a_visitor_signs_in_by_a_code_and_comes_back_with_the_choice(client: Client, world: World, anna: Person):
    short = later(world.offering("Kort"), starts_any_week=True, ends_on=timezone.localdate() + timedelta(days=300))
    chosen = mondays(short, timezone.localdate())[3]
    wanted = f"{page_of(short)}?starts_on={chosen}"
    door = client.get(wanted)
    assert way_back(door.url) == wanted
    Account.objects.create_user("anna@example.nl", person=anna)
    form_of = client.get(door.url)
    assert way_back(form_of.context["login_url"]) == wanted
    asked = client.post(door.url, {"email": "anna@example.nl"})
    typing = client.get(asked.url)
    assert way_back(typing.context["login_url"]) == wanted, "also for who starts again"
    arrived = client.post(asked.url, {"code": code_in_mail(), "action": "verify"})
    assert arrived.url == wanted
    page = client.get(arrived.url)
    assert page.context["form"]["starts_on"].value() == chosen.isoformat()
    assert f'<option value="{chosen}" selected>' in page.content.decode()
    done = client.post(wanted, {"starts_on": chosen.isoformat(), "join": "yes"})
    assert done.url == page_of(short)
    there = Enrolment.objects.get()
    assert (there.person, there.offering, there.starts_on, there.coach) == (anna, short, chosen, None)


def test_three_wrong_codes_lose_no_choice(client: Client, offering: Offering, anna: Person):
    Account.objects.create_user("anna@example.nl", person=anna)
    door = client.get(page_of(offering)).url
    asked = client.post(door, {"email": "anna@example.nl"})
    for _time in range(3):
        ended = client.post(asked.url, {"code": "FOUT-FOUT", "action": "verify"})
    assert way_back(ended.url) == page_of(offering)
    again = client.get(asked.url)  # a page that was open too long
    assert way_back(again.url) == page_of(offering)


def test_the_way_through_a_school_keeps_the_choice(client: Client, offering: Offering, settings):
    app = {
        "provider_id": "eduid",
        "name": "eduID",
        "client_id": "x",
        "secret": "x",
        "settings": {"server_url": "https://x"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    page = client.get(client.get(page_of(offering)).url).content.decode()
    link = re.search(r'href="(/account/oidc/eduid/login/\?[^"]+)"', page)
    assert link is not None
    assert parse_qs(urlsplit(link[1]).query) == {"next": [page_of(offering)]}


def test_the_page_of_an_offering_leads_here(client: Client, signed_in: SignedIn, offering: Offering, anna: Person):
    for visitor in (client, signed_in(anna)):
        assert f'href="{page_of(offering)}"' in visitor.get(f"/nl/aanbod/{offering.key}/").content.decode()


def test_a_place_is_taken_after_a_yes_and_given_back_after_another(
    signed_in: SignedIn, offering: Offering, anna: Person
):
    desk, page = signed_in(anna), page_of(offering)
    assert desk.get(page).context["mine"] is None
    assert not Enrolment.objects.exists(), "looking takes no place"
    desk.post(page, {"join": "yes"})
    there = Enrolment.objects.get()
    assert desk.get(page).context["mine"] == there
    leaving = f"/nl/meedoen/plek/{there.key}/"
    assert desk.get(leaving).context["has_started"] is False
    there.refresh_from_db()
    assert there.state == EnrolmentState.PLACED, "looking gives nothing back"
    assert desk.post(leaving).url == page
    there.refresh_from_db()
    offering.refresh_from_db()
    assert (there.state, offering.seats_taken) == (EnrolmentState.WITHDRAWN, 0)
    desk.post(page, {"join": "yes"})
    assert Enrolment.objects.filter(state=EnrolmentState.PLACED).count() == 1, "and joining again is the way back"


def test_who_comes_too_late_chooses_the_line(signed_in: SignedIn, world: World, offering: Offering, anna: Person):
    for other in world.students(2):
        place(person=other, offering=offering, by=other, at=world.at)
    desk, page = signed_in(anna), page_of(offering)
    said = desk.post(page, {"join": "yes"})
    assert said.context["form"].non_field_errors()
    assert said.context["is_full"] is True
    desk.post(page, {"wait": "yes"})
    there = Enrolment.objects.get(person=anna)
    assert (there.state, desk.get(page).context["turn"]) == (EnrolmentState.WAITING, 1)
    desk.post(f"/nl/meedoen/plek/{there.key}/")
    there.refresh_from_db()
    assert there.state == EnrolmentState.WITHDRAWN


def test_what_began_is_stopped(signed_in: SignedIn, world: World, anna: Person):
    there = place(
        person=anna,
        offering=world.offering("Nu"),
        starts_on=timezone.localdate() - timedelta(days=3),
        by=anna,
        at=world.at,
    )
    desk, page = signed_in(anna), f"/nl/meedoen/plek/{there.key}/"
    assert desk.get(page).context["has_started"] is True
    desk.post(page)
    there.refresh_from_db()
    assert there.state == EnrolmentState.STOPPED
    assert desk.get(page).status_code == 302


def test_why_somebody_cannot_join_is_said_before_they_press(
    signed_in: SignedIn, world: World, offering: Offering, anna: Person
):
    desk = signed_in(anna)
    els = signed_in(world.someone("els", RoleCode.RESIDENT, world.school))
    ranked = later(world.offering("Keuzedeel", is_ranked=True))
    closed = close_offering(later(world.offering("Dicht")), by=world.clockwork, at=world.at)
    for visitor, what in ((els, offering), (desk, ranked), (desk, closed)):
        page = visitor.get(page_of(what))
        assert page.context["obstacle"]
        assert 'name="join"' not in page.content.decode()
        refused = visitor.post(page_of(what), {"join": "yes"})
        assert refused.context["form"].non_field_errors(), "and the deed says it again"
    assert not Enrolment.objects.exists()


def test_the_place_of_another_cannot_be_given_back(signed_in: SignedIn, world: World, offering: Offering, anna: Person):
    (other,) = world.students(1)
    theirs = wait(person=other, offering=offering, by=other, at=world.at)
    assert signed_in(anna).post(f"/nl/meedoen/plek/{theirs.key}/").status_code == 404
    assert signed_in(anna).get("/nl/meedoen/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_school_books_for_its_group_and_takes_it_back(signed_in: SignedIn, world: World):
    visit = later(world.offering("Bezoek", capacity=30, is_counted_by_head=True))
    desk = signed_in(world.someone("dirk", RoleCode.CONTACT, world.company))
    page, day = page_of(visit), (visit.starts_on + timedelta(days=1)).isoformat()
    said = {"organization": world.company.pk, "heads": "24", "comes_on": day}
    assert set(desk.post(page, {**said, "comes_on": "2020-01-01"}).context["form"].errors) == {"comes_on"}
    assert desk.post(page, said).url == page
    booking = GroupBooking.objects.get()
    assert (booking.heads, booking.comes_on.isoformat()) == (24, day)
    assert list(desk.get("/nl/partner/").context["bookings"]) == [booking]
    for deed, is_gone in (("afmelden", True), ("terug", False)):
        answer = desk.post(f"/nl/meedoen/groep/{booking.key}/{deed}/", {"at": "partner"})
        assert answer.url == "/nl/partner/#groups"
        booking.refresh_from_db()
        assert (booking.withdrawn_at is not None) is is_gone
    assert desk.post(page, {**said, "heads": "9"}).context["form"].non_field_errors()


def test_a_student_books_no_group_and_withdraws_none(signed_in: SignedIn, world: World, anna: Person):
    visit = later(world.offering("Bezoek", capacity=30, is_counted_by_head=True))
    page = signed_in(anna).get(page_of(visit))
    assert page.context["form"] is None
    assert signed_in(anna).post("/nl/meedoen/groep/00000000-0000-4000-8000-000000000000/afmelden/").status_code == 404


def test_mondays_lie_within_the_offering(world: World):
    short = later(world.offering("Kort"), starts_any_week=True, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    assert mondays(short, date(2026, 8, 1)) == [date(2026, 9, day) for day in (7, 14, 21, 28)]
    assert mondays(short, date(2026, 9, 14)) == [date(2026, 9, 21), date(2026, 9, 28)]
    assert mondays(later(world.offering("Vast")), date(2026, 9, 1)) == []
