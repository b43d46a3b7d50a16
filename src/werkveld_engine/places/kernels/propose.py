"""Deferred acceptance: everyone asks from the top of the list, a place lets go of its lowest when it is over-full.

D. Gale, L. S. Shapley (1962); with a second round for who was refused everywhere: Z. Király, Better and simpler
approximation algorithms for the stable marriage problem (2011). In which order people ask changes nothing, so it is
chosen for speed: in rounds, with the memory of who comes next fetched ahead.
"""

import numpy as np
from numba import njit

from werkveld_engine.places.kernels.ahead import fetch_ahead
from werkveld_engine.places.kernels.seats import NOBODY, sift

AHEAD = 8


@njit(inline="always")
def ask(start, keys, j, key):
    """Gives the key that has no seat afterwards: the asker's own when refused, NOBODY when there was room.

    The keys of place j lie from start[j] to start[j + 1]. While k seats are free the first of them says -k and the
    others lie as they came; when the last seat is taken they become a heap.
    """
    first = np.int64(start[j])
    size = np.int64(start[j + 1]) - first
    if size == 0:
        return key
    top = np.int64(keys[first])
    if key < top:
        return key
    if top >= 0:
        sift(keys, first - 1, size, 1, key)
        return top
    if top < -1:
        keys[first - top - 1] = key
        keys[first] = top + 1
    else:
        keys[first] = key
        for at in range(size >> 1, 0, -1):
            sift(keys, first - 1, size, at, keys[first - 1 + at])
    return NOBODY


@njit(inline="always")
def spot(column, i, most):
    """Where in the flat lists the wish lies for which learner i asks; in a second round the columns count on."""
    k = np.int64(column[i])
    return i * most + (k - most if k >= most else k)  # a division would cost more than all the rest


@njit(cache=True)
def deferred_acceptance(wishes, score, low, who, start, favoured, ahead, rounds, shift, keys, column, queue):
    """Sets column int16[n]: at which wish everyone stands at the end, in a second round counted on; rounds · K is out.

    wishes, score: int32[n, K]. low: int32[n], below 2 ** shift. who: int32[2 ** shift]. start: int32[m + 1], seats
    before each place. favoured: int16[n], the wish at which someone goes before equals, ahead: bool[n], who does so
    everywhere; both may be empty. Working memory, as large pages come with arrays of NumPy only: keys: int32 or
    int64[seats], queue: int32[n]. A key is score, favoured, ahead or second round, low. O(proposals · log seats).
    """
    n, most = wishes.shape
    wish, points, end = wishes.reshape(-1), score.reshape(-1), rounds * most
    mask = (np.int64(1) << shift) - 1
    column[:] = 0
    for j in range(start.size - 1):
        if start[j + 1] > start[j]:
            keys[start[j]] = start[j] - start[j + 1]
    count, first = n if most > 0 else 0, True
    while count > 0:
        waiting = 0
        for t in range(count):
            i = np.int64(t if first else queue[t])
            if first and t + 2 * AHEAD < n:
                fetch_ahead(start, np.int64(wish[(t + 2 * AHEAD) * most]))
                fetch_ahead(keys, np.int64(start[np.int64(wish[(t + AHEAD) * most])]))
            elif not first and t + 3 * AHEAD < count:
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
                j = np.int64(wish[i * most + here])
                if j >= 0:
                    level = np.int64(k >= most or (ahead.size > 0 and ahead[i]))
                    if favoured.size > 0 and favoured[i] == here:
                        level += 2
                    key = (((np.int64(points[i * most + here]) << 2) | level) << shift) | np.int64(low[i])
                    lost = ask(start, keys, j, key)
                    if lost != key:
                        if lost != NOBODY:
                            queue[waiting] = who[lost & mask]
                            waiting += 1
                        break
                k += 1
            column[i] = k
        count, first = 0, False
        for t in range(waiting):
            i = queue[t]
            column[i] += 1
            if column[i] < end:
                queue[count] = i
                count += 1
