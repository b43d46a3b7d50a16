"""Running a round in a browser: every page of a round in each state, and the numbers that renew themselves."""

import pytest
from playwright.sync_api import Page

from browser.test_every_page import both_languages
from browser.watching import Opened, Watched, follow, step_in
from harness.living import Site

ROUNDS = "/nl/school/rondes/"
# By the words of its badge: what is behind the tabs, and further in by the first link that fits.
PAGES = {
    "in voorbereiding": ("", "gegevens/", "aanbod/?q=", "regels/", "blad/", "blad/aanbod/"),
    "gesloten": ("", "wensen/", "proef/"),
    "open": ("", "wensen/", "proef/"),
    "verdeeld": ("", "uitslag/", "wachtlijsten/", "bezwaren/", "nakomers/"),
}
FURTHER = {"gesloten": ("proef/", "publiceren/"), "verdeeld": ("uitslag/", "/uitslag/")}


@pytest.fixture
def watched(opened: Opened, site: Site) -> Watched:
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    return watched


def found(page: Page, site: Site, words: str) -> str:
    """The newest round in this state."""
    page.goto(site.url + ROUNDS)
    row = page.locator(".row", has=page.locator(".row__end", has_text=words)).first
    return str(row.locator("a").first.get_attribute("href"))


@pytest.mark.parametrize("state", PAGES)
def test_the_pages_of_a_round_are_accessible(watched: Watched, site: Site, state: str):
    first = found(watched.page, site, state)
    addresses = [f"{site.url}{first}{page}" for page in PAGES[state]]
    if state in FURTHER:
        page, fits = FURTHER[state]
        watched.page.goto(f"{site.url}{first}{page}")
        if state == "gesloten":  # what other tests did since counts too, so it is tried once more
            follow(watched.page.locator("#try button.nl-button--primary"))
            watched.page.locator("#try").wait_for()
        links = watched.page.locator(f'main :is(.row, tfoot) a[href*="{fits}"]')
        assert links.count()
        addresses.append(f"{site.url}{links.first.get_attribute('href')}")
    wrong = {address: both_languages(watched, address) for address in addresses}
    assert {address: what for address, what in wrong.items() if what} == {}


def test_the_list_of_rounds_and_a_new_one_are_accessible(watched: Watched, site: Site):
    wrong = {page: both_languages(watched, f"{site.url}{ROUNDS}{page}") for page in ("", "nieuw/")}
    assert {page: what for page, what in wrong.items() if what} == {}


def test_without_a_script_a_round_is_tried_and_what_is_wrong_stays_typed(opened: Opened, site: Site):
    page = opened(java_script_enabled=False).new_page()
    step_in(page, site.url, "coordinator")
    first = found(page, site, "open")
    page.goto(f"{site.url}{first}proef/")
    page.locator("input[name=aim][value=draw]").check()
    follow(page.locator("#try button.nl-button--primary"))
    assert page.locator(".versus thead th[scope=col]").count() >= 1
    page.goto(f"{site.url}{ROUNDS}nieuw/")
    page.fill("[name=name_nl]", "Keuzes")
    follow(page.locator("main form button.nl-button--primary").last)
    assert page.locator("[name=name_nl]").input_value() == "Keuzes"
    assert page.locator("[name=opens_at]").get_attribute("aria-invalid") == "true"


def test_the_numbers_renew_themselves_while_choosing_is_open(watched: Watched, site: Site):
    page = watched.page
    page.clock.install()
    page.goto(f"{site.url}{found(page, site, 'open')}wensen/")
    page.clock.install()
    with page.expect_request(lambda one: one.url.endswith("/wensen/") and one.resource_type in ("fetch", "xhr")):
        page.clock.run_for(31_000)
    page.wait_for_function("document.querySelectorAll('#standing').length === 1")
    assert watched.faults == []
