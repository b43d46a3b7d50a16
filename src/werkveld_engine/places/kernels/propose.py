"""Deferred acceptance: everyone asks from the top of the list, a place lets go of its lowest when it is over-full.

D. Gale, L. S. Shapley (1962); with a second round for who was refused everywhere: Z. Király, Better and simpler
approximation algorithms for the stable marriage problem (2011). In which order people ask changes nothing, so it is
chosen for speed: in rounds, with the memory of who comes next fetched ahead.
"""

import numpy as np
from numba import njit

from werkveld_engine.kernels.ahead import fetch_ahead
from werkveld_engine.places.kernels.seats import NOBODY, sift

AHEAD = 8
MANY = 5  # from one learner in 2 ** 5 on, it pays to take them in order (measured: a sixth of the time)
FEW = 12  # seats through which looking is quicker than keeping a heap


@njit(inline="always")
def ask(start, keys, j, key):
    """Gives the key that has no seat afterwards: the asker's own when refused, NOBODY when there was room."""
    first, last = np.int64(start[j]), np.int64(start[j + 1])
    if last - first > FEW:
        lowest = np.int64(keys[first])
        if lowest < key:
            sift(keys, first - 1, last - first, 1, key)
            return lowest
        return key
    lowest, at = key, first
    for seat in range(first, last):
        held = np.int64(keys[seat])
        at = seat if held < lowest else at
        lowest = min(held, lowest)
    if lowest != key:
        keys[at] = key
    return lowest


@njit(inline="always")
def spot(column, i, most):
    """Where the wish lies for which learner i asks."""
    k = np.int64(column[i])
    return i * most + (k - most if k >= most else k)  # a division would cost more than all the rest


@njit(inline="always")
def in_order(queue, count, loose):
    """The first of the queue in the order of their rows, which lie in that order in memory too. Gives how many."""
    for t in range(count):
        loose[queue[t]] = 1
    count = 0
    for i in range(loose.size):
        queue[count] = i
        count += loose[i]
        loose[i] = 0
    return count


@njit(cache=True)
def deferred_acceptance(
    wish, points, most, low, who, start, favoured, ahead, rounds, shift, keys, column, queue, loose
):
    """Sets column int16[n]: at which wish everyone stands at the end, in a second round counted on; -1 is out.

    wish, points: int32[n · K], wishes and scores. most: K. low: int32[n], below 2 ** shift; who: int32[2 ** shift], whose
    it is. start: int32[m + 1], seats before each place. favoured: int16[n], the wish at which someone goes before equals,
    and ahead: bool[n], who does so everywhere; both may be empty. Working memory, as large pages come with arrays of
    NumPy only: keys: int32 or int64[seats], queue: int32[n], loose: uint8[n], all 0.

    A key is score, favoured, ahead or second round, low. O(proposals · log seats)."""
    n, end = column.size, rounds * most
    mask = (np.int64(1) << shift) - 1
    column[:], keys[:] = 0, NOBODY
    waiting, first = n if most > 0 else 0, True
    while waiting > 0:
        count = 0
        for t in range(waiting):
            if first:
                i = np.int64(t)
                if t + 2 * AHEAD < n:
                    fetch_ahead(start, np.int64(wish[(t + 2 * AHEAD) * most]))
                    fetch_ahead(keys, np.int64(start[np.int64(wish[(t + AHEAD) * most])]))
            else:
                i = np.int64(queue[t])
                if t + 3 * AHEAD < waiting:
                    far = np.int64(queue[t + 3 * AHEAD])
                    fetch_ahead(wish, spot(column, far, most))
                    fetch_ahead(points, spot(column, far, most))
                    fetch_ahead(low, far)
                    fetch_ahead(start, np.int64(wish[spot(column, np.int64(queue[t + 2 * AHEAD]), most)]))
                    near = np.int64(wish[spot(column, np.int64(queue[t + AHEAD]), most)])
                    fetch_ahead(keys, np.int64(start[near]))
            k = np.int64(column[i])
            while k < end:
                here = k - most if k >= most else k
                at = i * most + here
                j = np.int64(wish[at])
                if j >= 0:
                    level = np.int64(k >= most)
                    if ahead.size > 0:
                        level |= np.int64(ahead[i])
                    if favoured.size > 0 and favoured[i] == here:
                        level |= 2
                    key = (((np.int64(points[at]) << 2) | level) << shift) | np.int64(low[i])
                    lost = ask(start, keys, j, key)
                    if lost != key:
                        if lost != NOBODY:
                            queue[count] = who[lost & mask]
                            count += 1
                        break
                k += 1
            column[i] = k
        if count > n >> MANY:
            count = in_order(queue, count, loose)
        waiting, first = 0, False
        for t in range(count):
            i = np.int64(queue[t])
            column[i] += 1
            if column[i] < end:
                queue[waiting] = i
                waiting += 1
    for i in range(n):
        column[i] = column[i] if column[i] < end else -1
