"""The banner stands where something invented is shown, and there each such thing carries its mark."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop
from journeys.world import World
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region, Site

SOON = timezone.localdate() + timedelta(days=30)
SOME = "Some of what stands on this page is invented"
ALL = "People and figures on this page are invented"
MARK = "badge--example"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("page", ["about/", "accessibility/", "privacy/", "open-data/", "demo/"])
def test_pages_of_words_have_no_banner_in_a_demo(client: Client, shop: Shop, settings, page: str):
    settings.DEMO = True
    shop.offers("Zorg", starts_on=SOON, is_example=True)
    assert "example-banner" not in read(client, f"/en/{page}")


@pytest.mark.parametrize("page", ["", "offers/", "programmes/", "organisations/"])
def test_lists_have_a_banner_only_with_something_invented(client: Client, shop: Shop, page: str):
    shop.offers("Zorg", starts_on=SOON)
    assert "example-banner" not in read(client, f"/en/{page}")
    Organization.objects.create(region=shop.region, code="bedacht", name="Bedacht", kind="company", is_example=True)
    shop.programme_of("verzonnen", shop.programme.kind, is_example=True)
    shop.offers("Verzonnen", starts_on=SOON, is_example=True)
    seen = read(client, f"/en/{page}")
    assert SOME in seen
    assert ALL not in seen
    assert MARK in seen


@pytest.mark.slow
def test_numbers_say_by_themselves_that_they_count_what_is_invented(client: Client, shop: Shop):
    shop.offers("Zorg", starts_on=SOON)
    Organization.objects.create(region=shop.region, code="bedacht", name="Bedacht", kind="company", is_example=True)
    shop.offers("Nog iets", starts_on=SOON)  # the catalogue changed, so all is counted anew
    tiles = {label: number.is_example for label, number, _url in client.get("/en/").context["counts"]}
    assert tiles == {
        "offers that are open now": False,
        "programmes with the field": False,
        "organisations that take part": True,
    }


@pytest.mark.slow
def test_a_number_counts_what_stands_on_another_page_too(client: Client, shop: Shop):
    shop.offers("Verzonnen", starts_on=SOON, is_example=True)
    for number in range(24):
        shop.offers(f"Zorg {number}", starts_on=SOON - timedelta(days=1))
    caches["cards"].clear()
    page = client.get("/en/offers/?sort=start")
    assert page.content.decode().count(MARK) == 1
    assert page.context["counts_examples"] is True
    assert page.context["invented"] == "some"


def test_an_organisation_marks_its_invented_places_and_programmes(client: Client, shop: Shop):
    Site.objects.create(
        organization=shop.school, code="x", name="X", city="X", postcode="3811", lat=52, lon=5, is_example=True
    )
    shop.programme_of("verzonnen", shop.programme.kind, is_example=True)
    page = read(client, f"/en/organisations/{shop.school.key}/")
    assert page.count(MARK) == 2
    assert SOME in page


def test_an_invented_region_is_invented_everywhere(client: Client, shop: Shop):
    Region.objects.update(is_invented=True)
    caches["cards"].clear()
    assert ALL in read(client, "/en/privacy/")


def test_behind_a_door_everything_is_invented_for_who_is_invented(signed_in: Callable[..., Client], world: World):
    browser = signed_in(world.someone("Bea", RoleCode.COACH, world.school, is_example=True))
    assert ALL in read(browser, "/en/coach/")
    assert "example-banner" not in read(browser, "/en/privacy/")
