"""Days and years without a clock: the caller says which day it is. A period does not include its end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SCHOOL_YEAR_STARTS = (8, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` up to but not including `end`, so that periods can lie side by side without sharing a day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """An empty period is allowed; one that ends before it starts is a ValueError."""
        if self.end < self.start:
            message = f"A period cannot end ({self.end}) before it starts ({self.start})."
            raise ValueError(message)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that is in it; ValueError when it is empty."""
        if not self.days:
            raise ValueError("An empty period has no last day.")
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.start <= day < self.end

    def overlap(self, other: "Period") -> "Period | None":
        """The days that are in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a day."""
        return self.overlap(other) is not None


def calendar_year(year: int) -> Period:
    """1 January up to and including 31 December."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def school_year(starting: int) -> Period:
    """1 August of the year it starts in, up to and including 31 July."""
    return Period(date(starting, *SCHOOL_YEAR_STARTS), date(starting + 1, *SCHOOL_YEAR_STARTS))


def school_year_of(day: date) -> Period:
    """The school year that a day is in."""
    return school_year(day.year if (day.month, day.day) >= SCHOOL_YEAR_STARTS else day.year - 1)


def school_year_name(period: Period) -> str:
    """The name people use, such as "2022-2023"."""
    return f"{period.start.year}-{period.start.year + 1}"


def count_day(rule: str, period: Period) -> date:
    """The day on which is counted: the rule "MM-DD" as a date within the period; O(years in the period).

    "12-31" in the calendar year 2022 is 31 December 2022, "10-01" in the school year 2022-2023 is 1 October 2022.

    :raises ValueError: not a month and a day that every year has, or the period does not have that day exactly once.
    """
    if not re.fullmatch(r"\d\d-\d\d", rule):
        message = f"A count day is written MM-DD, not {rule!r}."
        raise ValueError(message)
    month, day = int(rule[:2]), int(rule[3:])
    date(2023, month, day)  # not a leap year, so 02-29 is refused for every year
    days = [date(year, month, day) for year in range(period.start.year, period.end.year + 1)]
    within = [found for found in days if found in period]
    if len(within) != 1:
        message = f"{rule} is {len(within)} times in {period.start} up to {period.end}."
        raise ValueError(message)
    return within[0]


def week_of(day: date) -> Period:
    """The ISO 8601 week that a day is in: Monday up to and including Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def week_name(day: date) -> str:
    """The ISO 8601 name of the week that a day is in: "2020-W53" for 1 January 2021."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks(period: Period) -> Iterator[Period]:
    """The whole ISO weeks that share a day with the period, in order; none for an empty one."""
    if not period.days:
        return
    week = week_of(period.start)
    while week.start < period.end:
        yield week
        week = Period(week.end, week.end + timedelta(days=7))
