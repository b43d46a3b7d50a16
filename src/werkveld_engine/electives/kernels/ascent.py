"""What offerings with a minimum size are worth to people at given prices of people, and better prices."""

import numpy as np
from numba import njit

PLACE = 24  # bits for the number of a person


@njit(cache=True, nogil=True)
def by_offering(wishes, m):
    """The wishes by offering: start int64[m + 1], person int32[wishes], rank int32[wishes] from 1."""
    n, most = wishes.shape
    start = np.zeros(m + 1, np.int64)
    for i in range(n):
        for k in range(most):
            if wishes[i, k] >= 0:
                start[wishes[i, k] + 1] += 1
    for j in range(m):
        start[j + 1] += start[j]
    at = start[:m].copy()
    person = np.empty(start[m], np.int32)
    rank = np.empty(start[m], np.int32)
    for i in range(n):
        for k in range(most):
            j = wishes[i, k]
            if j >= 0:
                person[at[j]] = i
                rank[at[j]] = k + 1
                at[j] += 1
    return start, person, rank


@njit(cache=True, nogil=True)
def best_first(keys, count, wanted):
    """Puts the `wanted` largest of the first `count` keys in front, in any order (C. A. R. Hoare, Find, 1961)."""
    low, high = 0, count - 1
    while low < high:
        pivot = keys[(low + high) >> 1]
        a, b = low, high
        while a <= b:
            while keys[a] > pivot:
                a += 1
            while keys[b] < pivot:
                b -= 1
            if a <= b:
                keys[a], keys[b] = keys[b], keys[a]
                a += 1
                b -= 1
        if wanted - 1 <= b:
            high = b
        elif wanted - 1 >= a:
            low = a
        else:
            return


@njit(cache=True, nogil=True)
def gained(start, person, rank, least, most, worth, unit, low, high, times, gain):
    """What offerings low to high gain at best when they are paid `worth` for each person: whole, in `unit`s of a rank.

    An offering goes on with `least` to `most` people, or not at all. Adds to times[person] for everyone it takes, and
    fills gain[j] with what it gains when it goes on, good or bad. Of two who are worth as much, the one of the lower
    number is taken. O(wishes).
    """
    longest = 0
    for j in range(low, high):
        longest = max(longest, start[j + 1] - start[j])
    keys = np.empty(longest, np.int64)
    total = 0
    for j in range(low, high):
        begin = start[j]
        count = start[j + 1] - begin
        if count < least[j] or most[j] < least[j]:
            gain[j] = -(1 << 60)
            continue
        good = 0
        for s in range(count):
            each = worth[person[begin + s]] - unit * rank[begin + s]
            keys[s] = (each << PLACE) + ((1 << PLACE) - 1 - person[begin + s])
            good += each > 0
        taken = min(most[j], max(least[j], good))
        if taken < count:
            best_first(keys, count, taken)
        value = 0
        for s in range(taken):
            value += keys[s] >> PLACE
        gain[j] = value
        if value > 0:
            total += value
            for s in range(taken):
                times[(1 << PLACE) - 1 - (keys[s] & ((1 << PLACE) - 1))] += 1
    return total


@njit(cache=True, nogil=True)
def blended(mean, times, share):
    """mean = (1 - share) · mean + share · times, element by element."""
    for i in range(mean.size):
        mean[i] += share * (times[i] - mean[i])


@njit(cache=True, nogil=True)
def square(mean, worth, highest):
    """How far the mean is from taking everyone once, squared; who is at the highest price may be taken less."""
    total = 0.0
    for i in range(mean.size):
        away = 1.0 - mean[i]
        if away < 0 or worth[i] < highest:
            total += away * away
    return total


@njit(cache=True, nogil=True)
def moved(worth, mean, step, highest, found):
    """found = worth + step · (1 - mean), rounded, at most `highest`."""
    for i in range(worth.size):
        found[i] = min(highest, worth[i] + np.int64(np.floor(step * (1.0 - mean[i]) + 0.5)))
