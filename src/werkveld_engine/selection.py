"""Choosing by marks: each criterion counts by its weight, two assessors count alike, equal points go by lot.

Everything is rounded to two decimals of a hundred before it is compared, so that what people read is what decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from werkveld_engine.lottery import drawn_order

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody ends. `place` counts from one; `by_lot` says that equal points decided about this place."""

    id: str
    points: Decimal
    place: int
    is_selected: bool
    by_lot: bool
    seats_short: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody, the best first, and what the last one with a place had (None when there was no place or nobody)."""

    standings: tuple[Standing, ...]
    last_points: Decimal | None


def rounded(value: Fraction) -> Decimal:
    """Halves go up, as people learned it at school."""
    return floor(value * 100 + Fraction(1, 2)) * HUNDREDTH


def weighted(points: Sequence[int], most: Sequence[int], weights: Sequence[int]) -> Decimal:
    """Points of a hundred: the share of each criterion's points, by its weight.

    :raises ValueError: nothing to weigh, or points that do not fit their criterion.
    """
    if not points or not len(points) == len(most) == len(weights):
        raise ValueError("as many points as criteria, and at least one")
    if any(not 0 <= given <= top for given, top in zip(points, most, strict=True)):
        raise ValueError("points within their criterion")
    shares = sum(Fraction(given * weight, top) for given, top, weight in zip(points, most, weights, strict=True))
    return rounded(Fraction(100) * shares / sum(weights))


def mean_of(first: Decimal, second: Decimal) -> Decimal:
    return rounded((Fraction(first) + Fraction(second)) / 2)


def differ(first: Decimal, second: Decimal, most_difference: int) -> bool:
    """More than may be: then the two settle it together."""
    return abs(first - second) > most_difference


def ranking(points: dict[str, Decimal], *, seats: int | None, seed: int) -> Ranking:
    """The most points first, and equal points by lot; the lot of one id never depends on who else applied.

    Who has no place would have had one with `seats_short` seats more. Seats None is no limit. O(n log n).
    """
    ids = sorted(points)
    lot = {ids[row]: turn for turn, row in enumerate(drawn_order(ids, seed).tolist())} if ids else {}
    order = sorted(ids, key=lambda one: (-points[one], lot[one]))
    room = len(order) if seats is None else min(max(0, seats), len(order))
    last = points[order[room - 1]] if room else None
    at_the_edge = 0 < room < len(order) and points[order[room]] == last
    standings = tuple(
        Standing(
            id=one,
            points=points[one],
            place=place,
            is_selected=place <= room,
            by_lot=at_the_edge and points[one] == last,
            seats_short=max(0, place - room),
        )
        for place, one in enumerate(order, start=1)
    )
    return Ranking(standings, last)
