"""A neighbour at a small phone without JavaScript, from the first page to a code; and staff with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from browser.test_every_page import both_languages
from browser.test_keyboard import all_well, tab_to
from browser.watching import Opened, Watched, follow, step_in
from harness.living import Site

MOST_STEPS = 5
CODE = ".ticket__code strong"
WALKED = ("/nl/hulp/", "/nl/hulp/andere-vraag/", "/nl/afspraak/", "/nl/afspraak/NIETBEST/")


@pytest.fixture
def phone(opened: Opened) -> Page:
    return opened(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()


def kinds(page: Page, site: Site) -> list[str]:
    page.goto(f"{site.url}/nl/hulp/")
    return [link.get_attribute("href") or "" for link in page.locator(".help-group .card__link").all()]


def with_a_time(page: Page, site: Site) -> str:
    """The first kind of help that is free somewhere in the weeks to come."""
    for address in kinds(page, site):
        page.goto(site.url + address)
        if page.locator("a.chip").count():
            return address
    raise AssertionError("nothing is free in the weeks to come")


def booked(page: Page, site: Site, name: str) -> str:
    """The address of a new appointment."""
    page.goto(site.url + with_a_time(page, site))
    follow(page.locator("a.chip").last)
    page.fill("[name=given_name]", name)
    follow(page.locator("main form .nl-button--primary"))
    return page.url


def test_five_steps_from_the_first_page_to_a_code(phone: Page, site: Site):
    """Each press of a link or a button is a step; what is filled in between is one name."""
    address, steps = with_a_time(phone, site), 0
    phone.goto(f"{site.url}/nl/")
    for wanted in (".help-door a", f'.card__link[href="{address}"]', "a.chip >> nth=-1"):
        follow(phone.locator(wanted))
        steps += 1
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.fill("[name=given_name]", "Els")
    follow(phone.locator("main form .nl-button--primary"))
    steps += 1
    assert len(phone.locator(CODE).inner_text()) == 9
    assert steps <= MOST_STEPS, "and a first name is all that was typed"


def test_with_the_code_it_is_moved_and_cancelled(phone: Page, site: Site):
    booked(phone, site, "Joop")
    code = phone.locator(CODE).inner_text()
    phone.goto(f"{site.url}/nl/afspraak/")
    phone.fill("[name=code]", code.lower())
    follow(phone.locator("main form .nl-button--primary"))
    before = phone.locator("h1").inner_text()
    if phone.locator("a[href$='/verzetten/']").count():
        follow(phone.locator("a[href$='/verzetten/']"))
        follow(phone.locator("button.chip").first)
        assert (phone.locator("h1").inner_text() != before, phone.locator(CODE).inner_text()) == (True, code)
    follow(phone.locator("form[action$='/afzeggen/'] button").first)
    assert phone.locator(".ticket__when--off").count() == 1


def test_every_page_of_help_is_accessible(opened: Opened, site: Site):
    page = opened().new_page()
    address = with_a_time(page, site)
    page.goto(site.url + address)
    details = page.locator("a.chip").first.get_attribute("href")
    visit = booked(page, site, "Ria")
    watched = Watched(opened().new_page())
    pages = [
        *(site.url + one for one in (*WALKED, address, f"{address}wachten/", details)),
        visit,
        f"{visit}verzetten/",
    ]
    wrong: dict[str, object] = {one: both_languages(watched, one) for one in pages}
    watched.page.goto(f"{site.url}{address}wachten/")
    watched.page.fill("[name=given_name]", "Oma")
    if watched.page.locator("[name=place]").count():
        watched.page.fill("[name=place]", "Plein 1, 3826 AB")
    follow(watched.page.locator("main form .nl-button--primary"))
    assert watched.page.locator(CODE).count()
    line = watched.page.url
    wrong[line] = both_languages(watched, line)
    page.goto(visit)
    follow(page.locator("form[action$='/afzeggen/'] button").first)
    wrong["offered"] = both_languages(watched, line)
    watched.page.goto(line)
    follow(watched.page.locator("form[action$='/niet-deze-keer/'] button"))
    wrong["not this time"] = watched.wrong()
    assert {one: found for one, found in wrong.items() if found} == {}


def test_staff_books_for_who_calls_with_the_keyboard_alone(opened: Opened, site: Site):
    page = opened().new_page()
    address = with_a_time(page, site)
    step_in(page, site.url, "coordinator")
    page.goto(f"{site.url}/nl/hulp/boeken/")
    key = address.strip("/").split("/")[-1]
    keyboard, presses = page.keyboard, 0
    assert page.evaluate("document.activeElement.name") == "kind"
    at = page.evaluate("key => [...document.activeElement.options].findIndex(one => one.value === key)", key)
    for _option in range(at):
        keyboard.press("ArrowDown")
        presses += 1
    stops = tab_to(page, "[name=name]")
    keyboard.type("Toon")
    keyboard.press("Enter")
    page.wait_for_selector("[name=time]")
    if page.locator("[name=place]").count():
        stops += tab_to(page, "[name=place]")
        keyboard.type("Plein 1, 3826 AB")
    else:
        page.locator("[name=time]:focus").wait_for()
    keyboard.press("Enter")
    page.wait_for_selector(CODE)
    assert all_well(stops) == []
    assert presses + len(stops) + len("Toon") + 2 < 60, "a key a second is less than a minute"


def test_the_pages_of_staff_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    step_in(watched.page, site.url, "coordinator")
    key = kinds(watched.page, site)[0].strip("/").split("/")[-1]
    pages = ("/nl/hulp/boeken/", "/nl/hulp/zoeken/")
    wrong: dict[str, object] = {one: both_languages(watched, site.url + one) for one in pages}
    watched.page.goto(f"{site.url}/nl/hulp/boeken/")
    watched.page.select_option("[name=kind]", key)
    watched.page.fill("[name=name]", "Els")
    follow(watched.page.locator("[name=look]"))
    assert watched.page.locator("[name=change]").count()
    wrong["times"] = watched.wrong()
    assert {one: found for one, found in wrong.items() if found} == {}
