"""What a process remembers of one test must not be seen by the next: its cache, and the language of its last page."""

import pytest
from django.core.cache import caches
from django.utils import translation


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    caches["cards"].clear()
    translation.deactivate()
