"""A place where help is given tomorrow, and everybody who is about to ask for it."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from harness.helping import Desk, desk_of
from journeys.world import World
from werkveld.steps.practice.models import Shift


@pytest.fixture
def tomorrow() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=2), time(10)))


@pytest.fixture
def desk(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def shift(desk: Desk, tomorrow: datetime) -> Shift:
    return desk.shift(starts_at=tomorrow)
