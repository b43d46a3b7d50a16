"""Smallest total cost when everyone takes at most one seat: an integer primal-dual method.

Everyone without a seat raises their own price together, one event at a time; who can reach a free seat (or somebody who
may as well stay without one) over edges that cost nothing extra gets it at once. What makes it fast:

- a row of 64 bytes holds all wishes of one person and lies *in the seat* that person holds, so looking through a group
  reads memory in order; an augmenting path moves a handful of rows;
- beside each row a bit mask says which other wishes would cost nothing extra, so most rows are never read;
- the search is best first over offerings (not people), with lower bounds on the distance to a free seat that every
  finished search improves and that stay valid until a price below them changes;
- an offering from which no free seat can be reached is left out until prices change.

Sources: H. W. Kuhn, The Hungarian method (1955); R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), 12.4;
S. Koenig, M. Likhachev, Adaptive A* (2005) for the learned distances.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.electives.kernels.rows import HELD, LENGTH, MAY_LEAVE, META, WHO, order_by_first


class Market(NamedTuple):
    """Everything that moves while prices rise. Seats of offering j: rows start[j] to start[j] + size[j]."""

    rows: Any  # int32[seats + people, 16·x]: edges (offering << 8 | level) by rising cost, then LENGTH, WHO, HELD
    mask: Any  # int32[seats + people]: which edges other than the held one cost nothing extra; MAY_LEAVE beside them
    own: Any  # w[seats + people]: the price of this person's best option
    start: Any  # int32[m + 1]
    size: Any  # int32[m]: seats that can ever be used
    room: Any  # int32[m]: seats that are free
    price: Any  # w[m]
    shown: Any  # w[m]: the price, or `limits[1]` for an offering that the search need not enter
    ahead: Any  # int32[m]: at least so many moves to a free seat
    weight: Any  # w[levels]: the cost of each level
    limits: Any  # w[2]: the cost of having no seat, and more than any cost with any price


class Search(NamedTuple):
    """Where the search came from, and its buckets by estimated length."""

    by_row: Any  # int32[m]: the row from which the offering was reached
    by_edge: Any  # int32[m]: over which of its edges
    by_group: Any  # int32[m]: in which offering that row lies, -1 for who waits
    depth: Any  # int32[m]
    head: Any  # int32[m + 2]
    after: Any  # int32[m]
    touched: Any  # int32[m]
    entered: Any  # int32[m]


@njit(cache=True)
def market(wishes, level, capacity, weight, outside):
    """Gives the market with everyone on a first choice that has room, and the rows of who waits."""
    people, most = wishes.shape
    m = capacity.size
    wide = ((most + META + 15) // 16) * 16
    wanted = np.zeros(m, np.int32)
    for i in range(people):
        for k in range(most):
            if wishes[i, k] >= 0 and weight[level[i, k]] < outside:
                wanted[wishes[i, k]] += 1
    start = np.empty(m + 1, np.int32)
    size = np.empty(m, np.int32)
    start[0] = 0
    for j in range(m):
        size[j] = min(capacity[j], wanted[j])
        start[j + 1] = start[j] + size[j]
    seats = start[m]
    rows = np.empty((seats + people, wide), np.int32)
    mask = np.zeros(seats + people, np.int32)
    own = np.zeros(seats + people, weight.dtype)
    room = size.copy()
    price = np.zeros(m, weight.dtype)
    waiting = np.empty(people, np.int32)
    line = np.empty(wide, np.int32)
    waits = 0
    for i in order_by_first(wishes, m):
        length = 0
        for k in range(most):
            j = wishes[i, k]
            if j >= 0 and size[j] > 0 and weight[level[i, k]] < outside:
                at = length
                while at > 0 and weight[line[at - 1] & 255] > weight[level[i, k]]:
                    line[at] = line[at - 1]
                    at -= 1
                line[at] = (j << 8) | level[i, k]
                length += 1
        if length == 0:
            continue
        best = weight[line[0] & 255]
        held, bits, at = -1, 0, -1
        for k in range(length):
            if weight[line[k] & 255] != best:
                break
            j = line[k] >> 8
            if held < 0 and room[j] > 0:
                at = start[j] + size[j] - room[j]
                room[j] -= 1
                held = k
            else:
                bits |= 1 << k
        if held < 0:
            at = seats + waits
            waiting[waits] = at
            waits += 1
        line[wide + LENGTH] = length
        line[wide + WHO] = i
        line[wide + HELD] = held
        mask[at] = bits
        own[at] = best
        for s in range(wide):
            rows[at, s] = line[s]
    ahead = np.ones(m, np.int32)
    for j in range(m):
        if room[j] > 0:
            ahead[j] = 0
    limits = np.full(2, outside, weight.dtype)
    limits[1] += outside + 1
    return Market(rows, mask, own, start, size, room, price, price.copy(), ahead, weight, limits), waiting[
        :waits
    ].copy()


@njit(cache=True)
def place(now, to, root):
    """Looks for a free seat from a waiting row; moves everyone along the way. Gives (found, offerings entered)."""
    m = now.size.size
    far = now.limits[1]
    entered = touched = opened = 0
    nearest, furthest = m + 1, -1
    j, depth = -1, -1
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
            mine = now.own[x]
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
                        to.touched[touched] = other
                        touched += 1
                        to.by_row[other], to.by_group[other], to.by_edge[other] = x, j, k
                        to.depth[other] = depth + 1
                        bucket = min(depth + 1 + now.ahead[other], m)
                        nearest = min(nearest, bucket)
                        furthest = max(furthest, bucket)
                        to.after[other] = to.head[bucket]
                        to.head[bucket] = other
                        opened += 1
                    elif found < far:
                        keep &= ~(1 << k)
                bits >>= 1
                k += 1
            now.mask[x] = keep
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
        x = now.start[j]
        end = x + now.size[j]
    if target < 0:
        return False, entered
    for bucket in range(nearest, furthest + 1):
        to.head[bucket] = -1
    for s in range(touched):
        now.shown[to.touched[s]] = now.price[to.touched[s]]
    for s in range(entered):
        j = to.entered[s]
        now.ahead[j] = max(now.ahead[j], length - to.depth[j])
    shift(now, to, root, target, last_row, last_group, last_edge)
    return True, entered


@njit(cache=True)
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
        now.own[target] = now.own[row]
        if row == root:
            return
        target = row
        row, edge, group = to.by_row[group], to.by_edge[group], to.by_group[group]


@njit(cache=True)
def slack(now, x, least):
    """How far the price of this row may rise before another offering, or no seat, costs as little; at most `least`."""
    wide = now.rows.shape[1]
    mine = now.own[x]
    least = min(least, now.limits[0] - mine)
    for k in range(now.rows[x, wide + LENGTH]):
        edge = now.rows[x, k]
        least = min(least, now.weight[edge & 255] + now.shown[edge >> 8] - mine)
    return least


@njit(cache=True)
def look_again(now, x):
    """Which edges of this row cost nothing extra now."""
    wide = now.rows.shape[1]
    mine = now.own[x]
    held = now.rows[x, wide + HELD]
    bits = MAY_LEAVE if mine >= now.limits[0] else 0
    for k in range(now.rows[x, wide + LENGTH]):
        edge = now.rows[x, k]
        cost = now.weight[edge & 255]
        if cost > mine:
            break
        if cost + now.price[edge >> 8] == mine and k != held:
            bits |= 1 << k
    now.mask[x] = bits


@njit(cache=True)
def rise(now, stuck, reached):
    """Raises the prices of who is stuck, and of all offerings they can reach, until something new costs as little."""
    step = now.limits[0]
    for x in stuck:
        step = slack(now, x, step)
        if step <= 1:
            break
    for j in reached:
        if step <= 1:
            break
        for x in range(now.start[j], now.start[j] + now.size[j]):
            step = slack(now, x, step)
    for j in reached:
        now.price[j] += step
        now.shown[j] = now.price[j]
        now.ahead[j] = 1
    for j in reached:
        for x in range(now.start[j], now.start[j] + now.size[j]):
            now.own[x] += step
            look_again(now, x)
    waits = 0
    for x in stuck:
        now.own[x] += step
        if now.own[x] < now.limits[0]:
            look_again(now, x)
            stuck[waits] = x
            waits += 1
    return waits


@njit(cache=True)
def smallest_cost(wishes, level, capacity, weight, outside):
    """Gives held[people] (the offering, or -1), price[m] and own[people]; O(cost levels · edges) in practice.

    Wishes: int32[people, most] with -1 for nothing, no offering twice in a row; level: uint8 of the same shape;
    capacity: int32[m]; weight: int32 or int64[levels], not negative; outside: the cost of no seat, of the same type.
    """
    people = wishes.shape[0]
    m = capacity.size
    now, waiting = market(wishes, level, capacity, weight, outside)
    none = np.empty(m, np.int32)
    to = Search(
        none, none.copy(), none.copy(), none.copy(), np.full(m + 2, -1, np.int32), none.copy(), none.copy(), none.copy()
    )
    reached = np.empty(m, np.int32)
    waits = waiting.size
    while waits > 0:
        stuck = dead = 0
        for t in range(waits):
            found, entered = place(now, to, waiting[t])
            if not found:
                for s in range(entered):
                    reached[dead] = to.entered[s]
                    dead += 1
                waiting[stuck] = waiting[t]
                stuck += 1
        if stuck == 0:
            break
        waits = rise(now, waiting[:stuck], reached[:dead])
    held = np.full(people, -1, np.int32)
    own = np.full(people, outside, weight.dtype)
    wide = now.rows.shape[1]
    for j in range(m):
        for x in range(now.start[j], now.start[j] + now.size[j] - now.room[j]):
            held[now.rows[x, wide + WHO]] = j
            own[now.rows[x, wide + WHO]] = now.own[x]
    return held, now.price, own
