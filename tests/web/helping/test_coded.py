"""With a code: see, move, cancel; a wrong one says nothing, and guessing stops."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import localdate

from harness.helping import Desk
from web.conftest import SignedIn
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.models import Region
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.actions.waits import offer_free_times, wait
from werkveld.steps.practice.models import Appointment, Shift, Wait
from werkveld.steps.practice.queries.slots import free_times
from werkveld.web.helping.times import value_of

pytestmark = pytest.mark.slow


@pytest.fixture
def visit(desk: Desk, shift: Shift) -> Appointment:
    els = desk.neighbour()
    return book(shift=shift, resident=els, starts_at=shift.starts_at, kind=desk.kind, by=els, at=desk.world.at)


def words(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined]


def test_a_code_is_typed_as_people_type(client: Client, visit: Appointment):
    typed = f"{visit.code[:4].lower()} {visit.code[4:]}"
    assert client.post("/nl/afspraak/", {"code": typed}).url == f"/nl/afspraak/{visit.code}/"
    page = client.get(f"/nl/afspraak/{visit.code}/")
    assert page["Cache-Control"].startswith("max-age=0")
    assert "noindex" in words(page)


def test_a_wrong_code_and_a_forgotten_one_get_the_same_answer(client: Client, visit: Appointment):
    forgotten = visit.code
    Appointment.objects.update(code="")
    pages = [client.get(f"/nl/afspraak/{code}/") for code in (forgotten, "NIETBEST")]
    assert [page.status_code for page in pages] == [404, 404]
    assert words(pages[0]).replace(forgotten, "NIETBEST") == words(pages[1])
    assert "We kennen deze code niet" in words(client.post("/nl/afspraak/", {"code": forgotten}))


def test_guessing_stops_also_for_the_right_one(client: Client, visit: Appointment, settings: LazySettings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "appointment_code": "3/m/ip"}
    for _turn in range(9):
        assert client.get(f"/nl/afspraak/{visit.code}/").status_code == 200
    wrong = [client.get(f"/nl/afspraak/FOUT{turn}/").status_code for turn in range(4)]
    assert wrong == [404, 404, 404, 429]
    pages = (f"{visit.code}/", f"{visit.code}/verzetten/", "")
    assert [client.get(f"/nl/afspraak/{page}").status_code for page in pages] == [429] * 3
    assert client.post(f"/nl/afspraak/{visit.code}/afzeggen/").status_code == 429


def test_moving_keeps_the_code(client: Client, desk: Desk, visit: Appointment, tomorrow: datetime):
    later = desk.shift(starts_at=tomorrow + timedelta(days=1))
    page = f"/nl/afspraak/{visit.code}/verzetten/"
    free = next(one for one in free_times(desk.kind, at=desk.world.at) if one.shift == later)
    assert value_of(free) in words(client.get(page))
    assert client.post(page, {"time": "niets 1"}).status_code == 200
    assert client.post(page, {"time": value_of(free)}).url == f"/nl/afspraak/{visit.code}/"
    visit.refresh_from_db()
    assert visit.shift == later


def test_what_is_cancelled_goes_to_who_waits_and_not_to_who_looks(client: Client, desk: Desk, shift: Shift):
    visits, at = [], desk.world.at
    while times := free_times(desk.kind, at=at):
        who = desk.neighbour()
        visits.append(book(shift=shift, resident=who, starts_at=times[0].starts_at, kind=desk.kind, by=who, at=at))
    assert len(visits) == 8
    joop = desk.neighbour("Joop")
    line = wait(desk.kind, resident=joop, until_on=localdate(shift.starts_at), by=joop, at=desk.world.at)
    client.post(f"/nl/afspraak/{visits[0].code}/afzeggen/")
    assert not free_times(desk.kind, at=desk.world.at)
    page = client.get(f"/nl/afspraak/{line.code}/")
    assert "Er is een tijd vrij" in words(page)
    assert client.post(f"/nl/afspraak/{line.code}/komt-goed-uit/").url == f"/nl/afspraak/{line.code}/"
    assert "Joop" not in words(client.get(f"/nl/afspraak/{line.code}/"))
    assert Appointment.objects.get(code=line.code).state == "booked"


def test_not_this_time_keeps_the_turn(client: Client, desk: Desk, tomorrow: datetime):
    desk.kind.minutes = 120
    desk.kind.save()
    joop = desk.neighbour("Joop")
    line = wait(desk.kind, resident=joop, until_on=localdate(tomorrow), by=joop, at=desk.world.at)
    desk.shift(starts_at=tomorrow)
    offer_free_times(desk.kind, by=desk.world.clockwork, at=desk.world.at)
    page = f"/nl/afspraak/{line.code}/"
    assert "Niet deze keer" in words(client.get(page))
    assert client.post(f"{page}niet-deze-keer/").url == page
    assert "Jij bent de volgende" in words(client.get(page))
    Wait.objects.update(unanswered=1)
    assert "houd je je beurt" in words(client.get(page))
    assert "Deze tijd is niet meer voor jou" in words(client.post(f"{page}niet-deze-keer/", follow=True)), (
        "nothing is offered any more"
    )
    assert client.post("/nl/afspraak/FOUT/niet-deze-keer/").status_code == 404


def test_leaving_the_line_lets_the_next_one_in(client: Client, desk: Desk, tomorrow: datetime):
    lines = []
    for minutes, name in enumerate(("Els", "Joop")):
        who, at = desk.neighbour(name), desk.world.at + timedelta(minutes=minutes)
        lines.append(wait(desk.kind, resident=who, until_on=localdate(tomorrow), by=who, at=at))
    assert "nummer 2" in words(client.get(f"/nl/afspraak/{lines[1].code}/"))
    client.post(f"/nl/afspraak/{lines[0].code}/uit-de-rij/")
    assert "Je staat niet meer op de wachtlijst" in words(client.get(f"/nl/afspraak/{lines[0].code}/"))
    assert "Jij bent de volgende" in words(client.get(f"/nl/afspraak/{lines[1].code}/"))
    assert Wait.objects.filter(state="withdrawn").count() == 1
    assert client.post("/nl/afspraak/FOUT/komt-goed-uit/").status_code == 404
    assert client.post("/nl/afspraak/FOUT/uit-de-rij/").status_code == 404


def test_staff_acts_in_the_own_name(signed_in: SignedIn, desk: Desk, visit: Appointment):
    coach = desk.world.people["coach"]
    page = signed_in(coach).get(f"/nl/afspraak/{visit.code}/")
    assert "Afspraak maken voor iemand" in words(page)
    signed_in(coach).post(f"/nl/afspraak/{visit.code}/afzeggen/")
    assert Deed.objects.get(verb="cancelled").by == coach.key
    assert "Afgezegd" in words(page.client.get(f"/nl/afspraak/{visit.code}/"))


def test_a_page_says_to_call_only_where_somebody_answers(client: Client, visit: Appointment):
    pages = ("/nl/over/", "/nl/hulp/", "/nl/afspraak/", f"/nl/afspraak/{visit.code}/", "/nl/afspraak/NIETBEST/")
    before = [words(client.get(page)).lower() for page in pages]
    assert [page for page, text in zip(pages, before, strict=True) if re.search(r"\bbel\b|balie", text)] == []
    facts = {"help_phone": "088 000 00 00", "help_when_nl": "maandag tot vrijdag", "help_when_en": "Monday to Friday"}
    Region.objects.update(**facts)
    caches["cards"].clear()
    assert [page for page in pages if "088 000 00 00, maandag tot vrijdag" not in words(client.get(page))] == []
    assert "bel 088 000 00 00 met je code" in words(client.get(pages[3]))
