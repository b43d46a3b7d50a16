"""Choosing, its result and the plan in a real browser: by keyboard, by dragging, without a script, and accessible."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from browser.test_keyboard import all_well, tab_to
from browser.watching import Opened, Watched, arriving, follow
from journeys.world import World, small_world
from web.student import rounds
from web.student.rounds import in_periods, ranked, wished
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import place, put_in_plan, set_goal, wish
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Round, SeatOffer
from werkveld.steps.enrolments.queries import lines_of
from werkveld.steps.people.models import Account, Person

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = ("Aardrijkskunde", "Bakken", "Chinees", "Drama", "Engels", "Fotografie", "Gamen", "Handel", "Italiaans")
Sits = Callable[..., Page]


@pytest.fixture
def world(db: None) -> World:
    return small_world(timezone.now())


@pytest.fixture
def anna(world: World) -> Person:
    return world.students(1)[0]


@pytest.fixture
def choosing(world: World, anna: Person) -> Round:
    offerings = ranked(world, *TITLES)
    return in_periods(world, offerings[:5], offerings[5:], wishes_least=2, wishes_most=4)


@pytest.fixture
def sits(opened: Opened, live_server: Any) -> Sits:
    """Somebody who signed in, on this page of the site."""

    def sit_down(person: Person, path: str, **options: Any) -> Page:
        client = Client()
        account, _new = Account.objects.get_or_create(person=person, defaults={"email": f"{person.key}@example.nl"})
        client.force_login(account)
        page = opened(**options).new_page()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return sit_down


def page_of(choice_round: Round) -> str:
    return f"/nl/student/kiezen/{choice_round.key}/"


def order(page: Page) -> list[str]:
    return page.locator("ol [data-key] .wish__title").all_inner_texts()


def said(page: Page) -> str:
    return page.locator("[data-said]").first.inner_text()


def test_the_keyboard_alone_ranks_and_saves(sits: Sits, anna: Person, choosing: Round):
    page = sits(anna, page_of(choosing))
    stops = []
    for title in ("Bakken", "Drama", "Gamen"):
        key = page.locator("[data-choice]", has_text=title).get_attribute("data-choice")
        stops += tab_to(page, f'[data-choice="{key}"] [data-toggle]')
        page.keyboard.press("Enter")
        assert said(page) == f"{title} staat erbij als wens {len(order(page))}."
    page.keyboard.press("Control+Home")
    page.locator("#content").focus()
    walk = tab_to(page, "[data-key]:nth-child(3) [data-move=up]")
    page.keyboard.press("Enter")
    assert said(page) == "Gamen is nu wens 2 van 3."
    page.keyboard.press("Enter")  # the focus went along
    page.keyboard.press("Enter")
    assert (order(page), said(page)) == (["Gamen", "Bakken", "Drama"], "Gamen staat al bovenaan.")
    tab_to(page, "[data-key]:nth-child(2) [data-move=remove]")
    page.keyboard.press("Enter")
    assert said(page) == "Bakken is eruit gehaald. Je hebt 2 wensen."
    assert page.evaluate("document.activeElement.value.startsWith('remove ')")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bewijs/")
    assert wished(anna) == ["Gamen", "Drama"]
    assert [all_well(part) for part in (stops[:1], walk)] == [[], []]


def test_a_finger_drags_a_wish_to_the_top(sits: Sits, anna: Person, choosing: Round):
    page = sits(anna, page_of(choosing), viewport={"width": 360, "height": 900})
    for title in ("Bakken", "Drama"):
        page.locator("[data-choice]", has_text=title).locator("[data-toggle]").click()
    page.locator("[data-key]").nth(0).evaluate("one => one.scrollIntoView({block: 'center'})")
    grip, top = page.locator("[data-key] [data-grip]").nth(1), page.locator("[data-key]").nth(0)
    start, end = grip.bounding_box(), top.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + 12, steps=8)
    page.mouse.up()
    assert (order(page), said(page)) == (["Drama", "Bakken"], "Drama is nu wens 1 van 2.")
    assert page.locator("[data-same]").nth(1).is_visible()  # both in the first period
    assert page.locator("[data-changed]").is_visible()


def test_without_a_script_every_button_works_and_nothing_is_lost(sits: Sits, anna: Person, choosing: Round):
    page = sits(anna, page_of(choosing), java_script_enabled=False)

    def press(title: str, inside: str, verb: str) -> None:
        follow(page.locator(inside, has_text=title).locator(f'button[value^="{verb} "]'))

    for title in ("Bakken", "Drama", "Gamen"):
        press(title, "[data-choice]", "add")
    press("Gamen", "[data-key]", "up")
    assert order(page) == ["Bakken", "Gamen", "Drama"]
    press("Bakken", "[data-key]", "down")
    press("Drama", "[data-key]", "remove")
    page.fill("input[name=q]", "itali")
    with arriving(page):
        page.keyboard.press("Enter")
    assert page.locator("[data-choice]:visible .offer__title").all_inner_texts() == ["Italiaans"]
    press("Italiaans", "[data-choice]", "add")
    assert order(page) == ["Gamen", "Bakken", "Italiaans"]
    follow(page.locator("button[value=save]"))
    assert page.url.endswith("/bewijs/")
    assert wished(anna) == ["Gamen", "Bakken", "Italiaans"]
    assert page.locator(".receipt-number").count() == 1


def test_searching_in_the_page_narrows_the_list_while_typing(sits: Sits, anna: Person, choosing: Round):
    page = sits(anna, page_of(choosing))
    page.fill("input[name=q]", "bak")
    assert page.locator("[data-choice]:visible .offer__title").all_inner_texts() == ["Bakken"]
    page.select_option("select[name=period]", "2")
    assert page.locator("[data-nothing]").is_visible()


def test_a_plan_is_dragged_and_kept_at_once(sits: Sits, world: World, anna: Person):
    for words in ("Een", "Twee", "Drie"):
        put_in_plan(person=anna, words=words, by=anna, at=world.at)
    page = sits(anna, "/nl/student/plan/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[data-key] [data-move=down]").first.click()
    assert (order(page), said(page)) == (["Twee", "Een", "Drie"], "Een is nu nummer 2 van 3.")
    assert [line.title for line in lines_of(anna)] == ["Twee", "Een", "Drie"]


def test_a_plan_without_a_script(sits: Sits, world: World, anna: Person):
    for words in ("Een", "Twee"):
        put_in_plan(person=anna, words=words, by=anna, at=world.at)
    page = sits(anna, "/nl/student/plan/", java_script_enabled=False)
    follow(page.locator('[data-key] button[value^="up "]').nth(1))
    assert order(page) == ["Twee", "Een"]
    follow(page.locator('button[formaction$="/eruit/"]').first)
    assert order(page) == ["Een"]
    follow(page.locator('form[action$="/terug/"] button'))
    assert order(page) == ["Twee", "Een"]


@pytest.fixture
def lived(world: World) -> tuple[Person, dict[str, str]]:
    """Somebody with an open round, a result, an offered seat and a plan; and where each of these is."""
    first, anna = world.students(2)
    a, b = ranked(world, "Robotica", "Theater")
    drawn = rounds.opened(world, [a, b])
    for person in (first, anna):
        wish(choice_round=drawn, person=person, offerings=[a, b], by=person, at=world.at)
    draw_places(drawn, by=world.people["coordinator"], at=world.at)
    won = Enrolment.objects.get(offering=a, state=EnrolmentState.PLACED)
    other = first if won.person == anna else anna
    asks = Client()
    asks.force_login(Account.objects.create(person=other, email="ander@example.nl"))
    asks.post(f"/nl/student/kiezen/{drawn.key}/in-de-rij/{a.key}/")
    give_back_seat(won, by=won.person, at=timezone.now())
    free = in_periods(world, ranked(world, *TITLES[:5]), ranked(world, *TITLES[5:]), wishes_least=2)
    item = put_in_plan(person=other, offering=b, why="Dat wil ik", by=other, at=world.at)
    place(person=other, offering=world.offering("Challenge water"), by=other, at=world.at)
    put_in_plan(person=other, words="Een jaar naar Spanje", by=other, at=world.at)
    set_goal(person=other, goal="Ik wil monteur worden", by=other, at=world.at)
    return other, {
        "desk": "/nl/student/",
        "choose": page_of(free),
        "result": f"{page_of(drawn)}uitslag/",
        "receipt": f"{page_of(drawn)}bewijs/",
        "offer": f"/nl/student/plek/{SeatOffer.objects.get().key}/",
        "plan": "/nl/student/plan/",
        "item": f"/nl/student/plan/{item.key}/",
    }


def test_all_pages_of_choosing_and_planning_are_accessible(sits: Sits, live_server: Any, lived: Any):
    person, pages = lived
    watched = Watched(sits(person, "/nl/student/"))
    wrong = {}
    for name, path in pages.items():
        for language in ("nl", "en"):
            watched.page.goto(f"{live_server.url}{path.replace('/nl/', f'/{language}/', 1)}")
            assert watched.page.get_attribute("html", "lang") == language
            if name == "choose":
                watched.page.locator("[data-toggle]").nth(0).click()
                watched.page.locator("[data-toggle]").nth(1).click()
                watched.page.evaluate("onbeforeunload = null")
            if found := watched.wrong():
                wrong[name, language] = found
            if name == "choose":
                follow(watched.page.locator("button[value=save]"))
    assert wrong == {}
