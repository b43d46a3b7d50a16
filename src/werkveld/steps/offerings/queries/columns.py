"""The columns by which the catalogue is narrowed, each an array with one place a listing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]  # places of listings on the shelf
MOST_BITS = 63


@dataclass(frozen=True)
class Column:
    """A listing has any number of the values: one kind, two themes, the months in which it may start.

    There are far fewer sets of values than listings. Each set is a row of `sets`, with a place for every value, and
    `places` says which row is that of a listing; so both ways of asking go through the listings once.
    """

    values: tuple[str, ...]
    places: NDArray[np.intp]
    sets: NDArray[np.int64]

    def mask(self, chosen: Iterable[str], rows: Rows) -> Mask:
        """Which of these listings have one of the chosen values; values that nobody knows choose nothing."""
        wanted = [self.values.index(value) for value in chosen if value in self.values]
        fits = np.sum(self.sets[:, wanted], axis=1) > 0
        kept: Mask = fits[self.places[rows]]
        return kept

    def counts(self, rows: Rows) -> list[int]:
        counted: list[int] = (np.bincount(self.places[rows], minlength=len(self.sets)) @ self.sets).tolist()
        return counted


def one_of(values: Sequence[str], stored: Iterable[str]) -> Column:
    """Every listing has one of the values, or none of them."""
    where = {value: place for place, value in enumerate(values)}
    places = np.fromiter((where.get(value, len(values)) for value in stored), dtype=np.intp)
    return Column(tuple(values), places, np.eye(len(values) + 1, len(values), dtype=np.int64))


def any_of(values: Sequence[str], stored: Iterable[int]) -> Column:
    """Every listing has the values whose bits are set."""
    bits, places = np.unique(np.fromiter(stored, dtype=np.uint64), return_inverse=True)
    sets = bits[:, None] >> np.arange(len(values), dtype=np.uint64) & np.uint64(1)
    return Column(tuple(values), places.astype(np.intp), sets.astype(np.int64))
