"""The pages of a selection in both languages, sizes and colours; and an application assessed with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from browser.test_every_page import both_languages
from browser.test_keyboard import all_well, tab_to
from browser.watching import Opened, Watched, arriving, links, step_in
from harness.living import Site

HOME = "/nl/selectie/"
KEY = r"[0-9a-f-]{36}"


def wrong_on(watched: Watched, site: Site, pages: list[str]) -> dict[str, object]:
    wrong = {page: both_languages(watched, f"{site.url}{page}") for page in pages}
    return {page: found for page, found in wrong.items() if found}


def links_on(page: Page, address: str, pattern: str) -> list[str]:
    page.goto(address)
    return links(page.content(), pattern)


def test_the_pages_of_who_runs_it_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    shows = links_on(watched.page, f"{site.url}{HOME}", rf"{HOME}beheer/{KEY}/")
    assert len(shows) == 3
    behind = [
        link for show in shows for link in links_on(watched.page, f"{site.url}{show}", rf"{HOME}aanmelding/{KEY}/")[:1]
    ]
    previews = [
        link for show in shows for link in links_on(watched.page, f"{site.url}{show}", rf"{HOME}beheer/{KEY}/besluit/")
    ]
    assert (len(behind), len(previews)) == (3, 1)
    assert wrong_on(watched, site, [HOME, f"{HOME}nieuw/", *shows, *behind, *previews]) == {}


def test_the_pages_of_who_assesses_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coach")
    home = f"{HOME}beoordelen/"
    forms = links_on(watched.page, f"{site.url}{home}", rf"{home}{KEY}/(?:samen/)?")
    settling = [link for link in forms if link.endswith("/samen/")]
    assert settling
    assert wrong_on(watched, site, [home, forms[0], settling[0], forms[-1]]) == {}


def test_the_pages_of_who_applies_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    shows = links_on(watched.page, f"{site.url}{HOME}", rf"{HOME}beheer/{KEY}/")
    public = [link for show in shows for link in links_on(watched.page, f"{site.url}{show}", rf"{HOME}{KEY}/")]
    assert len(public) == 3
    assert wrong_on(Watched(opened().new_page()), site, public) == {}
    student = Watched(opened().new_page())
    step_in(student.page, site.url, "student")
    assert wrong_on(student, site, public) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_points_are_given_with_the_keyboard_alone_and_kept(opened: Opened, site: Site, width: int):
    page = opened(viewport={"width": width, "height": 800}).new_page()
    step_in(page, site.url, "coach")
    page.goto(f"{site.url}{HOME}beoordelen/")
    to = tab_to(page, "#waiting a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}beoordelen/*-*/")
    first = tab_to(page, 'input[name^="points_"]')
    page.keyboard.press("Control+A")
    page.keyboard.type("7")
    note = tab_to(page, 'textarea[name^="note_"]')
    page.keyboard.press("Control+A")
    page.keyboard.type("Een helder voorbeeld.")
    keep = tab_to(page, "button[name=keep]")
    with arriving(page):
        page.keyboard.press("Enter")
    assert page.locator('input[name^="points_"]').first.input_value() == "7"
    assert page.locator('textarea[name^="note_"]').first.input_value() == "Een helder voorbeeld."
    assert [all_well(walk) for walk in (to, first, note, keep)] == [[], [], [], []]
