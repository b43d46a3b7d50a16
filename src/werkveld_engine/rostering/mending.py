"""The rows of a roster with those of its repair: what stays covered, and what changes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.relaxation import draft_of, entries
from werkveld_engine.rostering.rows import Numbers, Rows
from werkveld_engine.rostering.standing import Standing

Works = NDArray[np.bool_]
LOOSE = -(1 << 50)


@dataclass(frozen=True, slots=True)
class Aim:
    """Something to make small: cost: int64[columns] with a constant; row: where it is kept small afterwards."""

    cost: Numbers
    constant: int
    row: int


@dataclass
class Mending:
    """Three aims one after the other: what is uncovered, what changes, and what the roster costs."""

    rows: Rows
    uncovered: Aim
    changes: Aim

    def towards(self, aim: Aim) -> Rows:
        """The rows with the cost of an aim, without those that only reckon other costs."""
        rows = self.rows
        needed = (aim.cost != 0) | (rows.rise == 0)
        strict = ~rows.follows[rows.row] & (rows.row != aim.row)
        needed[rows.column[strict]] = True
        helping = needed & (rows.rise > 0)
        used = ~rows.follows
        used[rows.row[helping[rows.column]]] = True
        kept = used[rows.row]
        entries_ = {name: getattr(rows, name)[kept] for name in ("row", "column", "value")}
        return replace(rows, cost=aim.cost, constant=aim.constant, **entries_)

    def total(self, aim: Aim, values: Numbers) -> int:
        return int(aim.cost @ values) + aim.constant

    def works(self, values: Numbers) -> Works:
        """bool[p, t] in standing order."""
        return (self.rows.cell >= 0) & (values[self.rows.cell] > 0)

    def hold(self, aim: Aim, most: int) -> None:
        """From now on this aim stays as small as it is."""
        least = self.rows.least.copy()
        least[aim.row] = aim.constant - most
        self.rows = replace(self.rows, least=least)


def mending(order: Standing, old: Works, kept: Works, from_day: int) -> Mending:
    """old: bool[p, t] in standing order; kept: without what fell away. Past days stay as they were; O(rows)."""
    draft = draft_of(order)
    shift, skill, asked, worth, _over = order.demand.T
    there = order.skilled[:, skill] & old[:, shift]
    was = np.minimum(asked, there.sum(axis=0))
    column = np.where(order.skilled[:, skill].T, draft.cell[:, shift].T, -1)
    row, column = entries(column)
    no_longer, at = draft.take(len(was), highest=was), np.arange(len(was))
    draft.ask(was, len(was), (row, column, 1), (at, no_longer, 1))
    cells = draft.cell[draft.cell >= 0]
    sign = np.where(kept[draft.cell >= 0], 1, -1)
    first = draft.rows
    for entry in ((no_longer, -worth), (cells, sign)):
        draft.ask(LOOSE, 1, (np.zeros(len(entry[0]), np.int64), *entry), follows=False)
    rows = _past(order, draft.done(), kept, from_day)
    return Mending(
        rows,
        Aim(_costs(rows, no_longer, worth), 0, first),
        Aim(_costs(rows, cells, -sign), int(kept.sum()), first + 1),
    )


def _costs(rows: Rows, columns: Numbers, cost: Numbers) -> Numbers:
    found = np.zeros(rows.columns, np.int64)
    found[columns] = cost
    return found


def _past(order: Standing, rows: Rows, kept: Works, from_day: int) -> Rows:
    """Days before `from_day` are as they were."""
    past = (rows.cell >= 0) & (order.day < from_day)
    lowest, highest = rows.lowest.copy(), rows.highest.copy()
    lowest[rows.cell[past]] = highest[rows.cell[past]] = kept[past]
    return replace(rows, lowest=lowest, highest=highest)


def without_coach(order: Standing, kept: Works) -> Works:
    """What is left when students go home for whom no coach is there: a repair that always exists, last in order first."""
    left = kept & order.may
    room = np.where(order.per_coach > 0, left[order.coach].sum(axis=0) * order.per_coach, len(kept))
    turn = np.where(order.coach[:, None], 0, np.cumsum(left & ~order.coach[:, None], axis=0))
    return left & (turn <= room)
