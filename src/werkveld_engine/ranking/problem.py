"""What is recommended to whom, as arrays; and the grid on which scores are whole numbers, so that every machine agrees."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import digest
from werkveld_engine.lottery import Ids

NOTHING = -1
GRAIN = 1 << 20  # steps in 1.0 of a profile
UNIT = GRAIN * GRAIN  # points in a score of 1.0
CENTIMETRES = 100  # steps in a metre of a place


@dataclass(frozen=True)
class Problem:
    """n people, m offerings, d columns of a profile (skills, then wishes). Rows may come in any order; ids decide.

    people, offerings: ids, whole numbers or text, none twice.
    profile: float[n, d], content: float[m, d]; the fit is the sum of their products. Columns from `wishes_from` on are
    wishes (themes, languages), which only explanations keep apart from skills. The scale is free: unit length gives a
    fit up to 1.
    person_at: float[n, 2], offering_at: float[m, 2], metres on a flat grid (such as the national one). NaN: an offering
    that is everywhere, a person whose place is not known; no travel counts then, and no radius.
    need: float[m], what the region's need of an offering adds to a score.
    travel: what a kilometre takes off a score. radius: in kilometres, farther is not recommended; None for no limit.
    best: how many offerings each person gets at most.
    trait: int[n, t] (level, age), least, most: int[m, t]: who may choose has every trait within the bounds, inclusive.
    member_of: uint64[n], open_to: uint64[m]: as bits; who may choose has one in common.
    done: int[p, 2], rows of a person and of an offering that is not recommended to them again.

    A score is a whole number of points, 2**40 to 1.0: profiles are rounded to 2**-20, places to centimetres, need to one
    point, and travel is rounded down to one point. So sums are exact in any order, and every machine finds the same.
    """

    people: Ids
    offerings: Ids
    profile: NDArray[Any]
    content: NDArray[Any]
    person_at: NDArray[Any]
    offering_at: NDArray[Any]
    need: NDArray[Any] | None = None
    travel: float = 0.0
    radius: float | None = None
    best: int = 10
    trait: NDArray[Any] | None = None
    least: NDArray[Any] | None = None
    most: NDArray[Any] | None = None
    member_of: NDArray[Any] | None = None
    open_to: NDArray[Any] | None = None
    done: NDArray[Any] | None = None
    wishes_from: int | None = None

    @cached_property
    def need_points(self) -> NDArray[np.int64]:
        """int64[m]."""
        if self.need is None:
            return np.zeros(len(self.offerings), np.int64)
        return np.rint(np.asarray(self.need, np.float64) * UNIT).astype(np.int64)

    @cached_property
    def rate(self) -> float:
        """Points that a centimetre takes off."""
        return float(self.travel) * UNIT / (1000 * CENTIMETRES)

    @cached_property
    def reach(self) -> int | None:
        """The radius in centimetres, rounded."""
        return None if self.radius is None else round(self.radius * 1000 * CENTIMETRES)

    @cached_property
    def key(self) -> NDArray[np.int64]:
        """int64[m]: the place of each offering in the order of the ids, which settles equal scores."""
        key = np.empty(len(self.offerings), np.int64)
        key[np.argsort(np.asarray(self.offerings), kind="stable")] = np.arange(len(key))
        return key

    def digest(self) -> str:
        """SHA-256 of everything that was given; O(size). The same for every order of the rows."""
        person, offering = np.argsort(np.asarray(self.people), kind="stable"), np.argsort(self.key)
        place = np.empty(len(person), np.int64)
        place[person] = np.arange(len(person))
        pairs = None if self.done is None else np.asarray(self.done, np.int64).reshape(-1, 2)
        if pairs is not None:
            pairs = np.column_stack([place[pairs[:, 0]], self.key[pairs[:, 1]]])
            pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]

        def sorted_by(order: NDArray[np.int64], values: NDArray[Any] | None) -> NDArray[Any] | None:
            if values is None or bool((order == np.arange(len(order))).all()):
                return values  # nothing to copy
            return np.asarray(values)[order]

        return digest(
            people=np.asarray(self.people)[person],
            offerings=np.asarray(self.offerings)[offering],
            **{name: sorted_by(person, getattr(self, name)) for name in ("profile", "person_at", "trait", "member_of")},
            **{
                name: sorted_by(offering, getattr(self, name))
                for name in ("content", "offering_at", "need", "least", "most", "open_to")
            },
            done=pairs,
            weights=repr((float(self.travel), self.radius, self.best, self.wishes_from)),
        )


def grid(profile: NDArray[Any]) -> NDArray[np.int32]:
    """A profile in whole steps of 2**-20, int32 of the same shape."""
    steps: NDArray[np.int32] = np.rint(profile * profile.dtype.type(GRAIN)).astype(np.int32)
    return steps


def centimetres(places: NDArray[Any]) -> NDArray[np.int64]:
    """int64[n, 2]; where a place is not known, 0."""
    return np.rint(np.nan_to_num(np.asarray(places, np.float64)) * CENTIMETRES).astype(np.int64)


def travelled(square: NDArray[np.int64], rate: float) -> NDArray[np.int64]:
    """Points for a distance whose square in centimetres is given; one rounding a step, so the same everywhere."""
    return np.floor(np.sqrt(square.astype(np.float64)) * rate).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Solution:
    """offering: int32[n, best], rows of the problem, best first, -1 behind the last. score: int64[n, best], in points,
    0 beside -1. There is no chance in it: equal scores go by the order of the offerings' ids.
    """

    offering: NDArray[np.int32]
    score: NDArray[np.int64]
    digest: str
