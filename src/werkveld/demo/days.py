"""The days of the invented year: when it begins, the morning on which it stands still, and when there is no school.

Holidays are those of the region «midden» of the Dutch school years 2021-2022 and 2022-2023. Knows no Django, since the
command that starts the demo needs the morning before there are settings.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

HERE = ZoneInfo("Europe/Amsterdam")

FIRST_DAY = date(2021, 8, 16)
# A Monday in a week of school, after a week of school: every desk has something to do. Nothing has happened after it.
MORNING = datetime(2023, 6, 12, 8, 30, tzinfo=HERE)
LAST_DAY = localdate(MORNING, HERE)

HOLIDAYS = (
    (date(2021, 10, 18), date(2021, 10, 24)),
    (date(2021, 12, 27), date(2022, 1, 9)),
    (date(2022, 2, 28), date(2022, 3, 6)),
    (date(2022, 5, 2), date(2022, 5, 8)),
    (date(2022, 7, 11), date(2022, 8, 28)),
    (date(2022, 10, 24), date(2022, 10, 30)),
    (date(2022, 12, 26), date(2023, 1, 8)),
    (date(2023, 2, 27), date(2023, 3, 5)),
    (date(2023, 5, 1), date(2023, 5, 7)),
    (date(2023, 7, 10), date(2023, 8, 27)),
    (date(2023, 10, 16), date(2023, 10, 22)),
    (date(2023, 12, 25), date(2024, 1, 7)),
    (date(2024, 2, 12), date(2024, 2, 18)),
    (date(2024, 4, 29), date(2024, 5, 5)),
)
# Single days: Good Friday, Easter Monday, King's Day, Ascension with the Friday after it, Whit Monday.
DAYS_OFF = frozenset(
    {
        date(2022, 4, 15), date(2022, 4, 18), date(2022, 4, 27), date(2022, 5, 26), date(2022, 5, 27), date(2022, 6, 6),
        date(2023, 4, 7), date(2023, 4, 10), date(2023, 4, 27), date(2023, 5, 18), date(2023, 5, 19), date(2023, 5, 29),
    }
)  # fmt: skip


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Clock time in the region, as the moment in UTC that actions want."""
    return datetime.combine(day, time(hour, minute), HERE).astimezone(UTC)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_holiday(day: date) -> bool:
    return any(first <= day <= last for first, last in HOLIDAYS)


def is_school_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF and not is_holiday(day)


def on_school_day(at: datetime) -> datetime:
    """The same time on this day, or on the first day after it on which somebody is at school."""
    while not is_school_day(localdate(at, HERE)):
        at += timedelta(days=1)
    return at


def school_weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks in which there is school, also when the Monday itself is off."""
    mondays = (monday_of(first) + timedelta(weeks=n) for n in range((last - monday_of(first)).days // 7 + 1))
    return [monday for monday in mondays if not is_holiday(monday)]
