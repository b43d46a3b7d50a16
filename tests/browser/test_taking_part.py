"""Two walks of people who do not want to think about the computer: joining from an offering, and a call that comes in."""

import re

import pytest
from playwright.sync_api import Page

from browser.watching import Opened, Watched, follow, step_in
from harness.living import Site

WHO = "student@voorbeeld.werkveld.example"
KEY = r"[0-9a-f-]{36}"
PER_KEY = 0.35  # seconds, for somebody who looks for each key
QUESTION = "Ik krijg een brief van de gemeente en ik snap hem niet. Kan iemand meekijken?"


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_visitor_joins_by_a_code_and_what_was_chosen_is_kept(opened: Opened, site: Site, with_script: bool):
    page = opened(java_script_enabled=with_script).new_page()
    page.goto(f"{site.url}/nl/aanbod/?q=begin+op+elke+maandag")
    follow(page.locator("#places .card a").first)
    wanted = page.locator("select[name=starts_on] option").nth(2).get_attribute("value") or ""
    page.select_option("select[name=starts_on]", wanted)
    follow(page.locator("aside form button.nl-button--primary"))
    page.fill("input[name=email]", WHO)
    follow(page.locator("main form[method=post] button").first)
    code = re.search(r"^    (\S+)\s*$", site.last_mail(WHO, "code"), re.MULTILINE)
    assert code is not None
    page.fill("input[name=code]", code.group(1))
    follow(page.locator("main button[value=verify]"))
    assert re.fullmatch(rf"{site.url}/nl/meedoen/{KEY}/\?starts_on={wanted}", page.url)
    assert page.input_value("select[name=starts_on]") == wanted
    follow(page.locator("button[name=join]"))
    assert page.locator("button[name=join]").count() == 0
    give_back(page)


def give_back(page: Page) -> None:
    """The site of the tests is as it was; and the way out is walked too."""
    follow(page.locator("main a[href*='/meedoen/plek/']"))
    follow(page.locator("main form button"))
    assert page.locator("button[name=join]").is_visible()


def test_the_pages_of_joining_are_accessible(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    page = watched.page
    step_in(page, site.url, "student")
    page.goto(f"{site.url}/nl/aanbod/?q=begin+op+elke+maandag")
    follow(page.locator("#places .card a").first)
    follow(page.locator("aside form button.nl-button--primary"))
    wrong = {"before": watched.wrong()}
    follow(page.locator("button[name=join]"))
    wrong["after"] = watched.wrong()
    follow(page.locator("main a[href*='/meedoen/plek/']"))
    wrong["leaving"] = watched.wrong()
    follow(page.locator("main form button"))
    wrong["left"] = watched.wrong()
    for path in ("/nl/mijn-gegevens/", "/nl/mijn-gegevens/afsluiten/", "/nl/mijn-gegevens/afgesloten/"):
        page.goto(f"{site.url}{path}")
        wrong[path] = watched.wrong()
    assert {moment: found for moment, found in wrong.items() if found} == {}


class Keys:
    """Only the keyboard, and how often it was touched."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)


def test_what_a_neighbour_asks_by_telephone_is_written_down_within_a_minute(opened: Opened, site: Site):
    """From the morning list, with the keyboard alone, for somebody who types slowly."""
    watched = Watched(opened().new_page())
    page = watched.page
    step_in(page, site.url, "coordinator")
    page.goto(f"{site.url}/nl/school/")
    keys = Keys(page)
    keys.press("Tab", "Enter", "Tab", "Tab", "Enter")  # past the head of the page, and past booking, to the question
    page.wait_for_url("**/vraag/opschrijven/")
    assert page.evaluate("document.activeElement.name") == "name"
    assert watched.wrong() == {}
    keys.type("Els Evers")
    keys.press("Tab")
    keys.type("0335550123")
    keys.press("Tab")
    keys.type(QUESTION)
    keys.press("Tab", "Tab", "Enter")
    page.wait_for_url(re.compile(rf"/nl/school/vraag/{KEY}/$"))
    assert page.locator("h1").inner_text() == "Els Evers"
    assert QUESTION in page.locator("blockquote").inner_text()
    assert watched.wrong() == {}
    assert keys.pressed * PER_KEY < 60
