"""A moment, and later the people of the tests."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning in the first week of school; the clock is read only in doors, so tests bring their own."""
    return datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
