"""Lots that anyone can draw again: a number for each id, from the seed and the id alone.

So who joins or leaves changes nobody else's lot, and neither does the order of the rows. The mixing function is
splitmix64 (G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, 2014): good for a fair
order, not a secret. Keep the seed unknown until everyone has chosen, then publish it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ids = Sequence[str] | NDArray[np.str_] | NDArray[np.integer]
STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _mixed(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        number = number + STEP
        number = (number ^ (number >> np.uint64(30))) * FIRST
        number = (number ^ (number >> np.uint64(27))) * SECOND
    return number ^ (number >> np.uint64(31))


def _words(ids: Ids) -> NDArray[np.uint64]:
    """uint64[n, words]: the UTF-8 of each id in pieces of eight bytes, little-endian and padded with zeros."""
    found = np.asarray(ids)
    if found.dtype.kind in "iu":
        return found.astype("<i8").view("<u8").astype(np.uint64)[:, None]
    coded = np.char.encode(found.astype(np.str_), "utf-8")
    wide = max(8, -(-coded.dtype.itemsize // 8) * 8)
    return np.ascontiguousarray(coded.astype(f"S{wide}")).view("<u8").reshape(len(found), -1).astype(np.uint64)


def lots(ids: Ids, seed: int) -> NDArray[np.uint64]:
    """A number for each id, uint64[n]; the lowest goes first. Whole numbers or text as ids; O(total length of ids)."""
    if len(ids) == 0:
        return np.empty(0, np.uint64)
    words = _words(ids)
    lot = _mixed(np.full(len(words), seed & 0xFFFFFFFFFFFFFFFF, np.uint64))
    for column in range(words.shape[1]):
        piece = words[:, column]
        lot = np.where((piece != 0) | (column == 0), _mixed(lot ^ piece), lot)  # the padding of others changes nothing
    return lot


def drawn_order(ids: Ids, seed: int) -> NDArray[np.int64]:
    """Rows in the order of their lots, int64[n]; two equal lots are ordered by id; O(n log n)."""
    lot = lots(ids, seed)
    order = np.argsort(lot)
    drawn = lot[order]
    if (
        drawn[1:] == drawn[:-1]
    ).any():  # one chance in millions of millions, and sorting by two keys takes ten times as long
        return np.lexsort((np.asarray(ids), lot))
    return order
