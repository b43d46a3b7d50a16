"""A choice round as arrays: who ranked what, and what every offering can hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import digest
from werkveld_engine.lottery import Ids

NOTHING = -1
UNIT = 1024  # of a rank, in which prices of people are told


class Objective(StrEnum):
    """What a round aims at. Only the draw cannot be gamed; the docstring of `solve` says what each one promises."""

    TOTAL_RANK = "total_rank"
    RANK_MAXIMAL = "rank_maximal"
    FAIR = "fair"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Shared:
    """Offerings that share a room or a teacher: together they hold no more than `capacity` people."""

    name: str
    offerings: tuple[int, ...]  # rows
    capacity: int


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many people of a priority group in an offering."""

    offering: int  # row
    group: int
    most: int


@dataclass(frozen=True)
class Problem:
    """n people, m offerings, at most `most` wishes. Rows may come in any order; ids decide, not places in a table.

    people, offerings: ids, whole numbers or text, none twice.
    wishes: int[n, most], rows of offerings, best first, -1 for nothing (only behind what is wished).
    capacity: int[m], seats. minimum: int[m], an offering with fewer people is cancelled.
    period: int[m], when an offering is, from 0; none above 60 or the number of offerings. seats: int[n], how many offerings someone wants, at most one a period.
    group: int[n], priority: a lower number goes before any higher number; only for quotas where not `goes_first`.
    fixed: int[n], an offering that somebody has whatever the others want, or -1; it takes one of the seats.
    unplaced: what it costs, in ranks, to leave a seat that somebody wants unfilled; more than the lowest rank.
    """

    people: Ids
    offerings: Ids
    wishes: NDArray[Any]
    capacity: NDArray[Any]
    minimum: NDArray[Any] | None = None
    period: NDArray[Any] | None = None
    seats: NDArray[Any] | None = None
    group: NDArray[Any] | None = None
    fixed: NDArray[Any] | None = None
    shared: Sequence[Shared] = field(default_factory=tuple)
    quotas: Sequence[Quota] = field(default_factory=tuple)
    unplaced: int | None = None
    goes_first: bool = True

    @cached_property
    def cost_unplaced(self) -> int:
        """In ranks: the given cost, else one more than the longest list."""
        return self.wishes.shape[1] + 1 if self.unplaced is None else self.unplaced

    @cached_property
    def ranked(self) -> NDArray[np.int32]:
        """The wishes as int32[n, most] in one piece; a number that cannot be a row becomes -2."""
        wishes = np.asarray(self.wishes)
        if wishes.dtype == np.int32:
            return np.ascontiguousarray(wishes)
        strange = (wishes < NOTHING) | (wishes > np.iinfo(np.int32).max)
        return np.ascontiguousarray(np.where(strange, NOTHING - 1, wishes).astype(np.int32))

    def digest(self) -> str:
        """SHA-256 of everything that was given; O(size). The same for every order of the rows."""
        people, offerings = np.asarray(self.people), np.asarray(self.offerings)
        by_person, by_offering = np.argsort(people, kind="stable"), np.argsort(offerings, kind="stable")
        place = np.empty(len(offerings) + 1, np.int32)
        place[by_offering], place[-1] = np.arange(len(offerings)), NOTHING
        wishes = self.ranked if _rises(by_offering) else place.take(self.ranked, mode="wrap")

        def of_people(values: NDArray[Any] | None) -> NDArray[Any] | None:
            return None if values is None else np.asarray(values, np.int64)[by_person]

        def of_offerings(values: NDArray[Any] | None) -> NDArray[Any] | None:
            return None if values is None else np.asarray(values, np.int64)[by_offering]

        fixed = None if self.fixed is None else place[np.asarray(self.fixed, np.int64)][by_person]
        return digest(
            people=people if (is_sorted := _rises(by_person)) else people[by_person],
            offerings=offerings[by_offering],
            wishes=wishes if is_sorted else wishes[by_person],
            capacity=of_offerings(self.capacity),
            minimum=of_offerings(self.minimum),
            period=of_offerings(self.period),
            seats=of_people(self.seats),
            group=of_people(self.group),
            fixed=fixed,
            shared=repr(sorted((one.capacity, sorted(place[list(one.offerings)].tolist())) for one in self.shared)),
            quotas=repr(sorted((int(place[one.offering]), one.group, one.most) for one in self.quotas)),
            unplaced=self.cost_unplaced,
            **({} if self.goes_first else {"goes_first": 0}),
        )


def _rises(rows: NDArray[np.int64]) -> bool:
    """Whether these rows are in order already."""
    return bool((rows[1:] > rows[:-1]).all())


@dataclass(frozen=True, slots=True)
class Solution:
    """held: int[n, s], rows of the offerings somebody has, -1 for nothing, by period; in the order of the problem.

    price: float or int[m] or None: dual prices in ranks, that prove the optimum where the objective has one.
    cancelled: rows of offerings that had too few people. bound: no answer costs less than this.
    worth: int64[n] or None: prices of people in `UNIT`s of a rank, that prove the bound where there are minimum sizes.
    scale: how much finer than a rank the solver looked, which `costs` has to leave room for.
    """

    objective: Objective
    held: NDArray[np.int32]
    seed: int
    digest: str
    price: NDArray[np.int64] | None = None
    cancelled: tuple[int, ...] = ()
    bound: float | None = None
    scale: int = 1
    worth: NDArray[np.int64] | None = None
