"""Rosters in a browser: every page of who plans, works and coaches; and by keyboard and without a script."""

import pytest
from playwright.sync_api import Page

from browser.test_every_page import both_languages
from browser.test_keyboard import all_well, tab_to
from browser.watching import Opened, Watched, follow, step_in
from harness.living import Site

ROSTERS, MINE = "/nl/rooster/", "/nl/diensten/"
# By the words of its badge: what is behind the tabs of a roster.
PAGES = {
    "mensen zeggen wanneer ze kunnen": ("antwoorden/",),
    "voorgesteld": ("", "week/", "publiceren/"),
    "gepubliceerd": ("", "rooster/", "rooster/?by=person", "eerlijk/"),
}


def at_desk(opened: Opened, site: Site, code: str) -> Watched:
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, code)
    return watched


def found(page: Page, site: Site, words: str) -> str:
    """The first roster in this state."""
    page.goto(site.url + ROSTERS)
    row = page.locator(".row", has=page.locator(".badge", has_text=words)).first
    return str(row.locator("a").first.get_attribute("href"))


def behind(page: Page, address: str, link: str) -> str:
    """Where the first such link on this page leads."""
    page.goto(address)
    return page.evaluate("link => document.querySelector(link).href", link)


def on_it(page: Page, shift: str) -> list[str]:
    page.goto(shift)
    return page.locator("main .row .row__title").all_inner_texts()


def wrong_in(watched: Watched, addresses: list[str]) -> dict[str, object]:
    wrong = {address: both_languages(watched, address) for address in addresses}
    return {address: what for address, what in wrong.items() if what}


@pytest.mark.parametrize("state", PAGES)
def test_the_pages_of_a_roster_are_accessible(opened: Opened, site: Site, state: str):
    watched = at_desk(opened, site, "coordinator")
    first = site.url + found(watched.page, site, state)
    addresses = [first + page for page in PAGES[state]]
    if state == "gepubliceerd":
        addresses += [
            shift := behind(watched.page, f"{first}rooster/", ".duty:has(.duty__people li) h4 a"),
            behind(watched.page, shift, 'main a[href*="goes="]'),
            behind(watched.page, f"{first}eerlijk/", ".shares a"),
        ]
    assert wrong_in(watched, addresses) == {}


def test_the_list_of_rosters_and_a_new_one_are_accessible(opened: Opened, site: Site):
    watched = at_desk(opened, site, "coordinator")
    assert wrong_in(watched, [f"{site.url}{ROSTERS}{page}" for page in ("", "nieuw/")]) == {}


def test_the_pages_of_who_works_are_accessible(opened: Opened, site: Site):
    watched = at_desk(opened, site, "student")
    mine = site.url + MINE
    addresses = [
        mine,
        f"{mine}weg/",
        behind(watched.page, mine, "#when a"),
        behind(watched.page, mine, "#mine .shift-card a"),
        f"{site.url}/nl/mijn-agenda/",
    ]
    assert wrong_in(watched, addresses) == {}
    follow(watched.page.locator("main form button.nl-button--primary").last)
    assert watched.page.locator("#feed").count() == 1
    assert watched.wrong() == {}


def test_the_pages_of_who_coaches_are_accessible(opened: Opened, site: Site):
    watched = at_desk(opened, site, "coach")
    place = behind(watched.page, f"{site.url}/nl/coach/", 'main a[href*="/coach/student/"]')
    pages = (f"{site.url}/nl/coach/vandaag/", site.url + MINE, f"{place}kunnen/", f"{place}bewijs/")
    assert wrong_in(watched, list(pages)) == {}


def test_a_student_says_when_with_the_keyboard_alone(opened: Opened, site: Site):
    page = opened().new_page()
    step_in(page, site.url, "student")
    page.goto(site.url + MINE)
    stops = tab_to(page, "#when a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wanneer/**")
    there = []
    for _part in page.locator(".when-form fieldset").all():
        there += tab_to(page, ".when-form input")
        page.keyboard.press("Space")
    there += tab_to(page, ".when-form .nl-button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MINE}")
    assert page.locator("#when .badge").inner_text() == "beantwoord"
    assert [all_well(walk) for walk in (stops, there)] == [[], []]


def test_a_planner_sees_with_the_keyboard_alone_what_a_change_does_before_it_is_done(opened: Opened, site: Site):
    page = opened().new_page()
    step_in(page, site.url, "coordinator")
    first = site.url + found(page, site, "voorgesteld")
    shift = behind(page, f"{first}rooster/", ".duty:has(.duty__people li) h4 a")
    here = on_it(page.context.new_page(), shift)
    page.goto(shift)
    stops = tab_to(page, "#goes")
    page.keyboard.press("ArrowDown")
    stops += tab_to(page, "#change form button")
    page.keyboard.press("Enter")
    page.locator("#effects .check").first.wait_for()
    assert on_it(page.context.new_page(), shift) == here
    there = tab_to(page, "#effects .nl-button--primary")
    page.keyboard.press("Enter")
    page.locator("#effects").wait_for(state="detached")
    assert len(on_it(page, shift)) == len(here) - 1
    assert [all_well(walk) for walk in (stops, there)] == [[], []]


def test_without_a_script_a_phone_says_when_and_a_swap_is_asked(opened: Opened, site: Site):
    page = opened(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    step_in(page, site.url, "student")
    page.goto(site.url + MINE)
    follow(page.locator("#when a").first)
    for part in page.locator(".when-form fieldset").all():
        part.locator("label").last.click()
    follow(page.locator(".when-form .nl-button--primary"))
    assert page.locator("#when .badge").inner_text() == "beantwoord"
    follow(page.locator("#mine .shift-card a").last)
    address = page.url
    follow(page.locator("main button[value=anybody]"))
    page.goto(address)
    assert page.locator("main button[value=keep]").count() == 1
    follow(page.locator("main button[value=keep]"))
    page.goto(address)
    assert page.locator("main button[value=anybody]").count() == 1
