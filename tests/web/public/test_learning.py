"""The page of an offering and of a programme."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop
from werkveld.steps.offerings import actions
from werkveld.steps.offerings.models import Offering
from werkveld.web.public import cards

SOON = timezone.localdate() + timedelta(days=30)


def test_the_page_of_an_offering_says_everything_about_it(client: Client, shop: Shop):
    offering = shop.offers(
        "Zorgtechnologie", title_en="Care technology", summary_en="With older people.", starts_on=SOON, hours=240,
        level_min=3, level_max=4, capacity=12, parts=[{"title_nl": "Werk", "title_en": "Work", "organization": shop.school}],
    )  # fmt: skip
    page = client.get(f"/en/offers/{offering.key}/").content.decode()
    for words in (
        "Care technology",
        "With older people.",
        "240 hours",
        "Level 3 to 4",
        "12 places left",
        "Proefcollege",
        "Work",
    ):
        assert words in page, words


def test_a_taken_seat_shows_at_once(client: Client, shop: Shop):
    offering = shop.offers("Zorg", starts_on=SOON, capacity=2)
    url = f"/en/offers/{offering.key}/"
    first = client.get(url)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304
    actions.take_seats(offering)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "1 place left" in again.content.decode()


@pytest.mark.parametrize("turn", ["draft", "cancelled", "nobody knows it"])
def test_what_is_not_public_has_no_page(client: Client, shop: Shop, turn: str):
    offering = shop.offers("Zorg", starts_on=SOON, is_open=turn == "cancelled")
    if turn == "cancelled":
        actions.cancel_offering(offering, by=shop.by, at=shop.at)
    key = uuid.uuid4() if turn == "nobody knows it" else offering.key
    assert client.get(f"/nl/aanbod/{key}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_offering_asks_six_queries_at_most(
    client: Client, shop: Shop, django_assert_max_num_queries, number: int
):
    themes = [shop.theme(f"thema-{at}", f"Thema {at}") for at in range(number)]
    programme = shop.programme_of("techniek", shop.programme.kind, *themes)
    parts = [{"title_nl": "Deel", "title_en": "Part", "organization": shop.school} for _ in range(number)]
    offering = shop.offers("Zorg", programme=programme, parts=parts, starts_on=SOON)
    for at in range(number):
        shop.offers(f"Ook {at}", programme=programme, starts_on=SOON)
    client.get("/nl/aanbod/")  # a process that has just started reads the catalogue once
    cards._kept.clear()
    with django_assert_max_num_queries(6):  # edition, offering, its themes, its parts, figures, cards of others
        assert client.get(f"/nl/aanbod/{offering.key}/").status_code == 200


def test_the_page_of_a_programme_lists_what_is_open(client: Client, shop: Shop):
    shop.offers("Open", starts_on=SOON)
    over = shop.offers("Voorbij", starts_on=SOON)
    actions.finish_offering(over, by=shop.by, at=shop.at)
    page = client.get(f"/nl/programmas/{shop.programme.key}/").content.decode()
    assert ">Open<" in page
    assert ">Voorbij<" not in page


def test_the_list_of_programmes_counts_what_is_open(client: Client, shop: Shop):
    shop.offers("Een", starts_on=SOON)
    shop.offers("Twee", starts_on=SOON)
    assert "2 open" in client.get("/en/programmes/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_programmes_asks_the_same_for_three(
    client: Client, shop: Shop, django_assert_num_queries, number: int
):
    for at in range(number):
        shop.programme_of(f"programma-{at}", shop.programme.kind)
    client.get("/nl/over/")
    with django_assert_num_queries(2):  # the edition, the programmes
        assert client.get("/nl/programmas/").status_code == 200


def test_an_invented_offering_says_so_on_its_page(client: Client, shop: Shop):
    offering = shop.offers("Zorg", starts_on=SOON, is_example=True)
    page = client.get(f"/nl/aanbod/{offering.key}/").content.decode()
    assert "example-banner" in page
    assert "badge--example" in page
    assert Offering.objects.get(pk=offering.pk).is_example
