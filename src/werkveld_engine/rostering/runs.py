"""Days in a row, days off in a row, weekends: rows over days worked."""

import numpy as np

from werkveld_engine.rostering.problem import WEEK
from werkveld_engine.rostering.rows import Draft, Numbers
from werkveld_engine.rostering.standing import Standing

SATURDAY = 5


def runs(order: Standing, draft: Draft) -> None:
    """O(p · days · (run_most + run_least² + off_least²)) entries, only for people with such a rule."""
    rule = order.rule
    ruled = (rule["run_most"] >= 0) | (rule["run_least"] > 1) | (rule["off_least"] > 1) | (rule["weekends"] >= 0)
    for person in np.flatnonzero(ruled):
        days = _days(order, draft, int(person))
        if rule["run_most"][person] >= 0:
            _longest(draft, days, int(rule["run_most"][person]))
        for least, works in ((rule["run_least"][person], True), (rule["off_least"][person], False)):
            for length in range(1, int(least)):
                _no_run_of(draft, days, length, works=works)
        if rule["weekends"][person] >= 0:
            _weekends(order, draft, days, int(rule["weekends"][person]))


def _days(order: Standing, draft: Draft, person: int) -> list[Numbers]:
    """Columns for each day whose sum is 1 on a day worked and else 0."""
    days = [draft.cell[person, shifts] for shifts in order.on_day]
    days = [day[day >= 0] for day in days]
    if 0 <= order.rule["a_day"][person] <= 1:
        return days
    for number, day in enumerate(days):
        if len(day) > 1:
            worked = draft.take(1)
            at = np.arange(len(day))
            draft.ask(0, len(day), (at, np.repeat(worked, len(day)), 1), (at, day, -1))
            draft.ask(0, 1, (np.zeros(len(day), np.int64), day, 1), (np.zeros(1, np.int64), worked, -1), follows=False)
            days[number] = worked
    return days


def _sum(draft: Draft, least: int, *parts: tuple[list[Numbers], int]) -> None:
    for_row = [
        (np.zeros(sum(map(len, days)), np.int64), np.concatenate([*days, np.empty(0, np.int64)]), sign)
        for days, sign in parts
    ]
    draft.ask(least, 1, *((row, column.astype(np.int64), sign) for row, column, sign in for_row), follows=False)


def _longest(draft: Draft, days: list[Numbers], most: int) -> None:
    for first in range(len(days) - most):
        if all(len(day) for day in days[first : first + most + 1]):
            _sum(draft, -most, (days[first : first + most + 1], -1))


def _no_run_of(draft: Draft, days: list[Numbers], length: int, *, works: bool) -> None:
    """No run of exactly this many days: not all inside with both days beside it the other way."""
    for first in range(1, len(days) - length):
        inside, beside = days[first : first + length], [days[first - 1], days[first + length]]
        if works and all(len(day) for day in inside):
            _sum(draft, 1 - length, (inside, -1), (beside, 1))
        elif not works and all(len(day) for day in beside):
            _sum(draft, -1, (inside, 1), (beside, -1))


def _weekends(order: Standing, draft: Draft, days: list[Numbers], most: int) -> None:
    numbers = np.arange(len(days))
    weekends = [
        [days[day] for day in numbers[(numbers // WEEK == week) & (numbers % WEEK >= SATURDAY)] if len(days[day])]
        for week in range(order.weeks)
    ]
    weekends = [each for each in weekends if each]
    if len(weekends) <= most:
        return
    worked = draft.take(len(weekends), rise=2)
    for aux, weekend in zip(worked, weekends, strict=True):
        at = np.arange(len(weekend))
        row = np.repeat(at, [len(day) for day in weekend])
        draft.ask(0, len(weekend), (at, np.full(len(weekend), aux), 1), (row, np.concatenate(weekend), -1))
    draft.ask(-most, 1, (np.zeros(len(weekends), np.int64), worked, -1), follows=False)
