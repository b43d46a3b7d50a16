"""Every page in both languages, sizes and colours: accessible, no wider than a phone, without complaints."""

import pytest
from playwright.sync_api import Page

from browser.watching import Opened, Watched, follow, in_language, step_in
from harness.living import Site

PAGES = (
    "home",
    "search",
    "search, one word",
    "search, nothing found",
    "offering",
    "programmes",
    "programme",
    "organisations",
    "organisation",
    "promises",
    "report",
    "figure, counted",
    "figure, an opinion",
    "figure, claimed",
    "figure, hidden",
    "open data",
    "about",
    "accessibility",
    "privacy",
    "a worry",
    "the answer to a worry",
    "not found",
    "sign in",
    "demo",
)
# Who is stepped into, and what is behind the home of that desk: the first link that fits each pattern.
DESKS = {
    "student": (
        "/nl/student/uren/",
        "/nl/overeenkomst/",
        "/nl/meedoen/plek/",
        "/nl/teams/mijn/",
        "/nl/student/kiezen/",
        "/nl/student/plan/",
    ),
    "coach": ("/nl/coach/student/", "/nl/coach/afspraak/", "/nl/hoe-was-het/"),
    "coordinator": ("/nl/school/vraag/opschrijven/", "/nl/school/coach/", "/nl/teams/"),
    "partner": ("/nl/partner/vraag/", "/nl/overeenkomst/"),
    "bewoner": ("/nl/hoe-was-het/",),
    "vertrouwenspersoon": ("/nl/vertrouwenspersoon/",),
    "professional": ("/nl/past-bij-mij/",),
    "bestuur": ("/nl/zorg-of-klacht/aantallen/",),
}
BOARD = "/nl/bestuur/samen-met-de-praktijk/2022/"


@pytest.fixture(scope="module")
def watched(opened: Opened) -> Watched:
    return Watched(opened().new_page())


def both_languages(watched: Watched, address: str) -> dict[str, object]:
    """What is wrong with this page in Dutch and in English."""
    page = watched.page
    page.goto(address)
    english = in_language(page, "en") or address.replace("/nl/", "/en/", 1)
    wrong = {"nl": arrived(page, "nl") or watched.wrong()}
    page.goto(english)
    wrong["en"] = arrived(page, "en") or watched.wrong()
    return {language: found for language, found in wrong.items() if found}


def arrived(page: Page, language: str) -> str:
    """Empty when this is a page of ours in that language."""
    said = page.get_attribute("html", "lang")
    return "" if said == language and page.locator("main h1").count() == 1 else f"{page.url}: not our page"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(watched: Watched, site: Site, addresses: dict[str, str], name: str):
    assert both_languages(watched, site.url + addresses[name]) == {}


@pytest.mark.parametrize("code", DESKS)
def test_a_desk_is_accessible(opened: Opened, site: Site, code: str):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, code)
    home = watched.page.url
    links = [watched.page.locator(f'main a[href^="{pattern}"]').first for pattern in DESKS[code]]
    behind = [f"{site.url}{link.get_attribute('href')}" for link in links if link.count()]
    wrong = {address: both_languages(watched, address) for address in (home, *behind)}
    assert {address: found for address, found in wrong.items() if found} == {}


def test_the_pages_of_the_board_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "kwaliteit")
    pages = ("", "voorbeeld/", "bevriezen/", "wijzigingen/", "tekst/conclusion/")
    wrong = {page: both_languages(watched, f"{site.url}{BOARD}{page}") for page in pages}
    assert {page: found for page, found in wrong.items() if found} == {}


def test_the_pages_where_teams_are_formed_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    watched.page.goto(f"{site.url}/nl/teams/")
    plans = watched.page.locator("main .rows a")
    pages = [f"{site.url}/nl/teams/nieuw/", *(f"{site.url}{one.get_attribute('href')}" for one in plans.all())]
    wrong = {page: both_languages(watched, page) for page in pages}
    assert len(pages) == 3
    assert {page: found for page, found in wrong.items() if found} == {}


def test_the_pages_of_an_activity_are_accessible(opened: Opened, site: Site):
    """Planned, shown, moved and called off by its host; the dates before they are kept come too."""
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "partner")
    one = f"{site.url}{watched.page.locator('#series a').first.get_attribute('href')}"
    pages = [
        f"{site.url}/nl/activiteiten/",
        one,
        *(f"{one}{part}/" for part in ("verplaatsen", "afgelasten", "plannen")),
    ]
    wrong = {page: both_languages(watched, page) for page in pages}
    page = watched.page
    page.goto(f"{one}plannen/")
    page.check('[name="weekdays"][value="0"]')
    for name, value in {"begins": "10:00", "ends": "12:00", "first": "2023-06-19", "last": "2023-07-17"}.items():
        page.fill(f'[name="{name}"]', value)
    page.fill('[name="seats"]', "3")
    follow(page.locator("main form button").first)
    assert page.locator(".dates li").count() == 5
    wrong["the dates"] = watched.wrong()
    assert {name: found for name, found in wrong.items() if found} == {}


def test_recognitions_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    assert both_languages(watched, f"{site.url}/nl/school/erkenningen/") == {}


def test_taking_part_without_an_account_is_accessible(opened: Opened, site: Site):
    """From the page of an event to a code, as a neighbour does it."""
    watched = Watched(opened().new_page())
    page = watched.page
    page.goto(f"{site.url}/nl/aanbod/?q=robot")
    follow(page.locator("main .cards a").first)
    follow(page.locator('main a[href*="/meedoen/"]').first)
    wrong = {"sign up": watched.wrong()}
    page.fill('[name="given_name"]', "Els")
    follow(page.locator("main form button").first)
    assert page.locator(".code").count() == 1
    wrong["code"] = watched.wrong()
    wrong["type a code"] = both_languages(watched, f"{site.url}/nl/meedoen/code/")
    assert {name: found for name, found in wrong.items() if found} == {}
