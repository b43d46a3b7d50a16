"""What a process remembers of one test must not be seen by the next: the database has gone back, the cache has not."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    caches["cards"].clear()
