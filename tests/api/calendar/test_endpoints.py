"""The secret address answers without a session, tells when nothing changed, and ends when its person says so."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from journeys.world import World, small_world
from steps.practice.conftest import Morning
from werkveld.jobs.mail import made
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Account, Person
from werkveld.steps.practice.actions.feeds import open_feed

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None) -> World:
    return small_world(timezone.now())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.create(person=person, email=f"{person.key}@example.nl"))
    return client


def test_a_calendar_reads_it_without_cookies_and_asks_again_for_little(client: Client, world: World):
    morning = Morning(world, timezone.now().replace(minute=0, second=0, microsecond=0))
    address = f"/agenda/{open_feed(by=morning.anna, at=timezone.now())}.ics"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(morning.shift.key) in answer.content.decode()
    assert not answer.cookies
    assert "private" in answer.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/agenda/geen.ics", f"/agenda/{'A' * 43}.ics", "/agenda/.ics"])
def test_another_address_is_not_there(client: Client, db: None, address: str):
    assert client.get(address).status_code == 404


def test_the_page_makes_an_address_that_works_and_ends_it(world: World):
    (anna,) = world.students(1)
    desk = signed_in(anna)
    assert desk.get("/nl/mijn-agenda/").context["feed"] is None
    address = desk.post("/nl/mijn-agenda/").context["address"]
    path = address[address.index("/agenda/") :]
    assert Client().get(path).status_code == 200
    assert path not in desk.get("/nl/mijn-agenda/").content.decode()
    desk.post("/nl/mijn-agenda/weg/")
    assert Client().get(path).status_code == 404


def test_a_resident_takes_the_appointment_along_by_its_code(client: Client, world: World):
    morning = Morning(world, timezone.now().replace(minute=0, second=0, microsecond=0))
    visit = morning.book(morning.anna, 60)
    answer = client.get(f"/nl/afspraak/{visit.code}/agenda.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert str(visit.key) in answer.content.decode()
    assert str(visit.key) not in client.get("/nl/afspraak/FOUTFOUT/agenda.ics").content.decode()


def test_a_letter_about_a_visit_has_it_along(world: World):
    morning = Morning(world, timezone.now().replace(minute=0, second=0, microsecond=0))
    morning.els.email = "els@example.nl"
    morning.els.save()
    visit = morning.book(morning.anna, 60)
    stamp = visit.starts_at.isoformat()
    facts = {"about": visit, "by": morning.coach, "at": world.at, "starts_at": stamp}
    later = made(tell(morning.els, "visit-later", **facts))
    later.send()
    (part,) = [one for one in mail.outbox[0].message().walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "PUBLISH"
    assert str(visit.key) in part.get_payload(decode=True).decode()
    other = made(tell(morning.els, "how-was-it", **facts, secret="abc"))
    assert other.attachments == []


def test_an_offering_on_one_day_has_a_file_on_its_page(client: Client, world: World):
    offering = world.offering("Innovatiedag")
    assert client.get(f"/agenda/aanbod/{offering.key}.ics").status_code == 200
    offering.ends_on = offering.starts_on.replace(month=12)
    offering.save()
    assert client.get(f"/agenda/aanbod/{offering.key}.ics").status_code == 404
