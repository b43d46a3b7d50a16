from datetime import UTC, date, datetime, timedelta

import pytest

from werkveld.demo.days import (
    FIRST_DAY,
    HOLIDAYS,
    LAST_DAY,
    MORNING,
    is_holiday,
    is_school_day,
    moment,
    monday_of,
    on_school_day,
    school_weeks,
)


def test_a_moment_is_told_in_the_time_of_the_region():
    assert moment(date(2022, 1, 10), 9) == datetime(2022, 1, 10, 8, 0, tzinfo=UTC)
    assert moment(date(2022, 7, 11), 9) == datetime(2022, 7, 11, 7, 0, tzinfo=UTC)


def test_there_is_no_school_in_the_holidays():
    weeks = school_weeks(date(2022, 2, 22), date(2022, 3, 9))
    assert weeks == [date(2022, 2, 21), date(2022, 3, 7)]
    assert is_holiday(date(2022, 3, 2))


def test_a_monday_off_is_still_a_week_of_school():
    easter_monday = date(2023, 4, 10)
    assert not is_school_day(easter_monday)
    assert easter_monday in school_weeks(date(2023, 4, 3), date(2023, 4, 21))


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        (date(2023, 6, 9), date(2023, 6, 9)),
        (date(2023, 6, 10), date(2023, 6, 12)),
        (date(2023, 5, 18), date(2023, 5, 22)),
        (date(2023, 4, 29), date(2023, 5, 8)),
    ],
)
def test_what_falls_on_a_free_day_happens_on_the_next_day_of_school(day: date, next_day: date):
    assert on_school_day(moment(day, 11)) == moment(next_day, 11)


def test_the_demo_stands_still_on_a_monday_with_full_weeks_of_school_around_it():
    assert (MORNING.weekday(), MORNING.hour, MORNING.minute) == (0, 8, 30)
    around = [monday_of(LAST_DAY) + timedelta(days=day) for day in range(-7, 14)]
    assert [day for day in around if day.weekday() < 5 and not is_school_day(day)] == []


def test_holidays_come_in_order_and_begin_on_a_monday_after_the_first_day():
    assert sorted(HOLIDAYS) == list(HOLIDAYS)
    assert all(first.weekday() == 0 and last.weekday() == 6 and first > FIRST_DAY for first, last in HOLIDAYS)
