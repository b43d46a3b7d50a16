"""Lays people so that who asks the same lies together, and tells what is wrong in a table of wishes."""

import numpy as np
from numba import njit

from werkveld_engine.kernels.ahead import fetch_ahead

SOON = 16  # people whose wishes are asked for before they are read
FINE, UNKNOWN, TWICE, GAP = 0, 1, 2, 3


@njit(cache=True, nogil=True)
def faults(wishes, m):
    """int8[n]: what is wrong in each row of wishes int32[n, most] for m offerings; O(size) for lists of a few dozen."""
    n, most = wishes.shape
    found = np.zeros(n, np.int8)
    for i in range(n):
        code = FINE
        ended = False
        for k in range(most):
            j = wishes[i, k]
            if j == -1:
                ended = True
                continue
            if j < 0 or j >= m:
                code = UNKNOWN
                break
            if ended and code == FINE:
                code = GAP
            for other in range(k):
                if wishes[i, other] == j:
                    code = TWICE
        found[i] = code
    return found


@njit(cache=True, nogil=True)
def by_first(wishes, place, lot):
    """The rows of people by the place of their first wish, then by lot uint64[n]; who wishes nothing comes last.

    Gives (int32[n], whether two who are neighbours have the same lot). O(n) when no first wish is everybody's.
    """
    n, most = wishes.shape
    m = place.size - 1
    start = np.zeros(m + 2, np.int64)
    first = np.empty(n, np.int32)
    for i in range(n):
        j = place[wishes[i, 0]] if most else -1
        first[i] = j if j >= 0 else m
        start[first[i] + 1] += 1
    for j in range(m + 1):
        start[j + 1] += start[j]
    order = np.empty(n, np.int32)
    drawn = np.empty(n, np.uint64)
    at = start[: m + 1].copy()
    for i in range(n):
        j = first[i]
        order[at[j]] = i
        drawn[at[j]] = lot[i]
        at[j] += 1
    same = False
    for j in range(m + 1):
        begin, end = start[j], start[j + 1]
        gap = 1
        while gap < (end - begin) // 9:
            gap = 3 * gap + 1
        while gap > 0:  # D. L. Shell, A high-speed sorting procedure (1959): most groups are a handful
            for s in range(begin + gap, end):
                each, row, t = drawn[s], order[s], s
                while t >= begin + gap and drawn[t - gap] > each:
                    drawn[t] = drawn[t - gap]
                    order[t] = order[t - gap]
                    t -= gap
                drawn[t] = each
                order[t] = row
            gap //= 3
        for s in range(begin + 1, end):
            if drawn[s] == drawn[s - 1]:
                same = True
    return order, same


@njit(cache=True, nogil=True)
def laid_out(wishes, place, people, first, last, found):
    """Fills in found int32[n, most], rows first to last: the wishes of people in this order, offerings by their place."""
    most = wishes.shape[1]
    for s in range(first, last):
        if s + SOON < last:
            fetch_ahead(wishes, people[s + SOON] * most)
            fetch_ahead(wishes, people[s + SOON] * most + most - 1)
        i = people[s]
        for k in range(most):
            found[s, k] = place[wishes[i, k]]
