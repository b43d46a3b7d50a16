"""The map adds where things are; it says nothing that the list does not, and the keyboard reaches all of it."""

import pytest
from playwright.sync_api import Page

from browser.watching import Opened
from harness.living import Site

EVERYTHING = "/nl/aanbod/?past=on"


@pytest.fixture
def page(opened: Opened, site: Site) -> Page:
    page = opened().new_page()
    page.goto(site.url + EVERYTHING)
    page.wait_for_selector("[data-map][data-ready] .map-dot")
    page.wait_for_load_state("networkidle")
    return page


def test_every_marker_is_a_stop_with_a_name(page: Page):
    dots = page.locator(".map-dot").evaluate_all("all => all.map(one => [one.tabIndex, one.textContent.trim()])")
    assert dots
    assert [dot for dot in dots if dot[0] != 0 or len(dot[1]) < 5] == []


def test_the_keyboard_opens_a_place_and_its_offering(page: Page):
    """Places together come apart with Enter, until one opens its list; leaving the list leads back to the map."""
    page.locator(".map-dot").first.focus()
    for _zoom in range(10):
        page.keyboard.press("Enter")
        if page.locator(".leaflet-popup").count():
            break
        page.wait_for_function("document.activeElement.matches('.map-dot')")
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    address = page.evaluate("document.activeElement.href")
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0
    assert page.evaluate("document.activeElement.closest('.map') !== null")
    page.goto(address)
    assert page.locator("main h1").count() == 1


def test_the_map_can_be_skipped(page: Page):
    page.locator(".map-block .nl-skip-link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map') === null")


def test_list_and_map_show_the_same(page: Page, site: Site):
    """All pages of the list together hold the offerings of the map: nothing is only on the map, and no place is lost."""
    on_map = page.evaluate("fetch(document.querySelector('[data-map]').dataset.places).then(answer => answer.json())")
    in_list: set[str] = set()
    while True:
        in_list |= set(page.locator("#places [data-lat] .card__link").evaluate_all("all => all.map(one => one.href)"))
        onward = page.locator("nav a[rel=next]")
        if not onward.count():
            break
        onward.click()
        page.wait_for_load_state("networkidle")
    drawn = {site.url + one["url"] for place in on_map["places"] for one in place["offerings"]}
    assert drawn - in_list == set()
    assert sum(place["count"] for place in on_map["places"]) == len(in_list)
