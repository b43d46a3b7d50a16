"""A problem as the compiled loops want it: no tie is left open, and limits that can never be reached are gone."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import drawn_order
from werkveld_engine.places.problem import NOTHING, Problem

LEVELS = 2  # bits of a key between the score and the draw: favoured, and asking for the second time


@dataclass(frozen=True, slots=True)
class Chains:
    """The limits that may be reached, and for each place those it falls under.

    chain: int32[m, kinds], limits from the one with the fewest places to the one with the most, -1 behind them.
    most: int64[r]. row: int32[r, 2], kind and row in the problem. nested: of any two limits with a place in common one
    lies within the other.
    """

    chain: NDArray[np.int32]
    most: NDArray[np.int64]
    row: NDArray[np.int32]
    nested: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """wishes, score: int32[n, K] in the order of asking, -1 for nothing. column: int16[n, K], where that stands in the
    problem, None where it stands there too. tier: int32[n, K], equal for equal wishes and rising; None: no two are.

    turn: int64[n]. low: int32[n], higher for who was drawn earlier, below 2 ** shift. who: int32[2 ** shift], its row.
    seats: int64[m], no more than ask. favoured: int16[n] or int16[0]: in the order of asking, -1 for none. ahead:
    bool[n] or bool[0]. places_drawn: int64[m], rows of places in a drawn order. key_type: the smaller, the faster.
    """

    wishes: NDArray[np.int32]
    score: NDArray[np.int32]
    column: NDArray[np.int16] | None
    tier: NDArray[np.int32] | None
    turn: NDArray[np.int64]
    low: NDArray[np.int32]
    who: NDArray[np.int32]
    shift: int
    seats: NDArray[np.int64]
    favoured: NDArray[np.int16]
    ahead: NDArray[np.bool_]
    chains: Chains
    places_drawn: NDArray[np.int64]
    key_type: type[np.int32] | type[np.int64]


def standing(problem: Problem, seed: int) -> Standing:
    """Nobody is favoured yet. O(n log n + n · K), with equal wishes O(n · K log K)."""
    n = len(problem.learners)
    wishes = np.ascontiguousarray(problem.wishes, np.int32)
    score = np.ascontiguousarray(problem.score, np.int32)
    if problem.barred is not None:
        wishes = np.where(np.asarray(problem.barred) == 0, wishes, np.int32(NOTHING))
    asked = np.bincount(wishes[wishes >= 0], minlength=len(problem.places))
    seats = np.minimum(problem.capacity, asked).astype(np.int64)
    found = chains(problem, seats)
    drawn = np.empty(0, np.int64)
    if problem.rank is not None or not found.nested:  # nobody else asks in what order places come
        drawn = drawn_order(problem.places, seed)
    tier, column = None, None
    if problem.rank is not None:
        column, tier = _order_of_asking(np.asarray(problem.rank, np.int64), wishes, drawn)
        wishes, score = np.take_along_axis(wishes, column, axis=1), np.take_along_axis(score, column, axis=1)
    order = drawn_order(problem.learners, seed)
    turn = np.empty(n, np.int64)
    turn[order] = np.arange(n)
    shift = max(1, (n - 1).bit_length())
    who = np.zeros(1 << shift, np.int32)
    who[:n] = order[::-1]
    return Standing(
        wishes=wishes,
        score=score,
        column=column,
        tier=tier,
        turn=turn,
        low=(n - 1 - turn).astype(np.int32),
        who=who,
        shift=shift,
        seats=seats,
        favoured=np.empty(0, np.int16),
        ahead=np.empty(0, np.bool_),
        chains=found,
        places_drawn=drawn,
        key_type=np.int32 if (int(score.max(initial=0)) + 1) << (LEVELS + shift) < 2**31 else np.int64,
    )


def favouring(order: Standing, places: NDArray[np.int32], ahead: NDArray[np.bool_]) -> Standing:
    """The same, with everyone first among equals at that place (int32[n], -1 for none), and some everywhere (bool[n]).

    O(n · K).
    """
    same = (order.wishes == places[:, None]) & (order.wishes >= 0)
    wishes, score, column, tier = order.wishes, order.score, order.column, order.tier
    if (
        column is not None and tier is not None
    ):  # among equal wishes it is asked first, or one would leave it for nothing
        first = np.argsort(2 * tier.astype(np.int64) - same, axis=1, kind="stable")
        wishes, score, same = (np.take_along_axis(values, first, axis=1) for values in (wishes, score, same))
        column, tier = np.take_along_axis(column, first, axis=1), np.take_along_axis(tier, first, axis=1)
    favoured = np.empty(0, np.int16)
    if same.any():
        favoured = np.where(same.any(axis=1), same.argmax(axis=1), NOTHING).astype(np.int16)
    first_everywhere = ahead if ahead.any() else np.empty(0, np.bool_)
    return replace(
        order, wishes=wishes, score=score, column=column, tier=tier, favoured=favoured, ahead=first_everywhere
    )


def _order_of_asking(
    rank: NDArray[np.int64], wishes: NDArray[np.int32], drawn: NDArray[np.int64]
) -> tuple[NDArray[np.int16], NDArray[np.int32] | None]:
    """Equal wishes by the lot of the place, so that no column goes before."""
    last = np.int64(np.iinfo(np.int32).max)
    rank = np.where(wishes >= 0, rank, last)
    lot = np.empty(len(drawn) + 1, np.int64)
    lot[drawn] = np.arange(len(drawn))
    column = np.lexsort((np.where(wishes >= 0, lot[wishes], 0), rank), axis=1)
    tier = np.take_along_axis(rank, column, axis=1)
    ties = bool(((tier[:, 1:] == tier[:, :-1]) & (tier[:, 1:] < last)).any())
    return column.astype(np.int16), tier.astype(np.int32) if ties else None


def chains(problem: Problem, seats: NDArray[np.int64]) -> Chains:
    """Only limits below the number of seats in their places can ever refuse anyone."""
    m, kinds = len(problem.places), len(problem.limits)
    under = np.full((m, kinds), NOTHING, np.int64)
    most: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.int32]] = []
    total = 0
    for kind, one in enumerate(problem.limits):
        of = np.where(seats > 0, np.asarray(one.of, np.int64), NOTHING)
        inside = of >= 0
        reach = np.bincount(of[inside], weights=seats[inside], minlength=len(one.ids))
        kept = np.flatnonzero(reach > np.asarray(one.most))
        number = np.full(len(one.ids) + 1, NOTHING, np.int64)
        number[kept] = total + np.arange(len(kept))
        under[:, kind] = number[of]
        total += len(kept)
        most.append(np.asarray(one.most, np.int64)[kept])
        rows.append(np.stack([np.full(len(kept), kind, np.int32), kept.astype(np.int32)], axis=1))
    size = np.bincount(under[under >= 0], minlength=total)
    wide = np.where(under >= 0, np.append(size, 0)[under], m + 1)
    under = np.take_along_axis(under, np.argsort(wide, axis=1, kind="stable"), axis=1)
    used = int((under >= 0).any(axis=0).sum())
    return Chains(
        chain=np.ascontiguousarray(under[:, :used], np.int32),
        most=np.concatenate([*most, np.empty(0, np.int64)]),
        row=np.concatenate([*rows, np.empty((0, 2), np.int32)]),
        nested=_nested(under[:, :used], size),
    )


def _nested(under: NDArray[np.int64], size: NDArray[np.int64]) -> bool:
    """Does every place that two limits share come with all places of one of them?"""
    for first in range(under.shape[1]):
        for second in range(first + 1, under.shape[1]):
            both = under[(under[:, first] >= 0) & (under[:, second] >= 0)][:, [first, second]]
            if len(both):
                pairs, count = np.unique(both, axis=0, return_counts=True)
                if (count < size[pairs].min(axis=1)).any():
                    return False
    return True


@dataclass(frozen=True, slots=True)
class Applications:
    """Who asks for each place, the most wanted first: of place j those from start[j] to start[j + 1].

    start: int64[m + 1]. learner: int32[a]. column: int16[a], in the order of asking. score: int32[a].
    """

    start: NDArray[np.int64]
    learner: NDArray[np.int32]
    column: NDArray[np.int16]
    score: NDArray[np.int32]


def level_of(order: Standing, learner: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[np.int64]:
    """Who goes before whom with the same score, before the draw decides."""
    level = np.zeros(len(learner), np.int64)
    if order.favoured.size:
        level += 2 * (order.favoured[learner] == column)
    if order.ahead.size:
        level += order.ahead[learner]
    return level


def applications(order: Standing) -> Applications:
    """By score, then favour, then the draw; O(a log a)."""
    learner, column = np.nonzero(order.wishes >= 0)
    place, score = order.wishes[learner, column], order.score[learner, column]
    first = (score.astype(np.int64) << LEVELS) | level_of(order, learner, column)
    sorted_by = _places_by_key(place, first, order.low[learner], order.shift)
    start = np.zeros(len(order.seats) + 1, np.int64)
    np.cumsum(np.bincount(place, minlength=len(order.seats)), out=start[1:])
    return Applications(
        start=start,
        learner=learner[sorted_by].astype(np.int32),
        column=column[sorted_by].astype(np.int16),
        score=score[sorted_by],
    )


def _places_by_key(
    place: NDArray[np.int32], first: NDArray[np.int64], low: NDArray[np.int32], shift: int
) -> NDArray[np.int64]:
    highest = int(first.max(initial=0))
    bits = highest.bit_length() + shift
    if bits + int(place.max(initial=0)).bit_length() <= 63:
        whole = (place.astype(np.int64) << bits) | ((highest - first) << shift) | ((1 << shift) - 1 - low)
        return np.argsort(whole)
    return np.lexsort((-low, -first, place))
