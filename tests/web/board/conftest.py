"""The promise of a small world, now: doors read the clock."""

import pytest
from django.test import Client
from django.utils import timezone

from steps.promises.world import YEAR, Book, book
from werkveld.steps.promises.actions import publish, renew_figures


@pytest.fixture
def told(db: None) -> Book:
    return book(timezone.now())


@pytest.fixture
def published(told: Book) -> Book:
    """Forty people in two lines and two colleges, three in the third, counted and published."""
    told.enrol("R1", 3)
    told.enrol("R2", 25, college=1)
    told.enrol("R3", 12, is_example=True)
    told.answer([8, 8, 9, 9, 8, 8, 9, 9])
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at)
    publish(told.report, by=told.director, at=told.world.at)
    return told


@pytest.fixture
def visitor() -> Client:
    return Client()
