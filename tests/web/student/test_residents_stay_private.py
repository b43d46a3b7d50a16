"""On every page that a student can reach: no family name, no way to reach a resident, and nobody of the past."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from house.sources import ROOT
from journeys.world import World
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment, Shift

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
STARTS = ("/nl/werkplek/", "/nl/student/", "/nl/mijn-gegevens/", "/nl/mijn-gegevens/downloaden/", "/nl/zorg-of-klacht/")
ELSEWHERE = re.compile(r"^/(nl|en)/account/|^/static/|^/theme/|\.(ics|pdf)$")
MOST = 150
NEVER = ("Vandenberg", "Voorbij", "0611122233", "0335550199", "3811AB", "GEHEIM", "oud verzoek", "Lindelaan")


def base_norms() -> dict[str, int]:
    """The dated rules that every region has, as far as they are numbers: pages of all kinds ask for theirs."""
    lines = (ROOT / "regions" / "base" / "norms.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";")
    return {row["code"]: int(row["value"]) for row in rows if row["value"].isdecimal()}


@pytest.fixture
def anna(world: World) -> Person:
    """She helped Voorbij yesterday and an hour ago, and helps Zara tomorrow."""
    anna, now = world.students(1)[0], timezone.now()
    for code, value in base_norms().items():
        Norm.objects.get_or_create(
            region=world.region, code=code, valid_from=date(2016, 8, 1), defaults={"value": value}
        )
    for number, (hours, given, family, facts) in enumerate(
        [
            (-24, "Voorbijgerda", "Voorbij", {"state": "served", "closed_at": now, "wishes": "oud verzoek"}),
            (-2, "Voorbijhenk", "Voorbij", {"wishes": "oud verzoek", "place": "Lindelaan 3"}),
            (24, "Zara", "Vandenberg", {"wishes": "biljarten"}),
        ]
    ):
        starts_at = now + timedelta(hours=hours)
        shift = plan_shift(
            offering=world.offering(f"nova {number}"),
            site=world.site,
            coach=world.people["coach"],
            people=[anna],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            by=world.people["coordinator"],
            at=now,
        )
        resident = Person.objects.create(
            region=world.region, given_name=given, family_name=family, phone="0611122233", postcode="3811AB"
        )
        visit = Appointment.objects.create(
            shift=shift,
            resident=resident,
            learner=anna,
            starts_at=starts_at,
            booked_at=now,
            code=f"GEHEIM{number}",
            **facts,
        )
        tell(
            resident,
            "visit-soon",
            about=visit,
            by=world.clockwork,
            at=now,
            starts_at=starts_at.isoformat(),
            where="",
            code=visit.code,
        )
    return anna


def reached(client: Client) -> dict[str, str]:
    """Every page behind the links and forms of the pages of a student, as words."""
    waiting, pages = list(STARTS), {}
    while waiting and len(pages) < MOST:
        address = waiting.pop(0).split("#")[0]
        if address in pages or ELSEWHERE.search(address):
            continue
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(answer["Location"])
            pages[address] = ""
            continue
        pages[address] = answer.content.decode() if not answer.streaming else ""
        waiting += re.findall(r'(?:href|action)="(/[^"]*)"', pages[address].replace("&amp;", "&"))
    return pages


def test_no_page_of_a_student_tells_who_a_resident_is_or_was(anna: Person, signed_in: SignedIn):
    pages = reached(signed_in(anna))
    assert len(pages) > 20
    told = {address: word for address, page in pages.items() for word in NEVER if word in page}
    assert told == {}


def test_before_the_visit_the_first_name_stands_on_the_own_page_alone(anna: Person, signed_in: SignedIn):
    pages = reached(signed_in(anna))
    told = {re.sub("^/en/", "/nl/", address) for address, page in pages.items() if "Zara" in page}
    assert told == {"/nl/student/"}
    assert "biljarten" in pages["/nl/student/"]


def test_another_student_and_another_coach_see_nothing_of_it(world: World, anna: Person, signed_in: SignedIn):
    (other,) = world.students(1)
    assert not any("Zara" in page for page in reached(signed_in(other)).values())
    site_of_another = world.someone("Bea", "coach", world.college)
    page = signed_in(site_of_another).get("/nl/coach/").content.decode()
    assert "Zara" not in page
    assert "Voorbij" not in page
    visit = Shift.objects.get(appointments__resident__given_name="Zara").appointments.get()
    assert signed_in(site_of_another).post(f"/nl/coach/afspraak/{visit.key}/", {"state": "served"}).status_code == 404
