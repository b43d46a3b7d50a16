"""The search for a free seat, best first over offerings, and the moves that follow.

It reads no row that it does not have to: what it looks at first is `Market.looks`.
"""

from typing import Any, NamedTuple

from werkveld_engine.electives.kernels.rows import HELD, MAY_LEAVE
from werkveld_engine.kernels.ahead import fetch_ahead
from werkveld_engine.kernels.lean import lean

MASK, FIRST, SECOND, LEVEL = 0, 1, 2, 3
CHUNK = 16  # rows that are looked at before the first of them is searched
BUCKETS = 4096  # an estimate beyond the last one is in the last one


class Market(NamedTuple):
    """Everything that moves while prices rise. Seats of offering j: rows start[j] to start[j] + size[j]; behind all seats
    the rows of who waits. Offering m is none: no search enters it.
    """

    rows: Any  # int32[seats + people, 16·x]: edges (offering << 8 | level) by rising cost, then HELD, WHO, LENGTH
    looks: Any  # int32[seats + people, 4]: the MASK of edges other than the held one that cost nothing extra, MAY_LEAVE
    # beside them; the FIRST and SECOND of these edges (m << 8 for none); the LEVEL of the held edge
    base: Any  # w[seats + people]: the cost of the held edge; of who waits the price of the best option
    wake: Any  # w[seats + people]: at this price of the best option, another edge may cost nothing extra
    start: Any  # int32[m + 1]
    size: Any  # int32[m]: seats that can ever be used
    room: Any  # int32[m]: seats that are free
    price: Any  # w[m]
    shown: Any  # w[m + 1]: the price, or `limits[1]` for an offering that the search need not enter
    alarm: Any  # w[m]: at this price, the first of the rows wakes
    ahead: Any  # int32[m]: at least so many moves to a free seat
    weight: Any  # w[levels]: the cost of each rank, rising, and perhaps again for what somebody had before
    limits: Any  # w[2]: the cost of having no seat, and more than any cost with any price


class Search(NamedTuple):
    """Where a search came from, and its buckets by estimated length."""

    by_row: Any  # int32[m]: the row from which the offering was reached
    by_edge: Any  # int32[m]: over which of its edges
    by_group: Any  # int32[m]: in which offering that row lies, -1 for who waits
    depth: Any  # int32[m]
    after: Any  # int32[m]
    entered: Any  # int32[m]
    head: Any  # int32[BUCKETS]
    open: Any  # int32[CHUNK]: rows with an edge to something not yet entered


@lean
def lead(now, x, bits):
    """Notes the first two edges."""
    first = second = now.size.size << 8
    k = 0
    bits &= MAY_LEAVE - 1
    while bits:
        if bits & 1:
            if first >> 8 == now.size.size:
                first = now.rows[x, k]
            else:
                second = now.rows[x, k]
                break
        bits >>= 1
        k += 1
    now.looks[x, FIRST], now.looks[x, SECOND] = first, second


@lean
def is_open(now, x):
    """Whether an edge of this row that costs nothing extra may lead to an offering that was not entered; no branches."""
    bits = now.looks[x, MASK]
    rest = bits & (bits - 1)
    far = now.limits[1]
    return (
        (now.shown[now.looks[x, FIRST] >> 8] < far)
        | (now.shown[now.looks[x, SECOND] >> 8] < far)
        | (rest & (rest - 1) != 0)
        | (bits >= MAY_LEAVE)
    )


@lean
def opened_of(now, to, begin, end):
    """Which of these rows are open, the first of to.open. Gives how many."""
    few = 0
    for x in range(begin, end):
        to.open[few] = x
        few += is_open(now, x)
    return few


