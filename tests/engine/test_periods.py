"""Days, weeks and school years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld_engine.periods import (
    Period,
    calendar_year,
    count_day,
    school_year,
    school_year_name,
    school_year_of,
    week_name,
    week_of,
    weeks,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
periods = st.tuples(days, st.integers(0, 900)).map(lambda p: Period(p[0], p[0] + timedelta(days=p[1])))


def test_a_period_ends_before_its_end():
    period = Period(date(2022, 8, 1), date(2022, 8, 3))
    assert period.days == 2
    assert period.last_day == date(2022, 8, 2)
    assert date(2022, 8, 2) in period
    assert date(2022, 8, 3) not in period


def test_a_period_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2022, 8, 2), date(2022, 8, 1))


def test_an_empty_period_has_no_last_day():
    with pytest.raises(ValueError, match="no last day"):
        _ = Period(date(2022, 8, 2), date(2022, 8, 2)).last_day


def test_periods_side_by_side_do_not_overlap():
    assert not school_year(2021).overlaps(school_year(2022))
    assert calendar_year(2022).overlap(school_year(2022)) == Period(date(2022, 8, 1), date(2023, 1, 1))


@given(periods, periods)
def test_the_overlap_is_the_days_in_both(one, other):
    shared = one.overlap(other)
    both = {one.start + timedelta(days=n) for n in range(one.days)} & {
        other.start + timedelta(days=n) for n in range(other.days)
    }
    assert (set() if shared is None else {shared.start + timedelta(days=n) for n in range(shared.days)}) == both
    assert one.overlaps(other) == bool(both)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2022, 7, 31), "2021-2022"), (date(2022, 8, 1), "2022-2023"), (date(2023, 1, 1), "2022-2023")],
)
def test_a_school_year_starts_on_the_first_of_august(day, name):
    assert school_year_name(school_year_of(day)) == name


@given(days)
def test_every_day_is_in_one_school_year(day):
    assert day in school_year_of(day)
    assert school_year_of(day) == school_year(school_year_of(day).start.year)


@pytest.mark.parametrize(
    ("rule", "period", "day"),
    [
        ("12-31", calendar_year(2022), date(2022, 12, 31)),
        ("10-01", school_year(2022), date(2022, 10, 1)),
        ("02-01", school_year(2022), date(2023, 2, 1)),
        ("08-01", school_year(2022), date(2022, 8, 1)),
        ("01-01", calendar_year(2022), date(2022, 1, 1)),
    ],
)
def test_a_count_day_is_a_day_of_its_period(rule, period, day):
    assert count_day(rule, period) == day


@pytest.mark.parametrize("rule", ["2-1", "31 december", "13-01", "02-29", "10-00", ""])
def test_a_count_day_is_a_day_that_every_year_has(rule):
    with pytest.raises(ValueError, match=r"."):
        count_day(rule, calendar_year(2024))


@pytest.mark.parametrize(
    "period", [Period(date(2022, 1, 1), date(2022, 6, 1)), Period(date(2021, 1, 1), date(2023, 1, 1))]
)
def test_a_count_day_comes_once_in_its_period(period):
    with pytest.raises(ValueError, match="times in"):
        count_day("10-01", period)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2021, 1, 1), "2020-W53"), (date(2021, 1, 4), "2021-W01"), (date(2024, 12, 30), "2025-W01")],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, name):
    assert week_name(day) == name


@given(days)
def test_a_week_is_seven_days_from_monday(day):
    week = week_of(day)
    assert day in week
    assert (week.start.weekday(), week.days) == (0, 7)
    assert week_name(week.start) == week_name(week.last_day) == week_name(day)


def test_weeks_cover_a_period():
    assert [week_name(w.start) for w in weeks(Period(date(2022, 10, 9), date(2022, 10, 11)))] == [
        "2022-W40",
        "2022-W41",
    ]
    assert list(weeks(Period(date(2022, 10, 9), date(2022, 10, 9)))) == []
