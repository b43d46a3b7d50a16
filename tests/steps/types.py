"""What the fixtures of the steps are, for who reads or checks the tests."""

from collections.abc import Callable
from typing import Any

from django.db import models

DeedsOn = Callable[[models.Model], list[tuple[str, Any]]]
