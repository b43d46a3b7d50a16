"""What a search may cost the processor, beside an answer of a few bytes that goes through the same middleware.

Laid beside each other in one run, so a slow machine or a busy one changes little; benchmarks/catalogue.py measures a
full catalogue behind a real server.
"""

import time
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop

WORDS = ("zorg", "bouwen", "techniek", "robot", "wijk", "coach", "energie", "water", "muziek", "sport")
SOON = timezone.localdate() + timedelta(days=30)
ROUNDS = 7
MOST_WHEN_NEW, MOST_WHEN_ASKED = 14, 4


@pytest.fixture
def full(shop: Shop) -> Shop:
    for number in range(60):
        word, other = WORDS[number % 10], WORDS[number % 7]
        shop.offers(f"{word} en {other} {number}", starts_on=SOON + timedelta(days=number), level_min=2, level_max=4)
    return shop


def effort(client: Client, addresses: Sequence[str]) -> float:
    """Seconds of the processor for one answer."""
    begun = time.process_time()
    for address in addresses:
        assert client.get(address).status_code == 200
    return (time.process_time() - begun) / len(addresses)


def laid_beside(client: Client, turns: Sequence[Sequence[str]]) -> float:
    """How many times a hello these cost, the middle one of the turns."""
    client.get(turns[0][0])
    client.get("/health/")
    found = sorted(effort(client, turn) / effort(client, ["/health/"] * 30) for turn in turns)
    return found[len(found) // 2]


@pytest.mark.slow
def test_a_search_that_many_ask_costs_little_more_than_hello(client: Client, full: Shop):
    assert len(full.made) == 60
    turns = [["/nl/aanbod/?q=zorg&phase=learner&level=3"] * 20] * ROUNDS
    assert laid_beside(client, turns) < MOST_WHEN_ASKED


@pytest.mark.slow
def test_a_search_that_nobody_asked_before_stays_within_bounds(client: Client, full: Shop):
    assert len(full.made) == 60
    turns = [
        [f"/nl/aanbod/?q={word}&level={level}&phase=learner&n={turn}" for word in WORDS for level in (2, 3)]
        for turn in range(ROUNDS)
    ]
    assert laid_beside(client, turns) < MOST_WHEN_NEW


@pytest.mark.slow
def test_the_page_of_an_offering_that_nobody_opened_before_stays_within_bounds(client: Client, full: Shop):
    turns = [[f"/nl/aanbod/{one.key}/?n={turn}" for one in full.made[:20]] for turn in range(ROUNDS)]
    assert laid_beside(client, turns) < MOST_WHEN_NEW
