"""Everything by keyboard alone: from a search to an offering, to a figure, to the summary on paper."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from browser.watching import Opened
from harness.living import Site

MOST_TABS = 120
# What has the focus: its words, whether it is seen, and where it stands in the order of the document.
FOCUSED = """() => {
    const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== "none";
    const all = [...document.querySelectorAll("*")];
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const top = seen && document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
    return {
        tag: one.tagName, words: one.textContent.trim().slice(0, 60), href: one.getAttribute("href") ?? "", id: one.id,
        ring, seen, free: !top || one.contains(top) || top.contains(one), at: all.indexOf(one),
    };
}"""


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened().new_page()


def tab_to(page: Page, wanted: str) -> list[dict[str, object]]:
    """Presses Tab until something fits this CSS selector; every stop on the way is told."""
    stops: list[dict[str, object]] = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return stops
    raise AssertionError(f"{wanted} was not reached from {page.url}: {[stop['words'] or stop['id'] for stop in stops]}")


def all_well(stops: list[dict[str, object]]) -> list[object]:
    """Stops where the focus cannot be seen or goes back in the page."""
    hidden = [stop for stop in stops if not (stop["ring"] and stop["seen"] and stop["free"])]
    back = [later for sooner, later in pairwise(stops) if later["at"] < sooner["at"]]
    return [*hidden, *back]


def test_from_a_word_to_an_offering(page: Page, site: Site):
    page.goto(f"{site.url}/nl/")
    stops = tab_to(page, "main input[name=q]")
    page.keyboard.type("leerplek")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aanbod/?**q=leerplek**")
    assert page.locator("#places .card").count() > 0
    there = tab_to(page, "#places .card a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/aanbod/*-*/")
    assert page.locator("main h1").count() == 1
    assert all_well(stops) == []
    assert all_well(there) == []


def test_from_a_search_to_an_offering_its_figure_and_the_summary_on_paper(
    page: Page, site: Site, addresses: dict[str, str]
):
    page.goto(f"{site.url}/nl/aanbod/?kind=elective")
    first = tab_to(page, "#places .card a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/aanbod/*-*/")
    stops = tab_to(page, 'main a[href*="/nl/cijfer/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/cijfer/**")
    assert page.locator("main h1").count() == 1
    there = tab_to(page, f'a[href="{addresses["report"]}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{addresses['report']}")
    paper = tab_to(page, 'a[href$=".pdf"]')
    answer = page.request.get(page.evaluate("document.activeElement.href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    assert [all_well(walk) for walk in (first, stops, there, paper)] == [[], [], [], []]


def test_from_the_promise_to_a_figure(page: Page, site: Site, addresses: dict[str, str]):
    page.goto(f"{site.url}/nl/belofte/")
    stops = tab_to(page, f'main a[href="{addresses["report"]}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{addresses['report']}")
    there = tab_to(page, "main a.figure-ref")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/cijfer/**")
    assert page.locator("main h1").count() == 1
    assert [all_well(walk) for walk in (stops, there)] == [[], []]


def test_the_first_stop_skips_to_the_content(page: Page, site: Site):
    page.goto(f"{site.url}/nl/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["seen"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_menu_of_a_phone_opens_and_closes_by_keyboard(opened: Opened, site: Site):
    page = opened(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{site.url}/nl/")
    tab_to(page, ".menu-button")
    page.keyboard.press("Enter")
    tab_to(page, ".site-nav a")
    page.keyboard.press("Escape")
    assert not page.locator(".site-nav").is_visible()
    assert page.evaluate("document.activeElement.matches('.menu-button')")
