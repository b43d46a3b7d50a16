"""Smallest total cost when everyone takes at most one seat: an integer primal-dual method.

Everyone without a seat raises their own price together, one event at a time; who can reach a free seat (or somebody who
may as well stay without one) over edges that cost nothing extra gets it at once. What makes it fast:

- a row of 64 bytes holds all wishes of one person and lies *in the seat* that person holds, so looking through a group
  reads memory in order; an augmenting path moves a handful of rows;
- beside each row a bit mask says which other wishes would cost nothing extra, and where the first two of them lead, so
  most rows are never read;
- the search is best first over offerings (not people), with lower bounds on the distance to a free seat that every
  finished search improves and that stay valid until a price below them changes;
- an offering from which no free seat can be reached is left out until prices change;
- every row knows the price at which it has to be looked at again, and every offering the first of its rows.

Sources: H. W. Kuhn, The Hungarian method (1955); R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), 12.4;
S. Koenig, M. Likhachev, Adaptive A* (2005) for the learned distances.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.electives.kernels.rows import HELD, LENGTH, MAY_LEAVE, WHO

BUCKETS = 4096  # an estimate beyond the last one is in the last one


class Market(NamedTuple):
    """Everything that moves while prices rise. Seats of offering j: rows start[j] to start[j] + size[j]; behind all seats
    the rows of who waits. Offering m is none: no search enters it.
    """

    rows: Any  # int32[seats + people, 16·x]: edges (offering << 8 | level) by rising cost, then HELD, WHO, LENGTH
    mask: Any  # int32[seats + people]: which edges other than the held one cost nothing extra; MAY_LEAVE beside them
    leads: Any  # int32[seats + people, 2]: where the first two of these edges lead
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


@njit(cache=True, nogil=True)
def settle(wishes, had, now, waiting):
    """Everyone on a first choice that has room; the rows of the others go to `waiting`. Gives how many wait.

    `had` int32[people, x]: what somebody had before; it has a cost of its own, level ranks + rank.
    """
    people, most = wishes.shape
    m = now.size.size
    wide = now.rows.shape[1]
    seats = now.start[-1]
    line = np.zeros(wide, np.int32)
    waits = 0
    for i in range(people):
        length = 0
        for k in range(most):
            j = wishes[i, k]
            if j >= 0 and now.size[j] > 0:
                level = k
                for s in range(had.shape[1]):
                    if had[i, s] == j:
                        level = most + k
                if now.weight[level] < now.limits[0]:
                    line[length] = (j << 8) | level
                    length += 1
        if length == 0:
            continue
        best = now.weight[line[0] & 255]
        j = line[0] >> 8
        held, bits, lead = 0, 0, m
        if now.room[j] > 0:
            at = now.start[j] + now.size[j] - now.room[j]
            now.room[j] -= 1
        else:
            at = seats + waits
            waiting[waits] = at
            waits += 1
            held, bits, lead = -1, 1, j
        line[wide + LENGTH] = length
        line[wide + WHO] = i
        line[wide + HELD] = held
        wake = now.limits[0] if length == 1 else min(now.limits[0], now.weight[line[1] & 255])
        now.mask[at] = bits
        now.leads[at, 0] = lead
        now.leads[at, 1] = m
        now.base[at] = best
        now.wake[at] = wake
        if held == 0:
            now.alarm[j] = min(now.alarm[j], wake - best)
        for s in range(wide):
            now.rows[at, s] = line[s]
    for j in range(m):
        now.ahead[j] = 0 if now.room[j] > 0 else 1
    return waits


@njit(cache=True, nogil=True)
def lead(now, x, bits):
    """Notes where the first two edges lead."""
    m = now.size.size
    first, second, k = m, m, 0
    bits &= MAY_LEAVE - 1
    while bits:
        if bits & 1:
            if first == m:
                first = now.rows[x, k] >> 8
            else:
                second = now.rows[x, k] >> 8
                break
        bits >>= 1
        k += 1
    now.leads[x, 0] = first
    now.leads[x, 1] = second


@njit(cache=True, nogil=True)
def place(now, to, root, entered):
    """Looks for a free seat from a waiting row; moves everyone along the way.

    Gives whether there is one, and up to where to.entered is filled with what was entered in vain.
    """
    far = now.limits[1]
    begin = entered
    opened = 0
    nearest, furthest = BUCKETS, -1
    j, depth = -1, -1
    cost = now.limits[0] - now.limits[0]
    x, end = root, root + 1
    last_row = last_group = last_edge = target = -1
    length = 0
    while True:
        while x < end:
            bits = now.mask[x]
            if bits == 0:
                x += 1
                continue
            if bits >= MAY_LEAVE:
                target, last_row, last_group, last_edge = x, to.by_row[j], to.by_group[j], to.by_edge[j]
                length = depth + 1
                break
            if now.shown[now.leads[x, 0]] >= far and now.shown[now.leads[x, 1]] >= far:
                rest = bits & (bits - 1)
                if rest & (rest - 1) == 0:
                    x += 1
                    continue
            mine = now.base[x] + cost
            keep, k = bits, 0
            while bits:
                if bits & 1:
                    edge = now.rows[x, k]
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
                        opened += 1
                    elif found < far:  # a price has risen since; it may come back within reach
                        keep &= ~(1 << k)
                        now.wake[x] = min(now.wake[x], found)
                        if j >= 0:
                            now.alarm[j] = min(now.alarm[j], found - now.base[x])
                bits >>= 1
                k += 1
            if keep != now.mask[x]:
                now.mask[x] = keep
                lead(now, x, keep)
            if target >= 0:
                break
            x += 1
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
        x = now.start[j]
        end = x + now.size[j]
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
    shift(now, to, root, target, last_row, last_group, last_edge)
    return True, begin


@njit(cache=True, nogil=True)
def shift(now, to, root, target, row, group, edge):
    """Moves every row on the path one seat on, from its end back to who waited."""
    wide = now.rows.shape[1]
    while True:
        bits = now.mask[row] & ~(1 << edge)
        held = now.rows[row, wide + HELD]
        if held >= 0:
            bits |= 1 << held
        for s in range(wide):
            now.rows[target, s] = now.rows[row, s]
        now.rows[target, wide + HELD] = edge
        now.mask[target] = bits
        lead(now, target, bits)
        taken = now.rows[target, edge]
        base = now.weight[taken & 255]
        now.base[target] = base
        now.wake[target] = now.wake[row]
        now.alarm[taken >> 8] = min(now.alarm[taken >> 8], now.wake[row] - base)
        if row == root:
            return
        target = row
        row, edge, group = to.by_row[group], to.by_edge[group], to.by_group[group]


@njit(cache=True, nogil=True)
def sweep(now, to, waiting):
    """Everyone who waits, one after the other. Gives how many cannot be helped, the first of `waiting` now, and how many
    offerings they reach, the first of to.entered.
    """
    stuck = dead = 0
    for root in waiting:
        found, dead = place(now, to, root, dead)
        if not found:
            waiting[stuck] = root
            stuck += 1
    return stuck, dead


@njit(cache=True, nogil=True)
def slack(now, x, mine):
    """How far the price of this row may rise before another offering, or no seat, costs as little."""
    least = now.limits[0] - mine
    for k in range(now.rows[x, now.rows.shape[1] + LENGTH]):
        edge = now.rows[x, k]
        least = min(least, now.weight[edge & 255] + now.shown[edge >> 8] - mine)
    return least


@njit(cache=True, nogil=True)
def step_of(now, stuck, reached, step):
    """How far all of these may rise together, at most `step`; one is the least there is."""
    for x in stuck:
        if step <= 1:
            return step
        if now.wake[x] - now.base[x] < step:
            step = min(step, slack(now, x, now.base[x]))
    for j in reached:
        if step <= 1:
            return step
        if now.alarm[j] - now.price[j] < step:
            for x in range(now.start[j], now.start[j] + now.size[j]):
                mine = now.base[x] + now.price[j]
                if now.wake[x] - mine < step:
                    step = min(step, slack(now, x, mine))
    return step


@njit(cache=True, nogil=True)
def lift(now, reached, step):
    """Prices go up; what a search left out is open to it again."""
    for j in reached:
        now.price[j] += step
        now.shown[j] = now.price[j]
        now.ahead[j] = 1


@njit(cache=True, nogil=True)
def look_again(now, x, mine):
    """Which edges of this row cost nothing extra now, where they lead, and when to look again."""
    wide = now.rows.shape[1]
    held = now.rows[x, wide + HELD]
    bits, wake = 0, now.limits[0]
    first = second = now.size.size
    if mine >= now.limits[0]:
        bits, wake = MAY_LEAVE, now.limits[1]
    for k in range(now.rows[x, wide + LENGTH]):
        edge = now.rows[x, k]
        cost = now.weight[edge & 255]
        if cost > mine:
            wake = min(wake, cost)
            break
        cost += now.price[edge >> 8]
        if cost > mine:
            wake = min(wake, cost)
        elif k != held:
            bits |= 1 << k
            if first == now.size.size:
                first = edge >> 8
            elif second == now.size.size:
                second = edge >> 8
    now.mask[x] = bits
    now.wake[x] = wake
    now.leads[x, 0] = first
    now.leads[x, 1] = second


@njit(cache=True, nogil=True)
def follow(now, stuck, reached, step):
    """People follow the prices. Gives how many still wait, the first of `stuck`: the others do without."""
    for j in reached:
        price = now.price[j]
        if price < now.alarm[j]:
            continue
        alarm = now.limits[1]
        for x in range(now.start[j], now.start[j] + now.size[j]):
            mine = now.base[x] + price
            if mine >= now.wake[x]:
                look_again(now, x, mine)
            alarm = min(alarm, now.wake[x] - now.base[x])
        now.alarm[j] = alarm
    waits = 0
    for x in stuck:
        mine = now.base[x] + step
        now.base[x] = mine
        if mine < now.limits[0]:
            if mine >= now.wake[x]:
                look_again(now, x, mine)
            stuck[waits] = x
            waits += 1
    return waits


@njit(cache=True, nogil=True)
def to_the_end(now, to, waiting):
    """All that is left, in one go."""
    waits = waiting.size
    while waits > 0:
        stuck, dead = sweep(now, to, waiting[:waits])
        if stuck == 0:
            return
        reached = to.entered[:dead]
        step = step_of(now, waiting[:stuck], reached, np.int64(now.limits[0]))
        lift(now, reached, step)
        waits = follow(now, waiting[:stuck], reached, step)


@njit(cache=True, nogil=True)
def seated(now, held):
    """Who holds what: int32[people], -1 left for nothing."""
    wide = now.rows.shape[1]
    for j in range(now.size.size):
        for x in range(now.start[j], now.start[j] + now.size[j] - now.room[j]):
            held[now.rows[x, wide + WHO]] = j
