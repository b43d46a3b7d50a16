"""Smallest total cost when people take several seats, at most one in each period: the same method on a wider market.

Beside what `one_seat` does, a person has a price of their own, `mark`: no seat of theirs costs more, no period that they
leave free could be filled for less. A seat that costs exactly that much may be given back for one in a free period.
The network (people, their periods, offerings) is the one of R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows
(1993), 9.8; here the nodes between people and offerings are only bits of a mask.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.electives.kernels.crowd import crowd, look_around, periods_of, put
from werkveld_engine.electives.kernels.rows import MAY_LEAVE
from werkveld_engine.electives.kernels.search import BUCKETS


class Search(NamedTuple):
    """Where the search came from, and its buckets by estimated length."""

    by_row: Any  # int32[m]: the seat from which the offering was reached, -1 for who seeks
    by_edge: Any  # int32[m]: over which of its person's edges
    by_group: Any  # int32[m]: in which offering that seat lies
    depth: Any  # int32[m]
    head: Any  # int32[BUCKETS]
    after: Any  # int32[m]
    touched: Any  # int32[m]
    entered: Any  # int32[m]


@njit(cache=True, nogil=True)
def place(now, to, root, moved):
    """Looks for a seat for one who seeks; moves everyone along the way. Gives (found, offerings entered, people moved)."""
    far = now.limits[1]
    entered = touched = opened = 0
    nearest, furthest = BUCKETS, -1
    j, depth = -1, -1
    seat, end = -1, 0
    last_seat = last_group = last_edge = target = -1
    length = 0
    leaves = False
    while True:
        while seat < end:
            if seat < 0:
                bits, i, mine = now.root[root], root, now.mark[root]
            else:
                bits = now.mask[seat]
                if bits == 0:
                    seat += 1
                    continue
                if bits >= MAY_LEAVE:
                    leaves = True
                    target, last_seat, last_group, last_edge = seat, to.by_row[j], to.by_group[j], to.by_edge[j]
                    length = depth + 1
                    break
                i = now.who[seat]
                mine = now.weight[now.edges[i, now.wish[seat]] & 255] + now.price[j]
            keep, k = bits, 0
            while bits:
                if bits & 1:
                    edge = now.edges[i, k]
                    other = edge >> 8
                    found = now.shown[other] + now.weight[edge & 255]
                    if found == mine:
                        if now.room[other] > 0:
                            target = now.start[other] + now.size[other] - now.room[other]
                            now.room[other] -= 1
                            last_seat, last_group, last_edge = seat, j, k
                            length = depth + 1
                            break
                        now.shown[other] = far
                        to.touched[touched] = other
                        touched += 1
                        to.by_row[other], to.by_group[other], to.by_edge[other] = seat, j, k
                        to.depth[other] = depth + 1
                        bucket = min(depth + 1 + now.ahead[other], BUCKETS - 1)
                        nearest = min(nearest, bucket)
                        furthest = max(furthest, bucket)
                        to.after[other] = to.head[bucket]
                        to.head[bucket] = other
                        opened += 1
                    elif found < far:
                        keep &= ~(1 << k)
                bits >>= 1
                k += 1
            if seat < 0:
                now.root[root] = keep
            else:
                now.mask[seat] = keep
            if target >= 0:
                break
            seat += 1
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
        seat = now.start[j]
        end = seat + now.size[j]
    if target < 0:
        return False, entered, 0
    for bucket in range(nearest, furthest + 1):
        to.head[bucket] = -1
    for s in range(touched):
        now.shown[to.touched[s]] = now.price[to.touched[s]]
    for s in range(entered):
        j = to.entered[s]
        now.ahead[j] = max(now.ahead[j], length - to.depth[j])
    return True, entered, shift(now, to, root, target, last_seat, last_group, last_edge, leaves, moved)


@njit(cache=True, nogil=True)
def shift(now, to, root, target, seat, group, edge, leaves, moved):
    """Moves every seat on the path one on, from its end back to who sought. Gives how many people that concerns."""
    count = 0
    if leaves:
        gone = now.who[target]
        now.at[gone, now.wish[target]] = -1
        moved[count] = gone
        count += 1
    while True:
        i = np.int64(root if seat < 0 else now.who[seat])
        if seat >= 0:
            now.at[i, now.wish[seat]] = -1
        put(now, i, edge, target)
        moved[count] = i
        count += 1
        if seat < 0:
            break
        target = seat
        seat, edge, group = to.by_row[group], to.by_edge[group], to.by_group[group]
    for s in range(count):
        look_around(now, np.int64(moved[s]))
    return count


@njit(cache=True, nogil=True)
def slack(now, i, least, rises):
    """How far prices may rise before something new costs this person as little; at most `least`.

    `rises`: the mark of this person rises with the prices.
    """
    most = now.edges.shape[1]
    mark = now.mark[i]
    used = periods_of(now, i)
    if rises:
        least = min(least, now.limits[0] - mark)
        for k in range(most):
            edge = now.edges[i, k]
            if edge < 0:
                break
            if not used >> now.period[edge >> 8] & 1:
                least = min(least, now.weight[edge & 255] + now.shown[edge >> 8] - mark)
    for k in range(most):
        if now.at[i, k] < 0:
            continue
        edge = now.edges[i, k]
        j = edge >> 8
        if now.shown[j] < now.limits[1]:
            continue
        cost = now.weight[edge & 255] + now.price[j]
        if not rises:
            least = min(least, mark - cost)
        for other in range(most):
            found = now.edges[i, other]
            if found < 0:
                break
            if now.period[found >> 8] == now.period[j]:
                least = min(least, now.weight[found & 255] + now.shown[found >> 8] - cost)
    return least


@njit(cache=True, nogil=True)
def rise(now, stuck, reached, rising, touched):
    """Raises the prices of who is stuck, and of all offerings they can reach. `rising` int8[people] is left at 0."""
    count = 0
    for i in stuck:
        rising[i] = 2
        touched[count] = i
        count += 1
    for j in reached:
        for seat in range(now.start[j], now.start[j] + now.size[j]):
            i = now.who[seat]
            if rising[i] == 0:
                rising[i] = 1
                touched[count] = i
                count += 1
            if now.weight[now.edges[i, now.wish[seat]] & 255] + now.price[j] == now.mark[i]:
                rising[i] = 2
    step = np.int64(now.limits[0])
    for s in range(count):
        step = slack(now, np.int64(touched[s]), step, rising[touched[s]] == 2)
        if step <= 1:
            break
    for j in reached:
        now.price[j] += step
        now.ahead[j] = 1
    for j in reached:
        now.shown[j] = now.price[j]
    for s in range(count):
        i = np.int64(touched[s])
        if rising[i] == 2:
            now.mark[i] += step
        look_around(now, i)
        rising[i] = 0
    waits = 0
    for i in stuck:
        if now.mark[i] < now.limits[0]:
            stuck[waits] = i
            waits += 1
    return waits


@njit(cache=True, nogil=True)
def smallest_cost(wishes, had, capacity, seats, period, weight, outside):
    """Gives held int32[people, most] (offerings, -1 for nothing), price[m] and mark[people].

    Wishes int32[people, most]; had int32[people, x] as in `one_seat.settle`; capacity int32[m]; seats int32[people], how
    many are wanted; period int64[m], 0 to 61; weight w[levels], rising by rank; outside w: the cost of an unfilled seat.
    """
    people, most = wishes.shape
    m = capacity.size
    now = crowd(wishes, had, capacity, seats, period, weight, outside)
    none = np.empty(m, np.int32)
    to = Search(
        none,
        none.copy(),
        none.copy(),
        none.copy(),
        np.full(BUCKETS, -1, np.int32),
        none.copy(),
        none.copy(),
        none.copy(),
    )
    reached = np.empty(m, np.int32)
    moved = np.empty(m + 2, np.int32)
    rising = np.zeros(people, np.int8)
    touched = np.empty(people, np.int32)
    waiting = np.empty(people, np.int32)
    waits = 0
    for i in range(people):
        if now.want[i] > 0 and now.mark[i] < outside:
            waiting[waits] = i
            waits += 1
    while waits > 0:
        stuck = dead = 0
        for t in range(waits):
            i = waiting[t]
            while now.want[i] > 0:
                found, entered, _count = place(now, to, i, moved)
                if not found:
                    for s in range(entered):
                        reached[dead] = to.entered[s]
                        dead += 1
                    waiting[stuck] = i
                    stuck += 1
                    break
                now.want[i] -= 1
        if stuck == 0:
            break
        waits = rise(now, waiting[:stuck], reached[:dead], rising, touched)
    held = np.full((people, most), -1, np.int32)
    for i in range(people):
        for k in range(most):
            if now.at[i, k] >= 0:
                held[i, k] = now.edges[i, k] >> 8
    return held, now.price, now.mark
