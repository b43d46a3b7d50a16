"""Deferred acceptance where places also fall under limits: of a coach, an organisation, a region.

When limits are nested this is the student-optimal algorithm for student–project allocation (D. J. Abraham, R. W. Irving,
D. F. Manlove, Two algorithms for the student–project allocation problem, 2007), with more than two layers. When they
cross it only prepares: someone who was refused for a limit that has room again in the end is helped by `lower`.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.kernels.lean import lean
from werkveld_engine.places.kernels.seats import lift, sift

EMPTY = np.iinfo(np.int64).max


class House(NamedTuple):
    """Who sits where. A tournament for each limit shows at its top the lowest key in any of its places."""

    start: Any  # int32[m + 1]: seats before each place
    keys: Any  # int64[seats]: of each place a heap of `load` keys
    load: Any  # int32[m]
    cutoff: Any  # int64[m]: the highest key that had to go; only where limits cross could a lower one come after it
    chain: Any  # int32[m, kinds]: limits of a place, the narrowest first, -1 behind them
    count: Any  # int64[limits]
    inside: Any  # int64[limits]: how many places
    first: Any  # int64[limits]: where the tournament starts
    leaf: Any  # int32[m, kinds]: which leaf of it is this place
    lowest: Any  # int64[2 · leaves]
    member: Any  # int32[2 · leaves]: the place of each leaf


@njit(cache=True)
def house(start, chain, limits):
    """An empty one; O(seats + places · kinds)."""
    m, kinds = chain.shape
    inside, first = np.zeros(limits, np.int64), np.zeros(limits + 1, np.int64)
    leaf = np.zeros((m, kinds), np.int32)
    for j in range(m):
        for f in range(kinds):
            if chain[j, f] >= 0:
                leaf[j, f] = inside[chain[j, f]]
                inside[chain[j, f]] += 1
    for g in range(limits):
        first[g + 1] = first[g] + 2 * inside[g]
    member = np.zeros(first[limits], np.int32)
    for j in range(m):
        for f in range(kinds):
            g = chain[j, f]
            if g >= 0:
                member[first[g] + inside[g] + leaf[j, f]] = j
    lowest = np.full(first[limits], EMPTY, np.int64)
    keys, load, count = np.empty(start[m], np.int64), np.zeros(m, np.int32), np.zeros(limits, np.int64)
    cutoff = np.full(m, -1, np.int64)
    return House(start, keys, load, cutoff, chain, count, inside, first, leaf, lowest, member)


@lean
def show(rooms, j):
    """The lowest key of place j has changed: so may those of its limits."""
    key = rooms.keys[rooms.start[j]] if rooms.load[j] > 0 else EMPTY
    for f in range(rooms.chain.shape[1]):
        g = rooms.chain[j, f]
        if g < 0:
            break
        base = rooms.first[g]
        at = rooms.inside[g] + rooms.leaf[j, f]
        rooms.lowest[base + at] = key
        while at > 1:
            at >>= 1
            least = min(rooms.lowest[base + 2 * at], rooms.lowest[base + 2 * at + 1])
            if rooms.lowest[base + at] == least:
                break
            rooms.lowest[base + at] = least


@lean
def lowest_place(rooms, g):
    """The place of limit g that holds its lowest key."""
    base, at = rooms.first[g], 1
    while at < rooms.inside[g]:
        at *= 2
        if rooms.lowest[base + at] != rooms.lowest[base + (at >> 1)]:
            at += 1
    return rooms.member[base + at]


@lean
def leave(rooms, j):
    """The lowest of place j goes; gives their key."""
    base = np.int64(rooms.start[j]) - 1
    key = rooms.keys[base + 1]
    rooms.cutoff[j] = key
    size = rooms.load[j] - 1
    rooms.load[j] = size
    if size > 0:
        sift(rooms.keys, base, size, 1, rooms.keys[base + size + 1])
    for f in range(rooms.chain.shape[1]):
        if rooms.chain[j, f] >= 0:
            rooms.count[rooms.chain[j, f]] -= 1
    show(rooms, j)
    return key


@lean
def enter(rooms, j, key, most, gone):
    """Place j takes the key, and whoever has to go for it is written into `gone` (perhaps itself); gives how many."""
    base = np.int64(rooms.start[j]) - 1
    size = np.int64(rooms.start[j + 1]) - base - 1
    if size == 0 or key < rooms.cutoff[j] or (rooms.load[j] == size and key < rooms.keys[base + 1]):
        gone[0] = key
        return 1
    if rooms.load[j] == size:
        gone[0] = rooms.keys[base + 1]
        sift(rooms.keys, base, size, 1, key)
        show(rooms, j)
        return 1
    rooms.load[j] += 1
    lift(rooms.keys, base, rooms.load[j], key)
    for f in range(rooms.chain.shape[1]):
        if rooms.chain[j, f] >= 0:
            rooms.count[rooms.chain[j, f]] += 1
    show(rooms, j)
    out = 0
    for f in range(rooms.chain.shape[1]):
        g = rooms.chain[j, f]
        if g >= 0 and rooms.count[g] > most[g]:
            gone[out] = leave(rooms, lowest_place(rooms, g))
            out += 1
    return out


@njit(cache=True)
def deferred_acceptance(wishes, score, low, who, start, favoured, ahead, rounds, shift, chain, most):
    """Gives column int16[n], as in `propose`; chain int32[m, kinds], most int64[limits].

    O(proposals · kinds · log places).
    """
    n, wide = wishes.shape
    end = rounds * wide
    mask = (np.int64(1) << shift) - 1
    rooms = house(start, chain, most.size)
    column, waiting = np.zeros(n, np.int16), np.empty(n, np.int32)
    gone = np.empty(chain.shape[1] + 1, np.int64)
    for one in range(n):
        waiting[0], count = one, 1
        while count > 0:
            count -= 1
            i = waiting[count]
            k = np.int64(column[i])
            here = k - wide if k >= wide else k
            if k >= end:
                continue
            j = wishes[i, here]
            if j < 0:
                column[i] += 1
                waiting[count] = i
                count += 1
                continue
            level = np.int64(k >= wide or (ahead.size > 0 and ahead[i]))
            if favoured.size > 0 and favoured[i] == here:
                level += 2
            key = (((np.int64(score[i, here]) << 2) | level) << shift) | np.int64(low[i])
            for at in range(enter(rooms, j, key, most, gone)):
                other = who[gone[at] & mask]
                column[other] += 1
                waiting[count] = other
                count += 1
    return column
