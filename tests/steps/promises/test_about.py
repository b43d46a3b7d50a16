"""From what can be chosen to what was counted of it."""

from datetime import datetime, timedelta

import pytest

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.actions import publish, renew_figures, withdraw_edition
from werkveld.steps.promises.queries import figures_about

pytestmark = pytest.mark.slow


@pytest.fixture
def counted_twice(told: Book, at: datetime) -> Book:
    """The year of the report, and the one after it that still runs."""
    told.enrol("R1", 12)
    for year in (YEAR, YEAR + 1):
        renew_figures(told.world.region, year, by=told.world.clockwork, at=at + timedelta(days=1))
    return told


def counted_in(told: Book) -> list[tuple[str, int]]:
    found = figures_about(told.offerings["R1"].programme)
    return [(version.indicator.code, version.counted_in) for version in found]


def test_before_any_report_the_last_year_that_was_counted_is_shown(counted_twice: Book):
    assert counted_in(counted_twice) == [("first", YEAR + 1)]


def test_a_year_that_was_told_goes_before_one_that_still_runs(counted_twice: Book, at: datetime):
    edition = publish(counted_twice.report, by=counted_twice.director, at=at)
    assert counted_in(counted_twice) == [("first", YEAR)]
    withdraw_edition(edition, by=counted_twice.director, at=at)
    assert counted_in(counted_twice) == [("first", YEAR + 1)]
