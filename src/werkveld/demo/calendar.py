"""The clock of the invented year: what will happen when, lived week by week, each week in one transaction."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.demo.days import MORNING, monday_of
from werkveld.steps.deeds.actions import written_together

Deed = Callable[..., Any]


class Calendar:
    """Deeds wait for their moment; one that is lived may plan others. What is planned for after the morning never comes."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Deed, dict[str, Any]]] = []
        self._planned = 0
        self._gathered: dict[tuple[datetime, Deed], list[Any]] = {}

    def plan(self, at: datetime, deed: Deed, **facts: Any) -> None:
        """Two deeds at one moment happen in the order in which they were planned."""
        if at < MORNING:
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
            week = monday_of(localdate(self._waiting[0][0]))
            with transaction.atomic(), written_together():
                while self._waiting and monday_of(localdate(self._waiting[0][0])) == week:
                    at, _turn, deed, facts = heapq.heappop(self._waiting)
                    deed(at=at, **facts)
            yield week
