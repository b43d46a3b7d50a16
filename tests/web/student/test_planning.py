"""The own plan on its page: put in, move, take out and back, write with it, share it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.enrolments.actions import place, put_in_plan, set_goal, share_plan
from werkveld.steps.enrolments.models import Plan, PlanItem
from werkveld.steps.enrolments.queries import lines_of
from werkveld.steps.enrolments.rules import term_of
from werkveld.steps.offerings.actions import refresh_catalogue
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
PLAN = "/en/student/plan/"


@pytest.fixture
def anna(world: World) -> Person:
    (anna,) = world.students(1)
    return anna


def titles(person: Person) -> list[str]:
    return [line.title for line in lines_of(person)]


def idents(person: Person) -> list[str]:
    return [line.ident for line in lines_of(person)]


def test_an_empty_plan_says_how_to_begin(signed_in: SignedIn, anna: Person):
    page = signed_in(anna).get(PLAN)
    assert (page.status_code, page.context["terms"]) == (200, [])
    assert "Your plan is still empty" in page.content.decode()


def test_she_puts_in_own_words_and_a_wrong_form_keeps_them(signed_in: SignedIn, anna: Person):
    desk, term = signed_in(anna), term_of(timezone.localdate())
    page = desk.post(PLAN, {"words": "", "why": "Omdat ik dat wil", "term_on": term.isoformat()})
    assert page.context["form"].errors.keys() == {"words"}
    assert "Omdat ik dat wil" in page.content.decode()
    desk.post(PLAN, {"words": "Een zwemdiploma", "why": "Voor de politie", "term_on": term.isoformat()})
    (line,) = lines_of(anna)
    assert (line.title, line.term_on, line.item.why) == ("Een zwemdiploma", term, "Voor de politie")


def test_from_the_page_of_an_offering_it_goes_into_the_plan_of_a_student(
    signed_in: SignedIn, client: Client, world: World, anna: Person
):
    offering = world.offering("Lassen")
    refresh_catalogue(world.region, by=world.clockwork, at=world.at)
    address = f"/nl/student/plan/aanbod/{offering.key}/"
    page = f"/nl/aanbod/{offering.key}/"
    assert address in signed_in(anna).get(page).content.decode()
    assert address not in client.get(page).content.decode()
    assert address not in signed_in(world.people["coach"]).get(page).content.decode()
    answer = signed_in(anna).post(address, follow=True)
    assert titles(anna) == ["Lassen"]
    assert answer.redirect_chain == [("/nl/student/plan/", 302)]


def test_the_buttons_move_a_line_within_its_half_year(signed_in: SignedIn, world: World, anna: Person):
    for words in ("Een", "Twee", "Drie"):
        put_in_plan(person=anna, words=words, by=anna, at=world.at)
    desk, (_one, two, _three) = signed_in(anna), idents(anna)
    desk.post(PLAN, {"line": idents(anna), "do": f"up {two}"})
    assert titles(anna) == ["Twee", "Een", "Drie"]
    desk.post(PLAN, {"line": idents(anna)[::-1]})  # dragged
    assert titles(anna) == ["Drie", "Een", "Twee"]


def test_taking_out_offers_the_way_back(signed_in: SignedIn, world: World, anna: Person):
    item = put_in_plan(person=anna, words="Spanje", by=anna, at=world.at)
    desk = signed_in(anna)
    page = desk.post(f"{PLAN}{item.key}/eruit/", follow=True)
    assert (titles(anna), page.context["taken_out"]) == ([], item)
    desk.post(f"{PLAN}{item.key}/terug/")
    assert titles(anna) == ["Spanje"]


def test_she_writes_why_and_notes_with_what_she_takes_part_in(signed_in: SignedIn, world: World, anna: Person):
    mine = place(person=anna, offering=world.offering("Zorg"), by=anna, at=world.at)
    desk = signed_in(anna)
    answer = desk.post(f"{PLAN}plek/{mine.key}/")
    page = desk.get(answer.url)
    assert page.context["takes_part"]
    assert "words" not in page.context["form"].fields
    desk.post(answer.url, {"term_on": "", "why": "Ik wil verpleger worden", "notes": "Vraag Bram", "is_done": ""})
    (line,) = lines_of(anna)
    assert (line.item.why, line.item.notes, line.enrolment) == ("Ik wil verpleger worden", "Vraag Bram", mine)


def test_a_goal_stands_on_top(signed_in: SignedIn, anna: Person):
    desk = signed_in(anna)
    desk.post(f"{PLAN}doel/", {"goal": "Zelf een huis bouwen"})
    assert '<p class="lead">Zelf een huis bouwen</p>' in desk.get(PLAN).content.decode()
    page = desk.post(f"{PLAN}doel/", {"goal": "x" * 301})
    assert page.context["goal_form"].errors.keys() == {"goal"}
    assert Plan.objects.get().goal == "Zelf een huis bouwen"


def test_a_coach_reads_it_on_the_page_of_the_student_while_it_is_shared(
    signed_in: SignedIn, world: World, anna: Person
):
    coach = world.people["coach"]
    by = world.people["coordinator"]
    mine = place(person=anna, offering=world.offering("Zorg", has_hours=True), coach=coach, by=by, at=world.at)
    put_in_plan(person=anna, words="Een zwemdiploma", by=anna, at=world.at)
    set_goal(person=anna, goal="Bij de politie", by=anna, at=world.at)
    page = f"/en/coach/student/{mine.key}/"
    assert "Bij de politie" not in signed_in(coach).get(page).content.decode()
    signed_in(anna).post(f"{PLAN}delen/", {"shared": "yes"})
    read = signed_in(coach).get(page).content.decode()
    assert "Bij de politie" in read
    assert "Een zwemdiploma" in read
    signed_in(anna).post(f"{PLAN}delen/", {"shared": "no"})
    assert "Bij de politie" not in signed_in(coach).get(page).content.decode()


def test_the_plan_of_somebody_else_does_not_exist(signed_in: SignedIn, world: World, anna: Person):
    item = put_in_plan(person=anna, words="Spanje", by=anna, at=world.at)
    share_plan(person=anna, is_shared=True, by=anna, at=world.at)
    (other,) = world.students(1)
    desk = signed_in(other)
    assert desk.get(f"{PLAN}{item.key}/").status_code == 404
    assert desk.post(f"{PLAN}{item.key}/eruit/").status_code == 404
    assert desk.get(f"{PLAN}?out={item.key}").context["taken_out"] is None
    assert PlanItem.objects.get().removed_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_asks_as_much_for_one_line_as_for_three(
    signed_in: SignedIn, world: World, anna: Person, count: int, django_assert_num_queries: Callable
):
    for number in range(count):
        put_in_plan(person=anna, offering=world.offering(f"A{number}"), by=anna, at=world.at)
        place(person=anna, offering=world.offering(f"B{number}"), by=anna, at=world.at)
    desk = signed_in(anna)
    desk.get(PLAN)
    with django_assert_num_queries(7):
        desk.get(PLAN)
