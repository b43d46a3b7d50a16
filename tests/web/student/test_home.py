"""What a student sees and does at the own desk."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from journeys.world import World
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import place, wait
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Hours

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


def this_monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def test_a_student_sees_what_she_takes_part_in_and_why(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    place(person=anna, offering=world.offering("Zorg in de wijk", has_hours=True), by=anna, at=world.at)
    page = signed_in(anna).get("/nl/student/")
    with override("nl"):
        why = gettext("You chose this yourself.")
    assert [(p.enrolment.offering.title_nl, p.why) for p in page.context["current"]] == [("Zorg in de wijk", why)]
    assert why in page.content.decode()


def test_what_is_still_to_begin_comes_after_what_runs_and_asks_no_hours(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    now, later = (world.offering(name, has_hours=True) for name in ("Nu", "Later"))
    place(person=anna, offering=now, starts_on=this_monday() - timedelta(weeks=8), by=anna, at=world.at)
    place(person=anna, offering=later, starts_on=this_monday() + timedelta(weeks=8), by=anna, at=world.at)
    page = signed_in(anna).get("/nl/student/")
    shown = [(p.enrolment.offering.title_nl, p.may_write) for p in page.context["current"]]
    assert shown == [("Nu", True), ("Later", False)]
    assert page.content.decode().count("/nl/student/uren/") == 1


def test_she_writes_a_week_of_hours(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    mine = place(person=anna, offering=world.offering("Zorg", has_hours=True), by=anna, at=world.at)
    week = this_monday()
    sent = {"week_of": week.isoformat(), "amount": "16,5", "work_process": "B1-K1-W1", "note": "Gekookt"}
    answer = signed_in(anna).post(f"/nl/student/uren/{mine.key}/", sent)
    assert answer.status_code == 302
    written = Hours.objects.get()
    assert (written.week_of, written.amount, written.work_process) == (week, Decimal("16.5"), "B1-K1-W1")


def test_hours_before_the_agreement_are_refused_at_the_form(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    place_to_learn = world.offering("Leerplek", has_hours=True, needs_agreement=True)
    mine = place(person=anna, offering=place_to_learn, by=anna, at=world.at)
    page = signed_in(anna).post(
        f"/nl/student/uren/{mine.key}/", {"week_of": this_monday().isoformat(), "amount": "8", "work_process": ""}
    )
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert 'href="#id_' not in page.content.decode().split("error-summary")[1].split("</div>")[0]
    assert not Hours.objects.exists()


def test_a_field_that_is_wrong_is_named_in_the_summary(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    mine = place(person=anna, offering=world.offering("Zorg", has_hours=True), by=anna, at=world.at)
    page = signed_in(anna).post(f"/nl/student/uren/{mine.key}/", {"week_of": "1999-01-04", "amount": "99"})
    assert set(page.context["form"].errors) == {"week_of", "amount"}
    assert 'href="#id_amount"' in page.content.decode()


def test_the_hours_of_somebody_else_do_not_exist(signed_in: SignedIn, world: World):
    anna, other = world.students(2)
    theirs = place(person=other, offering=world.offering("Zorg", has_hours=True), by=other, at=world.at)
    assert signed_in(anna).get(f"/nl/student/uren/{theirs.key}/").status_code == 404


def test_she_reads_a_message_once(signed_in: SignedIn, world: World):
    first, anna = world.students(2)
    full = world.offering("Vol", capacity=1)
    seat = place(person=first, offering=full, by=first, at=world.at)
    wait(person=anna, offering=full, by=anna, at=world.at)
    give_back_seat(seat, by=first, at=world.at)
    desk = signed_in(anna)
    assert "Vol" in desk.get("/nl/student/").content.decode()
    message = Message.objects.get(to=anna)
    desk.post(f"/nl/student/bericht/{message.key}/")
    message.refresh_from_db()
    assert message.read_at is not None
    assert signed_in(first).post(f"/nl/student/bericht/{message.key}/").status_code == 404


def test_the_desk_is_for_students(signed_in: SignedIn, world: World, client: Client):
    assert signed_in(world.people["trainer"]).get("/nl/student/").status_code == 403
    assert client.get("/nl/student/").url == "/nl/account/aanmelden/?next=/nl/student/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_as_much_for_one_place_as_for_three(
    signed_in: SignedIn, world: World, count: int, django_assert_num_queries: Callable
):
    (anna,) = world.students(1)
    for number in range(count):
        place(person=anna, offering=world.offering(f"Plek {number}", has_hours=True), by=anna, at=world.at)
    desk = signed_in(anna)
    desk.get("/nl/student/")
    with django_assert_num_queries(18):
        desk.get("/nl/student/")
