"""Staff books for who calls: what and who, then a time, and the code to read aloud."""

import uuid

import pytest

from harness.helping import Desk
from web.conftest import SignedIn
from werkveld.steps.deeds.models import Look
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.models import Appointment, Shift, Wait

pytestmark = pytest.mark.slow
PAGE = "/nl/hulp/boeken/"


def words(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined]


def test_two_times_enter_from_a_name_to_a_code(signed_in: SignedIn, desk: Desk, shift: Shift):
    coach = desk.world.people["coach"]
    client = signed_in(coach)
    typed = {"kind": desk.kind.key, "name": "Els", "phone": "0612345678", "channel": "phone", "wants_text": "on"}
    assert "boeken" in words(client.get("/nl/coach/"))
    form = client.post(PAGE, typed).context["form"]
    assert (len(form.times), form["time"].value(), form.errors) == (4, form["time"].field.choices[0][0], {})
    sent = {**typed, "book": "yes", "time": form["time"].value(), "once": form["once"].value()}
    answers = [client.post(PAGE, sent) for _turn in range(2)]
    visit = Appointment.objects.get()
    assert [one.url for one in answers] == [f"/nl/afspraak/{visit.code}/"] * 2
    assert (visit.channel, visit.resident.phone, visit.resident.wants_texts) == ("phone", "0612345678", True)
    assert "Lees de code voor" in words(client.get(answers[0].url))


def test_what_was_typed_can_be_changed_and_is_checked(signed_in: SignedIn, desk: Desk, shift: Shift):
    client = signed_in(desk.world.people["coordinator"])
    typed = {"kind": desk.kind.key, "name": "Els", "phone": "030 1234567", "channel": "desk", "wants_text": "on"}
    assert "Nederlands mobiel nummer" in words(client.post(PAGE, typed))
    assert "heel telefoonnummer" in words(client.post(PAGE, {**typed, "phone": "030"}))
    del typed["wants_text"]
    changed = client.post(PAGE, {**typed, "change": "yes"})
    assert (changed.context["looked"], changed.context["form"]["name"].value()) == (None, "Els")


def test_who_is_known_is_not_made_known_again(signed_in: SignedIn, desk: Desk, shift: Shift):
    els = Person.objects.create(region=desk.world.region, given_name="Els", phone="0612345678")
    client = signed_in(desk.world.people["coordinator"])
    typed = {"kind": desk.kind.key, "name": "Els", "phone": "", "channel": "desk"}
    form = client.post(PAGE, typed).context["form"]
    assert [key for key, _words in form["who"].field.choices] == [str(els.key), "new"]
    assert Look.objects.filter(person=els.key).count() == 1
    sent = {**typed, "book": "yes", "time": form["time"].value(), "once": uuid.uuid4()}
    assert (client.post(PAGE, sent).status_code, Appointment.objects.count()) == (200, 0)
    client.post(PAGE, {**sent, "who": els.key})
    assert Appointment.objects.get().resident == els
    same = client.post(PAGE, {**typed, "phone": "+31 6 12345678"}).context["form"]
    assert (same.resident, "who" in same.fields) == (els, False)


def test_without_a_time_the_line_is_one_link_further(signed_in: SignedIn, desk: Desk):
    client = signed_in(desk.world.people["coach"])
    typed = {"kind": desk.kind.key, "name": "Els", "phone": "", "channel": "desk"}
    line = f"/nl/hulp/{desk.kind.key}/wachten/?for=other"
    assert line in words(client.post(PAGE, typed))
    client.post(line, {"given_name": "Els", "weeks": "4"})
    found = Wait.objects.get()
    assert (found.resident.given_name, found.channel) == ("Els", "phone")


def test_who_lost_the_code_is_found(signed_in: SignedIn, desk: Desk, shift: Shift):
    client = signed_in(desk.world.people["coordinator"])
    els = Person.objects.create(region=desk.world.region, given_name="Els", phone="0612345678")
    visit = book(shift=shift, resident=els, starts_at=shift.starts_at, kind=desk.kind, by=els, at=desk.world.at)
    page = "/nl/hulp/zoeken/"
    assert "Typ een naam of een nummer" in words(client.post(page, {}))
    assert visit.code in words(client.post(page, {"phone": "06-12345678"}))
    assert "Geen afspraak" in words(client.post(page, {"name": "Joop"}))
    assert Look.objects.filter(person=els.key).count() == 1


@pytest.mark.parametrize("page", [PAGE, "/nl/hulp/zoeken/"])
def test_only_who_helps_residents_comes_here(signed_in: SignedIn, desk: Desk, page: str):
    assert signed_in(desk.students[0]).get(page).status_code == 403
    assert signed_in(desk.neighbour()).get(page).status_code == 403
