"""Smallest total cost when everyone takes at most one seat: an integer primal-dual method.

Everyone without a seat raises their own price together, one event at a time; who can reach a free seat (or somebody who
may as well stay without one) over edges that cost nothing extra gets it at once. What makes it fast:

- a row of 64 bytes holds all wishes of one person and lies *in the seat* that person holds, so looking through a group
  reads memory in order; an augmenting path moves a handful of rows;
- beside each row stands, in 16 bytes, which other wishes would cost nothing extra and the first two of these, so most
  rows are never read;
- memory that will be read is asked for a little before, and offerings whose prices change are taken in the order of their
  seats (measured: half of the time was waiting for memory);
- the search is best first over offerings (not people), with lower bounds on the distance to a free seat that every
  finished search improves and that stay valid until a price below them changes;
- an offering from which no free seat can be reached is left out until prices change;
- every row knows the price at which it has to be looked at again, and every offering the first of its rows.

Sources: H. W. Kuhn, The Hungarian method (1955); R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), 12.4;
S. Koenig, M. Likhachev, Adaptive A* (2005) for the learned distances.
"""

import numpy as np
from numba import njit

from werkveld_engine.electives.kernels.rows import HELD, LENGTH, MAY_LEAVE, WHO
from werkveld_engine.electives.kernels.search import FIRST, LEVEL, MASK, SECOND, is_open, place
from werkveld_engine.kernels.ahead import fetch_ahead
from werkveld_engine.kernels.lean import lean

SOON = 12  # rows that are asked for before they are read
DENSE = 5  # from one offering in 2 ** 5 on, it pays to list them in order


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
        held, bits, edge = 0, 0, m << 8
        if now.room[j] > 0:
            at = now.start[j] + now.size[j] - now.room[j]
            now.room[j] -= 1
        else:
            at = seats + waits
            waiting[waits] = at
            waits += 1
            held, bits, edge = -1, 1, line[0]
        line[wide + LENGTH] = length
        line[wide + WHO] = i
        line[wide + HELD] = held
        wake = now.limits[0] if length == 1 else min(now.limits[0], now.weight[line[1] & 255])
        now.looks[at, MASK], now.looks[at, LEVEL] = bits, line[0] & 255
        now.looks[at, FIRST], now.looks[at, SECOND] = edge, m << 8
        now.base[at] = best
        now.wake[at] = wake
        if held == 0:
            now.alarm[j] = min(now.alarm[j], wake - best)
        for s in range(wide):
            now.rows[at, s] = line[s]
    for j in range(m):
        now.ahead[j] = 0 if now.room[j] > 0 else 1
    return waits


@lean
def sweep(now, to, waiting):
    """Everyone who waits, one after the other. Gives how many cannot be helped, the first of `waiting` now, and how many
    offerings they reach, the first of to.entered; many of them in the order of their seats, to be read in a row.
    """
    rows, looks = now.rows, now.looks
    stuck, dead = 0, np.int64(0)
    for root in waiting:
        found = False
        if is_open(now, root):
            found, dead = place(now, to, rows, looks, root, dead)
        if not found:
            waiting[stuck] = root
            stuck += 1
    if dead > now.size.size >> DENSE:
        dead = 0
        for j in range(now.size.size):
            if now.shown[j] == now.limits[1]:
                to.entered[dead] = j
                dead += 1
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


@lean
def look_again(now, x, mine):
    """Which edges of this row cost nothing extra now, where they lead, and when to look again."""
    wide = now.rows.shape[1]
    held = now.rows[x, wide + HELD]
    bits, wake = 0, now.limits[0]
    none = now.size.size << 8
    first = second = none
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
            if first == none:
                first = edge
            elif second == none:
                second = edge
    now.looks[x, MASK] = bits
    now.wake[x] = wake
    now.looks[x, FIRST], now.looks[x, SECOND] = first, second


@lean
def follow(now, stuck, reached, step):
    """People follow the prices. Gives how many still wait, the first of `stuck`: the others do without."""
    rows = now.rows
    wide = rows.shape[1]
    for j in reached:
        price = now.price[j]
        if price < now.alarm[j]:
            continue
        alarm = now.limits[1]
        for x in range(now.start[j], now.start[j] + now.size[j]):
            fetch_ahead(rows, (x + SOON) * wide)
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
