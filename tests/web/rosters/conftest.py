"""A roster on the first morning of September, as the doors see it."""

from datetime import datetime
from typing import Any

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World, small_world


@pytest.fixture
def world(db: None, at: datetime, settings: Any) -> World:
    settings.CLOCK = at.isoformat()
    return small_world(at)


@pytest.fixture
def term(world: World) -> Rostered:
    return rostered(world)
