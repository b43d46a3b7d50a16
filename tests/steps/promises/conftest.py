"""The promise of the small world."""

from datetime import datetime

import pytest

from steps.promises.world import Book, book


@pytest.fixture
def told(db: None, at: datetime) -> Book:
    return book(at)
