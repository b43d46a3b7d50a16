"""The shifts of a term, from a week's pattern, the opening hours of the site and the days it is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.rostering.problem import WEEK

DAY = 1440
Table = NDArray[Any]


@dataclass(frozen=True)
class Shifts:
    """t shifts in order of time: ids «day-start» as text, day, starts, ends: int[t], as `Problem` asks for them."""

    ids: NDArray[np.str_]
    day: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def open_shifts(
    weeks: int, pattern: Table, hours: Table, *, closed: Sequence[int] = (), on: Table | None = None
) -> Shifts:
    """Every shift of the pattern in every week, but for closed days and days with shorter hours; O(weeks · pattern).

    pattern: int[n, 3] and hours: int[m, 3], weekday (Monday is 0), start and end in minutes from midnight; hours may
    have several rows for a weekday (closed at noon). closed: days of the term, counted from the Monday of its first
    week. on: int[k, 3], day of the term and its own hours, instead of those of its weekday.

    :raises InputRefused: a shift of the pattern is not within the opening hours of its weekday, and the like.
    """
    pattern, hours = np.asarray(pattern, np.int64).reshape(-1, 3), np.asarray(hours, np.int64).reshape(-1, 3)
    special = np.empty((0, 3), np.int64) if on is None else np.asarray(on, np.int64).reshape(-1, 3)
    days = weeks * WEEK
    faults = [
        *_times("pattern", pattern, WEEK),
        *_times("hours", hours, WEEK),
        *_times("on", special, days),
        *(Fault("closed", row, "outside_term", str(day)) for row, day in enumerate(closed) if not 0 <= day < days),
    ]
    inside = [_within(shift, hours[hours[:, 0] == shift[0]]) for shift in pattern]
    faults += [Fault("pattern", row, "outside_opening_hours") for row, fits in enumerate(inside) if not fits]
    same = [tuple(row) for row in pattern[:, :2].tolist()]
    faults += [Fault("pattern", row, "twice") for row, start in enumerate(same) if start in same[:row]]
    if faults:
        raise InputRefused(faults)
    return _laid_out(days, pattern, special, set(closed))


def cut(hours: Table, shifts_a_day: int) -> Table:
    """Opening hours cut into so many shifts of equal length each; int64[m · shifts_a_day, 3], a pattern.

    :raises InputRefused: fewer than one shift, or hours that cannot be cut into whole minutes.
    """
    hours = np.asarray(hours, np.int64).reshape(-1, 3)
    if shifts_a_day < 1:
        raise InputRefused([Fault("shifts_a_day", None, "fewer_than_one", str(shifts_a_day))])
    faults = [Fault("hours", row, "not_divisible") for row, one in enumerate(hours) if (one[2] - one[1]) % shifts_a_day]
    if faults:
        raise InputRefused(faults)
    part = (hours[:, 2] - hours[:, 1]) // shifts_a_day
    number = np.arange(shifts_a_day)
    starts = hours[:, 1:2] + part[:, None] * number
    weekday = np.repeat(hours[:, 0], shifts_a_day)
    return np.stack([weekday, starts.reshape(-1), (starts + part[:, None]).reshape(-1)], axis=1)


def _times(table: str, rows: Table, days: int) -> Iterator[Fault]:
    for row, (day, begin, end) in enumerate(rows.tolist()):
        if not 0 <= day < days:
            yield Fault(table, row, "no_such_day", str(day))
        if not 0 <= begin < DAY:
            yield Fault(table, row, "no_time_of_day", str(begin))
        if not begin < end <= 2 * DAY:
            yield Fault(table, row, "ends_before_it_begins", f"{begin}-{end}")


def _within(shift: Table, hours: Table) -> bool:
    return bool(((hours[:, 1] <= shift[1]) & (shift[2] <= hours[:, 2])).any())


def _laid_out(days: int, pattern: Table, special: Table, closed: set[int]) -> Shifts:
    found = [
        (day, int(start), int(end))
        for day in range(days)
        if day not in closed
        for weekday, start, end in sorted(pattern.tolist())
        if weekday == day % WEEK
        and (not (special[:, 0] == day).any() or _within(np.array([day, start, end]), special[special[:, 0] == day]))
    ]
    day, starts, ends = np.array(found, np.int64).reshape(-1, 3).T
    ids = np.array([f"{on:04d}-{start // 60:02d}{start % 60:02d}" for on, start, _end in found], np.str_)
    return Shifts(ids, day, starts, ends)
