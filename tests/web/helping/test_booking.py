"""From the list to a code, without an account; what is sent twice is done once."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from harness.helping import Desk
from web.conftest import SignedIn
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.models import Appointment, Shift, Wait
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
CHIP = re.compile(r'class="chip" href="([^"]+)"')


def words(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined]


def first_time(client: Client, desk: Desk, query: str = "") -> str:
    return CHIP.findall(words(client.get(f"/nl/hulp/{desk.kind.key}/{query}")))[0]


def test_the_list_says_what_it_is_and_leads_to_times(client: Client, desk: Desk, shift: Shift):
    desk.kind.does_nl = "We vullen samen in."
    desk.kind.save()
    page = words(client.get("/nl/hulp/"))
    assert all(part in page for part in ("Formulier", "We vullen samen in.", "30 minuten", "gratis", "Nederlands"))
    assert f'href="/nl/hulp/{desk.kind.key}/"' in page
    assert f"/nl/hulp/{desk.kind.key}/?place=1234&amp;step_free=on" in words(
        client.get("/nl/hulp/?place=1234&step_free=on")
    )
    assert "/en/help/" in words(client.get("/en/help/"))


def test_five_pages_from_home_to_a_code(client: Client, desk: Desk, shift: Shift):
    assert 'href="/nl/hulp/"' in words(client.get("/nl/"))
    assert client.get("/nl/hulp/").status_code == 200
    chosen = first_time(client, desk)
    once = client.get(chosen).context["form"].initial["once"]
    sent = client.post(chosen, {"given_name": "Els", "once": once})
    visit = Appointment.objects.get()
    assert sent.url == f"/nl/afspraak/{visit.code}/"
    assert (visit.resident.given_name, visit.resident.phone, visit.channel) == ("Els", "", "web")
    Person.objects.filter(pk=visit.learner_id).update(family_name="Achternaam")
    page = words(client.get(sent.url))
    assert "Achternaam" not in page
    assert f"{visit.code[:4]} {visit.code[4:]}" in page

    again = client.post(chosen, {"given_name": "Els", "once": once})
    assert (again.url, Appointment.objects.count(), Person.objects.filter(given_name="Els").count()) == (sent.url, 1, 1)


def test_a_time_that_just_went_leads_back_to_the_times(client: Client, desk: Desk, shift: Shift):
    chosen = first_time(client, desk)
    for name in ("Els", "Joop", "Ria"):
        answer = client.post(chosen, {"given_name": name, "once": uuid.uuid4()})
    assert (answer.url, Appointment.objects.count()) == (f"/nl/hulp/{desk.kind.key}/", 2)
    assert "Deze tijd is net bezet" in words(client.get(answer.url))
    assert chosen not in words(client.get(answer.url))


@pytest.mark.parametrize("minute", ["0", "999999999999999999"])
def test_a_made_up_time_is_no_time(client: Client, desk: Desk, shift: Shift, minute: str):
    assert client.get(f"/nl/hulp/{desk.kind.key}/{shift.key}/{minute}/").status_code == 302
    assert client.get(f"/nl/hulp/{shift.key}/").status_code == 404


def test_a_number_is_a_mobile_one_or_none(client: Client, desk: Desk, shift: Shift):
    chosen = first_time(client, desk)
    assert "geen Nederlands mobiel nummer" in words(
        client.post(chosen, {"given_name": "Els", "phone": "030 1234567", "once": uuid.uuid4()})
    )
    client.post(chosen, {"given_name": "Els", "phone": "06 12345678", "once": uuid.uuid4()})
    els = Appointment.objects.get().resident
    assert (els.phone, els.wants_texts, els.email) == ("06 12345678", True, "")


def test_who_has_an_account_is_not_asked_who_they_are(signed_in: SignedIn, desk: Desk, shift: Shift):
    els = desk.neighbour()
    client = signed_in(els)
    chosen = first_time(client, desk)
    assert "given_name" not in client.get(chosen).context["form"].fields
    client.post(chosen, {"once": uuid.uuid4()})
    assert Appointment.objects.get().resident == els


def test_students_who_come_are_told_where_and_nobody_else_is_asked(client: Client, desk: Desk, shift: Shift):
    assert "place" not in client.get(first_time(client, desk)).context["form"].fields
    desk.kind.is_walking_along = True
    desk.kind.save()
    chosen = first_time(client, desk)
    assert client.post(chosen, {"given_name": "Els", "once": uuid.uuid4()}).status_code == 200
    client.post(chosen, {"given_name": "Els", "once": uuid.uuid4(), "place": "Dorpsplein 1, 3826 AB", "wishes": "koor"})
    visit = Appointment.objects.get()
    assert (visit.place, visit.wishes) == ("Dorpsplein 1, 3826 AB", "koor")


def test_what_comes_back_is_looked_at_before_anything_is_booked(
    client: Client, desk: Desk, shift: Shift, tomorrow: datetime
):
    desk.shift(starts_at=tomorrow + timedelta(weeks=2))
    chosen = first_time(client, desk)
    sent = {"given_name": "Els", "once": str(uuid.uuid4()), "every": "1", "count": ""}
    assert "getal van 2" in words(client.post(chosen, sent))
    sent["count"] = "3"
    page = client.post(chosen, sent)
    assert [day.free is not None for day in page.context["days"]] == [True, False, True]
    assert (Appointment.objects.count(), "2 van deze dagen kunnen" in words(page)) == (0, True)
    done = client.post(chosen, {**sent, "sure": "yes"})
    first, last = Appointment.objects.order_by("starts_at")
    assert (first.series == last.series, last.starts_at - first.starts_at) == (True, timedelta(weeks=2))
    page = words(client.get(done.url))
    assert ("Je afspraken zijn gemaakt" in page, last.code in page) == (True, True)
    assert f"{last.code[:4]} {last.code[4:]}" in page, "also on paper"
    client.post(f"/nl/afspraak/{first.code}/afzeggen/", {"all": "yes"})
    assert set(Appointment.objects.values_list("state", flat=True)) == {"cancelled"}


def test_not_here_but_there(client: Client, desk: Desk, tomorrow: datetime):
    """The other site has a time, and can be entered with a wheelchair."""
    other = desk.other_site()
    Site.objects.filter(pk=other.pk).update(is_step_free=True)
    desk.shift([desk.able(one) for one in desk.world.students(2)], starts_at=tomorrow, site=other)
    page = words(client.get(f"/nl/hulp/{desk.kind.key}/"))
    assert f"Kan niet bij {desk.world.site.name}" in page
    assert f"Het kan wel bij {other.name} in Town." in page
    desk.shift(starts_at=tomorrow)
    Site.objects.filter(pk=desk.world.site.pk).update(is_step_free=False)
    page = words(client.get(f"/nl/hulp/{desk.kind.key}/?step_free=on"))
    assert "Daar kun je met een rolstoel niet naar binnen." in page
    assert len(CHIP.findall(page)) == 4
    chosen = first_time(client, desk, "?step_free=on")
    assert client.get(chosen).context["form"]["step_free"].value() is True


@pytest.mark.parametrize(("way_in", "reason"), [(None, "We weten niet of je daar"), (False, "niet naar binnen")])
def test_with_a_wheelchair_the_true_reason_is_said_with_a_way_on(
    client: Client, desk: Desk, shift: Shift, way_in: bool | None, reason: str
):
    Site.objects.filter(pk=desk.world.site.pk).update(is_step_free=way_in)
    page = words(client.get(f"/nl/hulp/{desk.kind.key}/?step_free=on"))
    assert (reason in page, "Er is nu geen tijd" in page, "Vraag het de school" in page) == (True, False, True)
    chosen = first_time(client, desk)
    for every in ("", "1"):
        sent = {"given_name": "Els", "once": uuid.uuid4(), "step_free": "on", "every": every, "count": "3"}
        answer = client.post(chosen, sent)
        assert (answer.status_code, reason in words(answer)) == (200, True)
        assert "step_free=on" in words(answer), "and the other times know it"
    assert not Appointment.objects.exists()


def test_the_waiting_list_knows_of_a_wheelchair(client: Client, desk: Desk):
    page = f"/nl/hulp/{desk.kind.key}/wachten/"
    assert client.get(f"{page}?step_free=on").context["form"]["step_free"].value() is True
    sent = {"given_name": "Els", "weeks": "2", "step_free": "on"}
    assert "geen plek waar je met een rolstoel" in words(client.post(page, sent))
    assert not Wait.objects.exists()
    Site.objects.filter(pk=desk.world.site.pk).update(is_step_free=True)
    sent_on = client.post(page, sent)
    assert (Wait.objects.get().needs_step_free, "met een rolstoel" in words(client.get(sent_on.url))) == (True, True)


def test_the_nearest_site_comes_first(client: Client, desk: Desk, shift: Shift, tomorrow: datetime):
    other = desk.other_site()
    desk.shift([desk.able(one) for one in desk.world.students(2)], starts_at=tomorrow, site=other)
    Site.objects.filter(pk=other.pk).update(postcode="1234", city="Verweg", lat=53.2, lon=6.5)
    Site.objects.filter(pk=desk.world.site.pk).update(postcode="3526", city="Dichtbij", lat=52.1, lon=5.1)

    def order(place: str) -> list[str]:
        page = client.get(f"/nl/hulp/{desk.kind.key}/?place={place}")
        return [one.site.city for one in page.context["sites"]]

    assert order("3526") == ["Dichtbij", "Verweg"]
    assert order("1234 AB") == ["Verweg", "Dichtbij"]
    assert "We kennen deze plaats niet" in words(client.get(f"/nl/hulp/{desk.kind.key}/?place=9999"))
    Site.objects.filter(pk=other.pk).update(name="Wijkleerbedrijf Vathorst")
    assert order("vathorst") == ["Verweg", "Dichtbij"], "a neighbourhood that a site is called after"


def test_later_days_are_one_link_further(client: Client, desk: Desk, tomorrow: datetime):
    for day in range(7):
        desk.shift(starts_at=tomorrow + timedelta(days=day))
    page = client.get(f"/nl/hulp/{desk.kind.key}/")
    (here,) = page.context["sites"]
    assert (len(here.days), here.after) == (5, timezone.localdate(tomorrow) + timedelta(days=5))
    (rest,) = client.get(here.later).context["sites"]
    assert (len(rest.days), rest.later) == (2, "")


def test_the_pages_ask_as_much_for_many_times_as_for_few(
    client: Client, desk: Desk, shift: Shift, tomorrow: datetime, django_assert_num_queries
):
    client.get("/nl/hulp/")
    with django_assert_num_queries(8):
        client.get(f"/nl/hulp/{desk.kind.key}/")
    for day in range(1, 12):
        desk.shift(starts_at=tomorrow + timedelta(days=day))
    with django_assert_num_queries(8):
        client.get(f"/nl/hulp/{desk.kind.key}/")


def test_nothing_free_is_a_turn_in_line(client: Client, desk: Desk):
    page = f"/nl/hulp/{desk.kind.key}/"
    assert "Er is nu geen tijd" in words(client.get(page))
    sent = client.post(f"{page}wachten/", {"given_name": "Els", "weeks": "2"})
    line = Wait.objects.get()
    assert (sent.url, line.until_on) == (f"/nl/afspraak/{line.code}/", timezone.localdate() + timedelta(weeks=2))
    assert "Jij bent de volgende" in words(client.get(sent.url))


def test_another_question_reaches_the_school(client: Client, desk: Desk):
    asked = {"text": "Wie helpt mij met de tuin?", "given_name": "Els", "phone": ""}
    assert client.post("/nl/hulp/andere-vraag/", asked).status_code == 200
    sent = client.post("/nl/hulp/andere-vraag/", {**asked, "phone": "0301234567"})
    question = Question.objects.get()
    assert (question.text, question.asked_by.given_name, question.asked_by.phone) == (
        asked["text"],
        "Els",
        "0301234567",
    )
    assert "Je vraag is aangekomen" in words(client.get(sent.url))


def test_one_connection_does_not_fill_the_week(
    client: Client, signed_in: SignedIn, desk: Desk, shift: Shift, settings: LazySettings
):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "appointment_booking": "1/h/ip"}
    for name in ("Els", "Joop"):
        page = client.post(first_time(client, desk), {"given_name": name, "once": uuid.uuid4()})
    assert "veel afspraken gemaakt" in words(page)
    signed_in(desk.neighbour("Ria")).post(first_time(client, desk), {"once": uuid.uuid4()})
    assert Appointment.objects.count() == 2
