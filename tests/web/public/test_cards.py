"""Cards: what they say, and that they are made once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone, translation

from harness.catalogue import Shop
from werkveld.web.public import cards, fresh

SOON = timezone.localdate() + timedelta(days=30)


def templates_of(client: Client, url: str) -> list[str]:
    """Names of all templates that this page was made of, without what is kept of whole pages."""
    fresh._kept.clear()
    names: list[str] = []

    def note(template: object, **_: object) -> None:
        names.append(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    try:
        client.get(url)
    finally:
        template_rendered.disconnect(note)
    return names


@pytest.mark.parametrize("number", [1, 3])
def test_a_card_is_made_once_and_a_page_costs_the_same_for_three(client: Client, shop: Shop, number: int):
    """This guards the cost of the list: making cards was most of it."""
    for at in range(number):
        shop.offers(f"Zorg {at}", starts_on=SOON)
    assert templates_of(client, "/nl/aanbod/").count("public/offering_card.html") == number
    again = templates_of(client, "/nl/aanbod/")
    assert again.count("public/offering_card.html") == 0
    assert 10 < len(again) < 30


@pytest.mark.parametrize(
    ("km", "said"), [(0.02, "100 m"), (0.44, "400 m"), (0.96, "1.0 km"), (9.9, "9.9 km"), (25.4, "25 km")]
)
def test_a_distance_is_as_exact_as_it_is_useful(km: float, said: str):
    with translation.override("en"):
        assert cards.distance(km) == said


def test_a_long_text_ends_where_a_sentence_ends():
    text = "Eerste zin van een heel verhaal dat lang genoeg is om te tellen. " + "Daarna nog veel meer woorden. " * 9
    assert cards.shortened(text).endswith(".")
    assert len(cards.shortened(text)) <= cards.SHORT
    assert cards.shortened("woord " * 60).endswith("…")
    assert cards.shortened("Kort.") == "Kort."
