"""Which part of a roster is set free at once: some days, some people, some weekdays, or where bound and roster differ.

Large neighbourhood search (P. Shaw, 1998), the last kind as relaxation induced neighbourhoods (E. Danna, E. Rothberg,
C. Le Pape, 2005). All chance comes from lots, so the same seed sets the same parts free.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import drawn_order
from werkveld_engine.rostering.problem import WEEK
from werkveld_engine.rostering.rows import Rows
from werkveld_engine.rostering.standing import Standing

Cells = NDArray[np.bool_]


class Part(StrEnum):
    DOUBT = "doubt"
    DAYS = "days"
    PEOPLE = "people"
    WEEKDAYS = "weekdays"


def cells(order: Standing, rows: Rows, part: Part, doubt: NDArray[np.float64], *, size: int, lot: int) -> Cells:
    """bool[p, t], about `size` cells that somebody may work; doubt: float64[p, t], how far bound and roster differ."""
    able = rows.cell >= 0
    if able.sum() <= size:
        return able
    if part is Part.DOUBT:
        return _most_doubted(able, doubt, size)
    if part is Part.DAYS:
        first = int(drawn_order(np.arange(order.days), lot)[0])
        return _enough(able, [order.day == day for day in np.roll(np.arange(order.days), -first)], size)
    if part is Part.WEEKDAYS:
        days = drawn_order(np.arange(WEEK), lot)
        return _enough(able, [order.day % WEEK == day for day in days], size)
    return _people(order, able, size, lot)


def _most_doubted(able: Cells, doubt: NDArray[np.float64], size: int) -> Cells:
    """The most doubtful first; equal ones in standing order."""
    worth = np.where(able, np.round(doubt * 64), -1).astype(np.int64).reshape(-1)
    chosen = np.argsort(-worth, kind="stable")[:size]
    found = np.zeros(worth.shape, np.bool_)
    found[chosen[worth[chosen] > 0]] = True
    return found.reshape(able.shape)


def _enough(able: Cells, groups: list[Cells], size: int) -> Cells:
    """Group of shifts after group of shifts until there is enough; at least one."""
    chosen = np.zeros_like(able)
    for group in groups:
        chosen |= group & able
        if chosen.sum() >= size:
            break
    return chosen


def _people(order: Standing, able: Cells, size: int, lot: int) -> Cells:
    """Students in drawn order, those of one coach together, with that coach."""
    if not len(order.students):
        return able
    drawn = order.students[drawn_order(order.students, lot)]
    first = order.own[drawn[0]]
    together = np.concatenate([drawn[order.own[drawn] == first], drawn[order.own[drawn] != first]])
    chosen = np.zeros_like(able)
    if first >= 0:
        chosen[first] = able[first]
    for person in together:
        if chosen.sum() >= size:
            break
        chosen[person] = able[person]
    return chosen


def columns(rows: Rows, chosen: Cells) -> NDArray[np.bool_]:
    """bool[columns], these cells with every helping column that can follow them; O(entries)."""
    free = np.zeros(rows.columns, np.bool_)
    free[rows.cell[chosen]] = True
    helping = rows.rise > 0
    for _step in range(int(rows.rise.max(initial=0))):
        touched = np.zeros(len(rows.least), np.bool_)
        touched[rows.row[free[rows.column]]] = True
        reached = np.zeros(rows.columns, np.bool_)
        reached[rows.column[touched[rows.row]]] = True
        free |= reached & helping
    return free
