"""The columns by which the catalogue is narrowed, each an array with one place a listing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]  # places of listings on the shelf
MOST_BITS = 63


@dataclass(frozen=True)
class OneOf:
    """Every listing has one of the values: its kind, its language. `places` are positions in `values`, -1 for none."""

    values: tuple[str, ...]
    places: NDArray[np.int16]

    def mask(self, chosen: Iterable[str], rows: Rows) -> Mask:
        """Which of these listings have one of the chosen values; values that nobody knows choose nothing."""
        wanted = np.zeros(len(self.values) + 1, dtype=np.bool_)  # the last place is that of -1
        wanted[[self.values.index(value) for value in chosen if value in self.values]] = True
        return wanted[self.places[rows]]

    def counts(self, rows: Rows) -> list[int]:
        places = self.places[rows]
        counted: list[int] = np.bincount(places[places >= 0], minlength=len(self.values)).tolist()
        return counted


@dataclass(frozen=True)
class AnyOf:
    """A listing has any number of the values: its themes, its levels, the months in which it may start."""

    values: tuple[str, ...]
    bits: NDArray[np.uint64]

    def mask(self, chosen: Iterable[str], rows: Rows) -> Mask:
        wanted = sum(1 << self.values.index(value) for value in chosen if value in self.values)
        return (self.bits[rows] & np.uint64(wanted)) != 0

    def counts(self, rows: Rows) -> list[int]:
        bits = self.bits[rows]
        return [int(np.count_nonzero(bits & np.uint64(1 << place))) for place in range(len(self.values))]


Column = OneOf | AnyOf


def one_of(values: Sequence[str], stored: Iterable[str]) -> OneOf:
    where = {value: place for place, value in enumerate(values)}
    return OneOf(tuple(values), np.fromiter((where.get(value, -1) for value in stored), dtype=np.int16))


def any_of(values: Sequence[str], stored: Iterable[int]) -> AnyOf:
    return AnyOf(tuple(values), np.fromiter(stored, dtype=np.uint64))
