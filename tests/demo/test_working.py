from datetime import date, timedelta

import pytest

from werkveld.demo.days import school_weeks
from werkveld.demo.working import LATELY, WEEKS_AT_ONCE, written_together


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2021, 9, 6), date(2022, 7, 8)),
        (date(2023, 2, 6), date(2023, 7, 7)),
        (date(2023, 5, 30), date(2023, 7, 7)),
        (date(2023, 6, 5), date(2023, 6, 9)),
    ],
)
def test_every_week_is_written_once_and_in_order(first: date, last: date):
    weeks = school_weeks(first, last)
    assert [week for some in written_together(weeks) for week in some] == weeks
    assert all(0 < len(some) <= WEEKS_AT_ONCE for some in written_together(weeks))


def test_last_week_is_written_by_itself_and_just_before_it_nothing_of_long_ago():
    *_before, just_before, last_week, _this_week = list(
        written_together(school_weeks(date(2023, 1, 16), LATELY + timedelta(days=11)))
    )
    assert last_week == [LATELY]
    assert just_before == [LATELY - timedelta(weeks=back) for back in (3, 2, 1)]
