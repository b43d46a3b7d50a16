"""Staff books for who calls: what and who, then a time, and the code to read aloud."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from harness.helping import Desk
from web.conftest import SignedIn
from werkveld.steps.deeds.models import Look
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.models import Appointment, Shift, Wait
from werkveld.steps.practice.queries.slots import free_times
from werkveld.web.helping.times import details_url

pytestmark = pytest.mark.slow
PAGE = "/nl/hulp/boeken/"


def asked(desk: Desk) -> dict[str, object]:
    return {"kind": desk.kind.key, "name": "Els", "phone": "", "channel": "desk"}


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


def test_a_moment_is_named_once_and_later_days_are_one_button_further(
    signed_in: SignedIn, desk: Desk, shift: Shift, tomorrow: datetime
):
    desk.shift([desk.able(desk.world.students(1)[0])], starts_at=tomorrow, offering=desk.other_offering())
    for day in range(1, 5):
        desk.shift(starts_at=tomorrow + timedelta(days=day))
    client, typed = signed_in(desk.world.people["coach"]), asked(desk)
    form = client.post(PAGE, typed).context["form"]
    starts = [one.starts_at for one in form.times]
    assert (len(starts), len(set(starts))) == (12, 12)
    assert form.later == localdate(tomorrow + timedelta(days=3))
    page = client.post(PAGE, {**typed, "first": form.later.isoformat(), "wishes": "groot schrift"})
    later = page.context["form"]
    assert (len(later.times), later.later, later["wishes"].value()) == (8, None, "groot schrift")
    shown = client.post(PAGE, {**typed, "day": form.later.isoformat(), "show": "yes"}).context["form"]
    assert shown.times == later.times
    sent = {
        **typed,
        "book": "yes",
        "once": uuid.uuid4(),
        "time": later["time"].value(),
        "first": form.later.isoformat(),
    }
    client.post(PAGE, sent)
    assert Appointment.objects.get().starts_at == tomorrow + timedelta(days=3)


def test_staff_knows_what_a_visit_needs_and_sees_every_week_first(
    signed_in: SignedIn, desk: Desk, shift: Shift, tomorrow: datetime
):
    desk.kind.languages = "nl ar"
    desk.kind.save()
    desk.shift(starts_at=tomorrow + timedelta(weeks=2))
    client, typed = signed_in(desk.world.people["coach"]), asked(desk)
    form = client.post(PAGE, typed).context["form"]
    needed = {"language": "ar", "interpreter": "ti", "brings_somebody": "on", "every": "1", "count": "3"}
    sent = {**typed, **needed, "book": "yes", "once": uuid.uuid4(), "time": form["time"].value()}
    page = client.post(PAGE, sent)
    assert [day.free is not None for day in page.context["days"]] == [True, False, True]
    assert (Appointment.objects.count(), "2 van deze dagen kunnen" in words(page)) == (0, True)
    del sent["book"]
    client.post(PAGE, {**sent, "sure": "yes"})
    visits = list(Appointment.objects.order_by("starts_at"))
    assert [(one.language, one.interpreter, one.brings_somebody) for one in visits] == [("ar", "ti", True)] * 2
    assert visits[0].series == visits[1].series


@pytest.mark.parametrize("has_time", [True, False])
def test_the_line_is_always_one_button_further(signed_in: SignedIn, desk: Desk, tomorrow: datetime, has_time: bool):
    if has_time:
        desk.shift(starts_at=tomorrow)
    client, typed = signed_in(desk.world.people["coach"]), asked(desk)
    line = f"/nl/hulp/{desk.kind.key}/wachten/?for=other"
    assert f'formaction="{line}"' in words(client.post(PAGE, typed))
    for said, wheelchair in (("True", True), ("False", False)):
        form = client.post(line, {**typed, "before": "yes", "step_free": said}).context["form"]
        assert [form[name].value() for name in ("given_name", "phone", "step_free")] == ["Els", "", wheelchair]
    client.post(line, {"given_name": "Els", "weeks": "4"})
    found = Wait.objects.get()
    assert (found.resident.given_name, found.channel) == ("Els", "phone")


def test_with_a_wheelchair_staff_reads_the_true_reason(signed_in: SignedIn, desk: Desk, shift: Shift):
    client, typed = signed_in(desk.world.people["coordinator"]), {**asked(desk), "step_free": "on"}
    page = words(client.post(PAGE, typed))
    assert ("We weten niet of je daar" in page, "Er is nu geen tijd" in page) == (True, False)
    assert (reverse("school:write_down") in page, "formaction" in page) == (True, False)
    Site.objects.filter(pk=desk.world.site.pk).update(is_step_free=True)
    assert len(client.post(PAGE, typed).context["form"].times) == 4


def test_staff_on_the_public_page_says_for_whom(signed_in: SignedIn, desk: Desk, shift: Shift):
    client = signed_in(desk.world.people["coach"])
    chosen = details_url(desk.kind, free_times(desk.kind, at=desk.world.at)[0])
    assert 'href="?for=other"' in words(client.get(chosen))
    client.post(f"{chosen}?for=other", {"given_name": "Els", "once": uuid.uuid4()})
    visit = Appointment.objects.get()
    assert (visit.resident.given_name, visit.channel) == ("Els", "phone")
    assert "for=other" not in words(signed_in(desk.neighbour()).get(chosen))


def test_who_lost_the_code_is_found(signed_in: SignedIn, desk: Desk, shift: Shift):
    client = signed_in(desk.world.people["coordinator"])
    els = Person.objects.create(region=desk.world.region, given_name="Els", phone="0612345678")
    visit = book(shift=shift, resident=els, starts_at=shift.starts_at, kind=desk.kind, by=els, at=desk.world.at)
    page = "/nl/hulp/zoeken/"
    assert "Typ een naam of een nummer" in words(client.post(page, {}))
    assert visit.code in words(client.post(page, {"phone": "06-12345678"}))
    assert "Geen afspraak" in words(client.post(page, {"name": "Joop"}))
    assert Look.objects.filter(person=els.key).count() == 1


def test_a_coach_finds_what_still_comes_on_the_own_shifts(signed_in: SignedIn, desk: Desk, shift: Shift):
    coach, page = desk.world.people["coach"], "/nl/hulp/zoeken/"
    els = Person.objects.create(region=desk.world.region, given_name="Els", phone="0612345678")
    visit = book(shift=shift, resident=els, starts_at=shift.starts_at, kind=desk.kind, by=els, at=desk.world.at)
    client = signed_in(coach)
    assert "op je eigen diensten" in words(client.get(page))
    for said in ({"phone": "06-12345678"}, {"name": "els"}):
        assert visit.code in words(client.post(page, said))
    assert "Geen afspraak" in words(client.post(page, {"name": "Joop"}))
    assert Look.objects.filter(person=els.key, by=coach.key).count() == 2
    other = desk.world.someone("other", coach.roles.get().code, desk.world.college)
    assert "Geen afspraak" in words(signed_in(other).post(page, {"name": "Els"}))
    assert Look.objects.filter(person=els.key).count() == 2


@pytest.mark.parametrize("page", [PAGE, "/nl/hulp/zoeken/"])
def test_only_who_helps_residents_comes_here(signed_in: SignedIn, desk: Desk, page: str):
    assert signed_in(desk.students[0]).get(page).status_code == 403
    assert signed_in(desk.neighbour()).get(page).status_code == 403
