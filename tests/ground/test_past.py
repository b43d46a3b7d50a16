"""Months back, and whole years."""

from datetime import UTC, datetime

import pytest

from werkveld.ground.past import first_of_year, months_before


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        ((2026, 9, 1), 6, (2026, 3, 1)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 8, 31), 6, (2026, 2, 28)),
        ((2026, 3, 1), 24, (2024, 3, 1)),
        ((2026, 12, 31), 12, (2025, 12, 28)),
    ],
)
def test_so_many_months_earlier_and_never_too_early(at: tuple, months: int, before: tuple):
    assert months_before(datetime(*at, 3, 30, tzinfo=UTC), months) == datetime(*before, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [datetime(2026, 9, 1, 3, 30, tzinfo=UTC), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)])
def test_a_year_begins_on_its_first_day_where_the_people_are(at: datetime):
    assert first_of_year(at) == datetime(2025, 12, 31, 23, tzinfo=UTC)
