"""Selections at a moment of their life: doors read the clock, so the world began some days ago."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

APPLYING, CLOSED = 5, 20  # days since the selection was published: it opens after one and closes after fifteen


@pytest.fixture
def track_since(db: None) -> Callable[..., Any]:
    """`track_since(APPLYING)`: published so many days ago."""
    from harness.selections import Track, a_track
    from journeys.world import small_world

    def began(days: int, **facts: Any) -> Track:
        return a_track(small_world(timezone.now() - timedelta(days=days)), **facts)

    return began
