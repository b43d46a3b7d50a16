"""The clock of the invented year: what will happen when, lived week by week, each week in one transaction."""

import heapq
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

HERE = ZoneInfo("Europe/Amsterdam")
Deed = Callable[..., Any]

FIRST_DAY = date(2021, 8, 16)
LAST_DAY = date(2022, 12, 30)
HOLIDAYS = (
    (date(2021, 10, 18), date(2021, 10, 24)),
    (date(2021, 12, 27), date(2022, 1, 9)),
    (date(2022, 2, 28), date(2022, 3, 6)),
    (date(2022, 5, 2), date(2022, 5, 8)),
    (date(2022, 7, 11), date(2022, 8, 28)),
    (date(2022, 10, 24), date(2022, 10, 30)),
    (date(2022, 12, 26), date(2023, 1, 8)),
)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Clock time in the region, as the moment in UTC that actions want."""
    return datetime.combine(day, time(hour, minute), HERE).astimezone(UTC)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_holiday(day: date) -> bool:
    return any(first <= day <= last for first, last in HOLIDAYS)


def school_weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks in which there is school."""
    mondays = (monday_of(first) + timedelta(weeks=n) for n in range((last - monday_of(first)).days // 7 + 1))
    return [monday for monday in mondays if not is_holiday(monday)]


class Calendar:
    """Deeds wait for their moment; one that is lived may plan others. What is planned past the last day never comes."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Deed, dict[str, Any]]] = []
        self._planned = 0
        self._gathered: dict[tuple[datetime, Deed], list[Any]] = {}

    def plan(self, at: datetime, deed: Deed, **facts: Any) -> None:
        """Two deeds at one moment happen in the order in which they were planned."""
        if at.date() <= LAST_DAY:
            self._planned += 1
            heapq.heappush(self._waiting, (at, self._planned, deed, facts))

    def gather(self, at: datetime, deed: Deed, item: Any, **facts: Any) -> None:
        """What many need at one moment is done at once: `deed` gets all their items together."""
        items = self._gathered.setdefault((at, deed), [])
        if not items:
            self.plan(at, deed, items=items, **facts)
        items.append(item)

    def live(self) -> Iterator[date]:
        """Gives each Monday whose week was lived, up to the last."""
        while self._waiting:
            week = monday_of(self._waiting[0][0].date())
            with transaction.atomic():
                while self._waiting and monday_of(self._waiting[0][0].date()) == week:
                    at, _turn, deed, facts = heapq.heappop(self._waiting)
                    deed(at=at, **facts)
            yield week
