"""The clock of the pages."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from werkveld.web.doors import now, today


def test_the_clock_is_that_of_the_machine():
    assert abs(now() - timezone.now()) < timedelta(seconds=5)
    assert today() == timezone.localdate()


@pytest.mark.parametrize(
    ("stands_at", "day"),
    [("2023-01-09T08:30+01:00", date(2023, 1, 9)), ("2023-01-08T23:30+00:00", date(2023, 1, 9))],
)
def test_in_a_demo_it_stands_still_and_the_day_is_that_of_the_people(settings: Settings, stands_at: str, day: date):
    settings.CLOCK = stands_at
    assert now() == datetime.fromisoformat(stands_at)
    assert today() == day
