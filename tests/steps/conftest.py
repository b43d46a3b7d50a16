"""The small world of the actions, on a Tuesday morning in the first week of school."""

from datetime import datetime
from typing import Any

import pytest
from django.db import models

from journeys.world import World, small_world
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Deed
from werkveld.steps.deeds.rules import address


@pytest.fixture
def world(db: None, at: datetime) -> World:
    return small_world(at)


@pytest.fixture
def deeds_on() -> DeedsOn:
    """Verb and doer of every deed on a record, the first first."""

    def told(record: models.Model) -> list[tuple[str, Any]]:
        return list(Deed.objects.filter(record=address(record)).order_by("id").values_list("verb", "by"))

    return told
