"""The front page, and pages of words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop

SOON = timezone.localdate() + timedelta(days=30)


def test_the_front_page_shows_what_is_new_and_counts_only_what_there_is(client: Client, shop: Shop):
    empty = client.get("/en/").content.decode()
    assert "offers that are open now" not in empty
    shop.offers("Zorg", title_en="Care", starts_on=SOON)
    page = client.get("/en/").content.decode()
    assert "offers that are open now" in page
    assert ">Care<" in page


def test_the_root_sends_a_visitor_to_a_language(client: Client, shop: Shop):
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/nl/"
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/en/"


@pytest.mark.parametrize("page", ["about", "accessibility", "privacy"])
def test_pages_of_words_stand(client: Client, shop: Shop, page: str):
    assert client.get(f"/en/{page}/").status_code == 200


def test_the_page_on_privacy_names_every_cookie_of_a_visitor(client: Client, shop: Shop, settings):
    settings.DEMO = True
    client.post("/theme/", {"theme": "dark", "next": "/nl/"})
    for page in ("", "demo/", "account/aanmelden/", "zorg-of-klacht/"):
        client.get(f"/nl/{page}")
    words = client.get("/en/privacy/").content.decode()
    told = {"theme": "light or dark colours", "csrf": "where you can fill in a form", "session": "if you sign in"}
    assert {name for name in client.cookies if told[name] not in words} == set()
    assert {"theme", "csrf"} <= set(client.cookies)


@pytest.mark.django_db
def test_pages_of_words_need_no_region(client: Client):
    assert client.get("/en/privacy/").status_code == 200


def test_a_page_that_is_not_there_helps_on(client: Client, shop: Shop):
    answer = client.get("/en/nowhere/")
    assert answer.status_code == 404
    assert "/en/offers/" in answer.content.decode()
