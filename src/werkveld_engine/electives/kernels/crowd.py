"""Everybody who wants several seats, before prices rise: what they hold, and what would cost nothing extra."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.electives.kernels.rows import MAY_LEAVE


class Crowd(NamedTuple):
    """Everything that moves while prices rise. Seats of offering j: start[j] to start[j] + size[j]."""

    edges: Any  # int32[people, most]: offering << 8 | level, by rising cost, -1 behind them
    at: Any  # int32[people, most]: in which seat this wish is held, -1 for not
    mark: Any  # w[people]
    want: Any  # int32[people]: seats that are still sought
    root: Any  # int32[people]: which wishes in free periods cost no more than the mark
    who: Any  # int32[seats]
    wish: Any  # int32[seats]: which edge of that person
    mask: Any  # int32[seats]: which edges could be had instead at no extra cost; MAY_LEAVE beside them
    period: Any  # int64[m]
    start: Any  # int32[m + 1]
    size: Any  # int32[m]
    room: Any  # int32[m]
    price: Any  # w[m]
    shown: Any  # w[m]: the price, or `limits[1]` for an offering that the search need not enter
    ahead: Any  # int32[m]: at least so many moves to a free seat
    weight: Any  # w[levels]
    limits: Any  # w[2]: the cost of an unfilled seat, and more than any cost with any price


@njit(cache=True, nogil=True)
def crowd(wishes, had, capacity, seats, period, weight, outside):
    """Everyone takes from the top what has room, up to the first wish that has none."""
    people, most = wishes.shape
    m = capacity.size
    wanted = np.zeros(m, np.int32)
    edges = np.full((people, most), -1, np.int32)
    for i in range(people):
        length = 0
        for k in range(most):
            j = wishes[i, k]
            if j < 0 or capacity[j] <= 0 or seats[i] <= 0:
                continue
            level = k
            for s in range(had.shape[1]):
                if had[i, s] == j:
                    level = most + k
            if weight[level] < outside:
                wanted[j] += 1
                edges[i, length] = (j << 8) | level
                length += 1
    start = np.empty(m + 1, np.int32)
    size = np.empty(m, np.int32)
    start[0] = 0
    for j in range(m):
        size[j] = min(capacity[j], wanted[j])
        start[j + 1] = start[j] + size[j]
    room = size.copy()
    limits = np.full(2, outside, weight.dtype)
    limits[1] += outside + 1
    price = np.zeros(m, weight.dtype)
    now = Crowd(
        edges,
        np.full((people, most), -1, np.int32),
        np.full(people, outside, weight.dtype),
        np.empty(people, np.int32),
        np.zeros(people, np.int32),
        np.full(start[m], -1, np.int32),
        np.empty(start[m], np.int32),
        np.zeros(start[m], np.int32),
        period,
        start,
        size,
        room,
        price,
        price.copy(),
        np.ones(m, np.int32),
        weight,
        limits,
    )
    for i in range(people):
        now.want[i] = seats[i]
        used = 0
        for k in range(most):
            edge = edges[i, k]
            if edge < 0 or now.want[i] == 0:
                break
            j = edge >> 8
            if used >> period[j] & 1:
                continue
            now.mark[i] = weight[edge & 255]
            if room[j] == 0:
                break
            put(now, i, k, start[j] + size[j] - room[j])
            room[j] -= 1
            now.want[i] -= 1
            used |= 1 << period[j]
        else:
            if now.want[i] > 0:
                now.mark[i] = outside
        if now.want[i] > 0 and now.edges[i, most - 1] < 0:
            settle(now, i)
        look_around(now, i)
    for j in range(m):
        if room[j] > 0:
            now.ahead[j] = 0
    return now


@njit(cache=True, nogil=True)
def settle(now, i):
    """Who seeks more but has no wish in a free period left, stops seeking."""
    used = periods_of(now, i)
    for k in range(now.edges.shape[1]):
        edge = now.edges[i, k]
        if edge < 0:
            break
        if not used >> now.period[edge >> 8] & 1:
            return
    now.mark[i] = now.limits[0]


@njit(cache=True, nogil=True)
def put(now, i, k, seat):
    now.at[i, k] = seat
    now.who[seat] = i
    now.wish[seat] = k


@njit(cache=True, nogil=True)
def periods_of(now, i):
    used = 0
    for k in range(now.edges.shape[1]):
        if now.at[i, k] >= 0:
            used |= 1 << now.period[now.edges[i, k] >> 8]
    return used


@njit(cache=True, nogil=True)
def look_around(now, i):
    """Which other wishes of this person cost nothing extra, for every seat they hold and for one they seek."""
    used = periods_of(now, i)
    mark = now.mark[i]
    most = now.edges.shape[1]
    free = 0
    for k in range(most):
        edge = now.edges[i, k]
        if edge < 0:
            break
        j = edge >> 8
        if not used >> now.period[j] & 1 and now.weight[edge & 255] + now.price[j] == mark:
            free |= 1 << k
    now.root[i] = free
    for k in range(most):
        seat = now.at[i, k]
        if seat < 0:
            continue
        edge = now.edges[i, k]
        j = edge >> 8
        cost = now.weight[edge & 255] + now.price[j]
        bits = 0
        if cost == mark:
            bits = free
            if mark >= now.limits[0]:
                bits |= MAY_LEAVE
        for other in range(most):
            found = now.edges[i, other]
            if found < 0:
                break
            if (
                other != k
                and now.period[found >> 8] == now.period[j]
                and now.weight[found & 255] + now.price[found >> 8] == cost
            ):
                bits |= 1 << other
        now.mask[seat] = bits
