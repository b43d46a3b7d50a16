"""The search page: everything by its address, few queries, nothing lost without JavaScript."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop
from werkveld.steps.offerings import actions

CARD = re.compile(r'class="card__link" href="[^"]+">([^<]+)<')
SOON = timezone.localdate() + timedelta(days=30)


def found(client: Client, query: str = "", language: str = "nl") -> list[str]:
    path = "/nl/aanbod/" if language == "nl" else "/en/offers/"
    answer = client.get(f"{path}{query}")
    assert answer.status_code == 200
    return CARD.findall(answer.content.decode())


def test_a_search_is_an_address(client: Client, shop: Shop):
    shop.offers("Zorgtechnologie", title_en="Care technology", audience="resident", starts_on=SOON)
    shop.offers("Warmtepompen", title_en="Heat pumps", starts_on=SOON)
    assert set(found(client)) == {"Zorgtechnologie", "Warmtepompen"}
    assert found(client, "?q=technologie") == ["Zorgtechnologie"]
    assert found(client, "?phase=resident", "en") == ["Care technology"]
    assert found(client, "?phase=resident&q=warmtepomp") == []


def test_the_same_page_has_its_address_in_both_languages(client: Client, shop: Shop):
    page = client.get("/nl/aanbod/?q=zorg").content.decode()
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/offers/?q=zorg">' in page


def test_what_was_chosen_can_be_taken_away_one_by_one(client: Client, shop: Shop):
    shop.offers("Zorg", starts_on=SOON)
    page = client.get("/en/offers/?q=zorg&phase=learner&level=2&level=3").content.decode()
    assert 'href="?phase=learner&amp;level=2&amp;level=3"' in page
    assert 'href="?q=zorg&amp;phase=learner&amp;level=3"' in page


def test_nothing_found_says_what_to_do(client: Client, shop: Shop):
    shop.offers("Zorg", starts_on=SOON, audience="learner")
    page = client.get("/en/offers/?q=zorg&phase=teacher").content.decode()
    assert "Without your choices there is 1 result." in page
    assert 'href="/en/offers/?q=zorg"' in page


def test_a_typing_fault_is_told(client: Client, shop: Shop):
    shop.offers("Warmtepompen", starts_on=SOON)
    page = client.get("/en/offers/?q=waremtepompen").content.decode()
    assert "These are results for <strong>warmtepompen</strong>" in page


@pytest.mark.parametrize(
    "query", ["?after=%00&level=x&within=-1&sort=best", "?start=2026-99&page=3", "?q=%F0%9F%99%82"]
)
def test_nonsense_in_an_address_is_left_aside(client: Client, shop: Shop, query: str):
    shop.offers("Zorg", starts_on=SOON)
    assert client.get(f"/nl/aanbod/{query}").status_code == 200


def test_text_of_a_visitor_is_never_markup(client: Client, shop: Shop):
    page = client.get("/nl/aanbod/?q=<script>alert(1)</script>&place=<b>").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_pages_are_walked_by_key(client: Client, shop: Shop):
    for number in range(26):
        shop.offers(f"Nummer {number:02}", starts_on=SOON + timedelta(days=number))
    first = client.get("/nl/aanbod/").content.decode()
    (next_page,) = re.findall(r'href="(\?after=[^"]+)" rel="next"', first)
    second = client.get(f"/nl/aanbod/{next_page}").content.decode()
    assert CARD.findall(second) == ["Nummer 24", "Nummer 25"]
    (back,) = re.findall(r'href="(\?before=[^"]+)" rel="prev"', second)
    assert found(client, back) == CARD.findall(first)
    assert "offset" not in first


def test_invented_offerings_are_marked_on_card_and_page(client: Client, shop: Shop):
    shop.offers("Echt", starts_on=SOON)
    assert "example-banner" not in client.get("/nl/aanbod/").content.decode()
    shop.offers("Verzonnen", starts_on=SOON, is_example=True)
    page = client.get("/nl/aanbod/").content.decode()
    assert page.count("badge--example") == 2  # on its card, and beside the number of results
    assert "Verzonnen (voorbeeldgegevens)" in client.get("/nl/aanbod/kaart.json").content.decode("unicode_escape")
    assert "example-banner" in page


def test_a_card_shows_the_change_of_its_offering(client: Client, shop: Shop):
    offering = shop.offers("Koken", starts_on=SOON)
    assert found(client) == ["Koken"]
    actions.change_offering(offering, title_nl="Bakken", by=shop.by, at=shop.at)
    assert found(client) == ["Bakken"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_asks_as_many_queries_for_three_as_for_one(
    client: Client, shop: Shop, django_assert_num_queries, number: int
):
    theme = shop.theme("zorg", "Zorg")
    programme = shop.programme_of("techniek", shop.programme.kind, theme)
    for at in range(number):
        shop.offers(f"Zorg {at}", programme=programme, level_min=3, starts_on=SOON)
    url = "/nl/aanbod/?q=zorg&theme=zorg&level=3"
    with django_assert_num_queries(6):  # region, edition, listings, labels, words, cards
        assert client.get(url).status_code == 200
    with django_assert_num_queries(1):  # the edition; the words and the cards are known
        assert client.get(url).status_code == 200


def test_a_visitor_who_comes_back_gets_304_until_something_changes(client: Client, shop: Shop):
    shop.offers("Zorg", starts_on=SOON)
    first = client.get("/nl/aanbod/")
    again = client.get("/nl/aanbod/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")
    assert client.get("/en/offers/", headers={"if-none-match": first["ETag"]}).status_code == 200
    shop.offers("Meer zorg", starts_on=SOON)
    assert client.get("/nl/aanbod/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_map_gets_one_place_a_site_with_links(client: Client, shop: Shop):
    for number in range(3):
        shop.offers(f"Zorg {number}", starts_on=SOON)
    (place,) = json.loads(client.get("/en/offers/map.json?q=zorg").content)["places"]
    assert (place["name"], place["count"], place["lat"], len(place["offerings"])) == ("Amersfoort", 3, 52.155, 3)
    assert json.loads(client.get("/en/offers/map.json?q=maan").content) == {"places": []}


def test_the_land_of_the_region_is_given_as_it_is(client: Client, shop: Shop):
    assert client.get("/nl/aanbod/gebied.geojson").status_code == 404
    shop.region.outline = {"type": "FeatureCollection", "features": []}
    shop.region.save()
    assert client.get("/nl/aanbod/gebied.geojson").json() == {"type": "FeatureCollection", "features": []}


def test_the_picture_of_the_map_holds_the_results_of_the_question(client: Client, shop: Shop):
    for number in range(3):
        shop.offers(f"Zorg {number}", starts_on=SOON)
    page = client.get("/en/offers/?q=zorg")
    assert '<img class="map__picture" src="/en/offers/map.svg?q=zorg"' in page.content.decode()
    answer = client.get("/en/offers/map.svg?q=zorg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert ">3</text>" in answer.content.decode()
    assert "<circle" not in client.get("/en/offers/map.svg?q=maan").content.decode()


@pytest.mark.parametrize(
    ("address", "said"), [("/nl/aanbod/gebied.geojson", "Naar CBS"), ("/en/offers/region.geojson", "After CBS")]
)
def test_the_makers_of_the_map_are_named_in_the_language_of_the_page(
    client: Client, shop: Shop, address: str, said: str
):
    for makers in ({"nl": "Naar CBS", "en": "After CBS"}, said, {"nl": said}):
        shop.region.outline = {"type": "FeatureCollection", "attribution": makers, "features": []}
        shop.region.save()
        shop.offers(f"Weer anders {makers}", starts_on=SOON)
        assert client.get(address).json()["attribution"] == said


@pytest.mark.django_db
def test_without_a_region_there_is_no_catalogue(client: Client):
    assert client.get("/nl/aanbod/").status_code == 404
