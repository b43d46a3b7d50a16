"""A tiny year, lived once for all tests of a file, inside a transaction that is rolled back after them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

SEED = 7
SIZE = 0.02


def load_home() -> None:
    from werkveld.ground.places import region_package
    from werkveld.regions.load import load_region

    load_region(region_package("midden-nederland"), by=None, at=datetime(2021, 8, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The summary of the year; the tests see its records."""
    from django.db import transaction

    from werkveld.demo.year import live_year

    with django_db_blocker.unblock(), transaction.atomic():
        load_home()
        yield live_year(seed=SEED, size=SIZE)
        transaction.set_rollback(True)
