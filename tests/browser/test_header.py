"""The menu on a desk: one line at every width, for a visitor beside the name and the tools."""

import pytest
from playwright.sync_api import Locator, Page

from browser.watching import Opened, step_in
from harness.living import Site

WIDTHS = (1024, 1216, 1280, 1400)
LANGUAGES = ("nl", "en")


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened().new_page()


def rows(links: Locator) -> int:
    """On how many lines these stand, by their middles."""
    middles = links.evaluate_all(
        "all => all.map(one => { const box = one.getBoundingClientRect(); return (box.top + box.bottom) / 2; })"
    )
    return 1 + sum(later - sooner > 10 for sooner, later in zip(sorted(middles), sorted(middles)[1:], strict=False))


def lines(page: Page, address: str, links: str) -> dict[int, int]:
    page.goto(address)
    counted = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        counted[width] = rows(page.locator(links))
    return counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_has_name_menu_and_tools_on_one_line_where_they_fit(page: Page, site: Site, language: str):
    everything = ".brand, .site-nav a, .site-tools a"
    assert lines(page, f"{site.url}/{language}/", everything) == {1024: 2, 1216: 1, 1280: 1, 1400: 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_signed_in_has_the_whole_menu_on_one_line(page: Page, site: Site, language: str):
    step_in(page, site.url, "coordinator")
    assert lines(page, f"{site.url}/{language}/", ".site-nav a") == dict.fromkeys(WIDTHS, 1)
    gap = """() => {
        const own = document.querySelector(".site-nav__own"), box = own.previousElementSibling.getBoundingClientRect();
        return own.getBoundingClientRect().left - box.right;
    }"""
    assert page.evaluate(gap) > 40


def test_the_other_language_is_named_in_full_for_who_listens(page: Page, site: Site):
    page.goto(f"{site.url}/nl/")
    link = page.locator(".site-tools [hreflang=en]")
    assert link.inner_text().split()[0] == "EN"
    assert page.get_by_role("link", name="EN English").count() == 1
