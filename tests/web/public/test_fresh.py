"""What is kept of a page, and for whom it is not."""

import gzip
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from harness.catalogue import Shop
from werkveld.steps.people.models import Person
from werkveld.web.public import fresh

SOON = timezone.localdate() + timedelta(days=30)


def test_a_page_that_another_visitor_saw_is_not_made_again(client: Client, shop: Shop, django_assert_num_queries):
    shop.offers("Zorg", starts_on=SOON)
    first = client.get("/nl/aanbod/?q=zorg")
    with django_assert_num_queries(1):
        again = Client().get("/nl/aanbod/?q=zorg")
    assert (again.content, again["ETag"], again["Content-Type"]) == (
        first.content,
        first["ETag"],
        first["Content-Type"],
    )


def test_each_colour_scheme_has_its_own_page(client: Client, shop: Shop):
    light = client.get("/nl/aanbod/")
    client.cookies["theme"] = "dark"
    dark = client.get("/nl/aanbod/")
    assert light["ETag"] != dark["ETag"]
    assert b'data-theme="dark"' in dark.content
    assert b'data-theme="dark"' not in Client().get("/nl/aanbod/").content


def test_the_page_of_who_signed_in_is_theirs_alone(client: Client, shop: Shop, anna: Person, signed_in):
    leave = reverse("account_logout").removeprefix("/nl/").removeprefix("/en/")
    hers = signed_in(anna).get("/nl/aanbod/")
    assert "ETag" not in hers
    assert leave in hers.content.decode()
    assert leave not in client.get("/nl/aanbod/").content.decode()


def test_a_message_that_waits_is_shown_once_and_to_nobody_else(client: Client, shop: Shop):
    client.cookies["messages"] = "anything"
    assert "ETag" not in client.get("/nl/aanbod/")


def test_no_more_pages_are_kept_than_fit(client: Client, shop: Shop, monkeypatch):
    monkeypatch.setattr(fresh, "KEPT_PAGES", 3)
    fresh._kept.clear()
    for number in range(5):
        client.get(f"/nl/aanbod/?q=woord{number}")
    assert len(fresh._kept) == 3


def test_a_page_comes_packed_to_who_can_unpack_it(client: Client, shop: Shop):
    plain = client.get("/nl/aanbod/")
    packed = client.get("/nl/aanbod/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]
