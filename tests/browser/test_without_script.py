"""The main path without JavaScript: searching, coming in, writing in the promise, changing the language."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from browser.watching import Opened, follow, in_language, step_in
from harness.living import Site
from steps.promises.world import book
from werkveld.steps.people.models import Account

WRONG = "{figure:bestaat-niet}"


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened(java_script_enabled=False).new_page()


def test_a_search_is_narrowed_and_widened_again(page: Page, site: Site):
    page.goto(f"{site.url}/nl/aanbod/?past=on")
    before = number(page)
    page.locator(".catalogue__facets input[name=kind]").first.check()
    follow(page.locator(".catalogue__facets button").last)
    assert "kind=" in page.url
    assert 0 < number(page) < before
    follow(page.locator(".chosen a").first)
    assert number(page) > 0


def number(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".catalogue__count").inner_text()))


def test_the_map_of_a_search_is_a_picture_and_another_says_that_the_list_holds_the_same(page: Page, site: Site):
    page.goto(f"{site.url}/nl/aanbod/")
    picture = page.locator("img.map__picture")
    assert picture.is_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.locator("#places .card").count() > 0
    page.goto(f"{site.url}{page.locator('#places [data-lat] a').first.get_attribute('href')}")
    assert page.locator(".map__fallback").is_visible()


def test_somebody_comes_in_by_a_code_from_a_mail(page: Page, site: Site):
    step_in(page, site.url, "kwaliteit")  # from now on this person has an account
    page.context.clear_cookies()
    page.goto(f"{site.url}/nl/bestuur/")
    page.fill("input[name=email]", "kwaliteit@voorbeeld.werkveld.example")
    follow(page.locator("main form[method=post] button").first)
    mail = site.last_mail("kwaliteit@voorbeeld.werkveld.example", "code")
    code = re.search(r"^    (\S+)\s*$", mail, re.MULTILINE)
    assert code is not None
    page.fill("input[name=code]", code.group(1))
    follow(page.locator("main button[value=verify]"))
    assert page.url == f"{site.url}/nl/bestuur/"


@pytest.mark.django_db(transaction=True)
def test_a_wrong_reference_is_an_error_at_its_field_and_what_was_typed_stays(page: Page, live_server: Any):
    told = book(timezone.now())
    client = Client()
    client.force_login(Account.objects.create(person=told.quality, email="quality@example.nl"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/nl/bestuur/")
    follow(page.locator("main a[href*='/bestuur/']").first)
    follow(page.locator("main a[href*='/tekst/']").first)
    for name in ("heading_nl", "heading_en"):
        page.fill(f"[name={name}]", "Kop")
    page.fill("[name=body_nl]", f"Er kwamen {WRONG} mensen.")
    follow(page.locator("main form:has(textarea) button").last)
    field = page.locator("[name=body_nl]")
    assert field.input_value() == f"Er kwamen {WRONG} mensen."
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any(WRONG in page.locator(f"#{one}").inner_text() for one in described)
    assert page.locator("main a[href='#id_body_nl']").count() == 1


def test_the_language_changes_and_the_page_stays(page: Page, site: Site, addresses: dict[str, str]):
    page.goto(site.url + addresses["offering"])
    page.goto(in_language(page, "en"))
    assert page.get_attribute("html", "lang") == "en"
    assert addresses["offering"].rsplit("/", 2)[1] in page.url


def test_a_menu_of_a_phone_opens(opened: Opened, site: Site):
    page = opened(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{site.url}/nl/")
    page.locator(".menu-button").click()
    assert page.locator(".site-nav").is_visible()
