"""The small world of these tests; imported late, since this file is read before Django is ready."""

from datetime import datetime
from typing import Any

import pytest


@pytest.fixture
def world(db: None, at: datetime) -> Any:
    from journeys.world import small_world

    return small_world(at)
