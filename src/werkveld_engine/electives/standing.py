"""A problem in a standing order, so that the order of its rows cannot matter: by what is wished, by lot, by id."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.kernels.laying import by_first, laid_out
from werkveld_engine.electives.problem import NOTHING, Problem
from werkveld_engine.lottery import lots

Each = Callable[..., Iterable[Any]]
PIECES = 8  # of the people, to be laid by any thread


@dataclass(frozen=True)
class Limit:
    """At most `room` people over these offerings; only those of `group` count, or everyone (-1)."""

    offerings: tuple[int, ...]
    room: int
    group: int


@dataclass(frozen=True)
class Standing:
    """What is left to decide: fixed places are taken off, nothing is missing, rows are renumbered.

    Offerings lie by id; people by their first wish, then by lot, then by id.
    wishes: int32[n, most]; room, minimum, period: int64[m] (no minimum where somebody has a fixed place:
    that offering goes on);
    seats, group: int64[n]; turn: int64[n], who goes before whom; limits: rooms, teachers and quotas; person, offering: the
    given row of each;
    place: int32[m + 1], where each given offering lies (-1 for -1).
    """

    wishes: NDArray[np.int32]
    room: NDArray[np.int64]
    minimum: NDArray[np.int64]
    period: NDArray[np.int64]
    seats: NDArray[np.int64]
    group: NDArray[np.int64]
    turn: NDArray[np.int64]
    limits: tuple[Limit, ...]
    outside: int
    person: NDArray[np.int32]
    offering: NDArray[np.int64]
    place: NDArray[np.int32]

    @cached_property
    def periods(self) -> int:
        return int(self.period.max(initial=0)) + 1

    @property
    def is_plain(self) -> bool:
        """Nothing but seats and periods to heed."""
        one_group = not len(self.turn) or bool((self.turn == self.turn[0]).all())
        return one_group and not self.limits and not (self.minimum > 1).any()

    @property
    def is_one_seat(self) -> bool:
        return bool((self.seats <= 1).all())


def standing(problem: Problem, seed: int, closed: NDArray[np.bool_] | None = None, *, each: Each = map) -> Standing:
    """O(size · log). Without the offerings that are `closed` (bool[m], by given row). `each`: `map`, or that of threads."""
    n, m = len(problem.people), len(problem.offerings)
    offering = np.argsort(np.asarray(problem.offerings), kind="stable")
    place = np.full(m + 1, NOTHING, np.int32)
    place[offering] = np.arange(m)
    person = _laid(problem, place, seed)
    wishes = np.empty(problem.ranked.shape, np.int32)
    border = np.linspace(0, n, PIECES + 1).astype(np.int64)
    list(each(lambda at: laid_out(problem.ranked, place, person, border[at], border[at + 1], wishes), range(PIECES)))
    fixed = place[_filled(problem.fixed, n, NOTHING)[person]]
    fixed_in = np.bincount(fixed[fixed >= 0], minlength=m).astype(np.int64)
    period = _filled(problem.period, m, 0)[offering]
    seats = _filled(problem.seats, n, 1)[person]
    has = fixed >= 0
    if has.any() and m:
        same = has[:, None] & (wishes >= 0) & (period[wishes] == period[fixed][:, None])
        wishes[same] = NOTHING
        seats = np.maximum(0, seats - has)
    room = np.asarray(problem.capacity, np.int64)[offering] - fixed_in
    if closed is not None and m:
        gone = closed[offering]
        wishes[(wishes >= 0) & gone[wishes]] = NOTHING
        room[gone] = 0
    group = _filled(problem.group, n, 0)[person]
    return Standing(
        wishes=wishes,
        room=room,
        minimum=np.where(fixed_in > 0, 0, _filled(problem.minimum, m, 0)[offering]),
        period=period,
        seats=seats,
        group=group,
        turn=group if problem.goes_first else np.zeros_like(group),
        limits=_limits(problem, place, fixed, group),
        outside=problem.cost_unplaced,
        person=person,
        offering=offering,
        place=place,
    )


def _laid(problem: Problem, place: NDArray[np.int32], seed: int) -> NDArray[np.int32]:
    lot = lots(problem.people, seed)
    person: NDArray[np.int32]
    person, same = by_first(problem.ranked, place, lot)
    if same:  # one chance in millions of millions
        first = place[problem.ranked[:, 0]] if problem.ranked.shape[1] else np.full(len(lot), NOTHING)
        person = np.lexsort((np.asarray(problem.people), lot, first.astype(np.uint32))).astype(np.int32)
    return person


def _filled(values: NDArray[Any] | None, length: int, otherwise: int) -> NDArray[np.int64]:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


def _limits(
    problem: Problem, place: NDArray[np.int32], fixed: NDArray[np.int32], group: NDArray[np.int64]
) -> tuple[Limit, ...]:
    """Whoever has a fixed place counts too."""
    found = [(tuple(sorted(place[list(one.offerings)].tolist())), one.capacity, -1) for one in problem.shared]
    found += [((int(place[one.offering]),), one.most, one.group) for one in problem.quotas]
    limits = []
    for rows, most, only in sorted(found):
        inside = np.isin(fixed, rows) & ((group == only) | (only < 0))
        limits.append(Limit(rows, max(0, most - int(inside.sum())), only))
    return tuple(limits)


def as_given(problem: Problem, order: Standing, held: NDArray[np.int32]) -> NDArray[np.int32]:
    """int32[n, periods] in the rows of the problem, with the fixed places in it."""
    n, m = len(problem.people), len(problem.offerings)
    given = np.append(order.offering, NOTHING).astype(np.int32)
    found = np.empty((n, order.periods), np.int32)
    found[order.person] = given[held]
    if problem.fixed is not None and m:
        fixed = np.asarray(problem.fixed, np.int64)
        has = np.flatnonzero(fixed >= 0)
        period = _filled(problem.period, m, 0)
        found[has, period[fixed[has]]] = fixed[has]
    return found


def empty(problem: Problem, held: NDArray[np.int32]) -> list[int]:
    """Offerings (rows) to which nobody came where there is a least: too few people as well."""
    if problem.minimum is None:
        return []
    load = np.bincount(held[held >= 0], minlength=len(problem.offerings))
    found: list[int] = np.flatnonzero((np.asarray(problem.minimum) > 0) & (load == 0)).tolist()
    return found