@lean
def place(now, to, rows, looks, root, entered):
    """Looks for a free seat from a waiting row; moves everyone along the way. (`rows` and `looks` are those of `now`.)

    Gives whether there is one, and up to where to.entered is filled with what was entered in vain.
    """
    far = now.limits[1]
    begin = entered
    opened = 0
    nearest, furthest = BUCKETS, -1
    j, depth = -1, -1
    cost = now.limits[0] - now.limits[0]
    seat, end = root, root + 1
    last_row = last_group = last_edge = target = -1
    length = 0
    while True:
        while seat < end and target < 0:
            few = opened_of(now, to, seat, min(seat + CHUNK, end))
            seat += CHUNK
            for s in range(few):
                x = to.open[s]
                bits = now.looks[x, MASK]
                if bits >= MAY_LEAVE:
                    target, last_row, last_group, last_edge = x, to.by_row[j], to.by_group[j], to.by_edge[j]
                    length = depth + 1
                    break
                mine = cost + (now.weight[now.looks[x, LEVEL]] if j >= 0 else now.base[x])
                keep, k, at = bits, 0, FIRST
                while bits:
                    if bits & 1:
                        edge = now.looks[x, at] if at <= SECOND else now.rows[x, k]
                        at += 1
                        other = edge >> 8
                        found = now.shown[other] + now.weight[edge & 255]
                        if found == mine:
                            if now.room[other] > 0:
                                target = now.start[other] + now.size[other] - now.room[other]
                                now.room[other] -= 1
                                last_row, last_group, last_edge = x, j, k
                                length = depth + 1
                                break
                            now.shown[other] = far
                            to.by_row[other], to.by_group[other], to.by_edge[other] = x, j, k
                            to.depth[other] = depth + 1
                            bucket = min(depth + 1 + now.ahead[other], BUCKETS - 1)
                            nearest = min(nearest, bucket)
                            furthest = max(furthest, bucket)
                            to.after[other] = to.head[bucket]
                            to.head[bucket] = other
                            fetch_ahead(looks, 4 * now.start[other])
                            fetch_ahead(looks, 4 * now.start[other] + 16)
                            opened += 1
                        elif found < far:  # a price has risen since; it may come back within reach
                            keep &= ~(1 << k)
                            now.wake[x] = min(now.wake[x], found)
                            if j >= 0:
                                now.alarm[j] = min(now.alarm[j], found - now.weight[now.looks[x, LEVEL]])
                    bits >>= 1
                    k += 1
                if keep != now.looks[x, MASK]:
                    now.looks[x, MASK] = keep
                    lead(now, x, keep)
                if target >= 0:
                    break
        if target >= 0 or opened == 0:
            break
        while to.head[nearest] < 0:
            nearest += 1
        j = to.head[nearest]
        to.head[nearest] = to.after[j]
        opened -= 1
        to.entered[entered] = j
        entered += 1
        depth = to.depth[j]
        cost = now.price[j]
        seat = now.start[j]
        end = seat + now.size[j]
    if target < 0:
        return False, entered
    for bucket in range(nearest, furthest + 1):
        other = to.head[bucket]
        while other >= 0:
            now.shown[other] = now.price[other]
            other = to.after[other]
        to.head[bucket] = -1
    for s in range(begin, entered):
        j = to.entered[s]
        now.shown[j] = now.price[j]
        now.ahead[j] = max(now.ahead[j], length - to.depth[j])
    shift(now, to, rows, root, target, last_row, last_group, last_edge)
    return True, begin


@lean
def shift(now, to, rows, root, target, row, group, edge):
    """Moves every row on the path one seat on, from its end back to who waited."""
    wide = now.rows.shape[1]
    fetch_ahead(rows, target * wide)
    fetch_ahead(rows, root * wide)
    x, at = row, group
    while x != root:
        fetch_ahead(rows, x * wide)
        x, at = to.by_row[at], to.by_group[at]
    while True:
        bits = now.looks[row, MASK] & ~(1 << edge)
        held = now.rows[row, wide + HELD]
        if held >= 0:
            bits |= 1 << held
        for s in range(wide):
            now.rows[target, s] = now.rows[row, s]
        now.rows[target, wide + HELD] = edge
        now.looks[target, MASK] = bits
        lead(now, target, bits)
        taken = now.rows[target, edge]
        now.looks[target, LEVEL] = taken & 255
        base = now.weight[taken & 255]
        now.base[target] = base
        now.wake[target] = now.wake[row]
        now.alarm[taken >> 8] = min(now.alarm[taken >> 8], now.wake[row] - base)
        if row == root:
            return
        target = row
        row, edge, group = to.by_row[group], to.by_edge[group], to.by_group[group]
