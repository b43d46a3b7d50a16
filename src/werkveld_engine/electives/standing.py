"""A problem in a standing order, so that the order of its rows cannot matter: people by lot, offerings by id."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.problem import NOTHING, Problem
from werkveld_engine.lottery import lots


@dataclass(frozen=True)
class Limit:
    """At most `room` people over these offerings; only those of `group` count, or everyone (-1)."""

    offerings: tuple[int, ...]
    room: int
    group: int


@dataclass(frozen=True)
class Standing:
    """What is left to decide: fixed places are taken off, nothing is missing, rows are renumbered.

    wishes: int32[n, most]; room, minimum, period: int64[m] (no minimum where somebody has a fixed place:
    that offering goes on);
    seats, group: int64[n]; limits: rooms, teachers and quotas; person, offering: the given row of each.
    """

    wishes: NDArray[np.int32]
    room: NDArray[np.int64]
    minimum: NDArray[np.int64]
    period: NDArray[np.int64]
    seats: NDArray[np.int64]
    group: NDArray[np.int64]
    limits: tuple[Limit, ...]
    outside: int
    person: NDArray[np.int64]
    offering: NDArray[np.int64]

    @property
    def periods(self) -> int:
        return int(self.period.max(initial=0)) + 1

    @property
    def is_plain(self) -> bool:
        """Nothing but seats and periods to heed."""
        return not self.limits and not (self.minimum > 1).any() and len(np.unique(self.group)) <= 1

    @property
    def is_one_seat(self) -> bool:
        return bool((self.seats <= 1).all())


def standing(problem: Problem, seed: int, closed: NDArray[np.bool_] | None = None) -> Standing:
    """O(size · log). Without the offerings that are `closed` (bool[m], by given row)."""
    n, m = len(problem.people), len(problem.offerings)
    people, offerings = np.asarray(problem.people), np.asarray(problem.offerings)
    person = np.lexsort((people, lots(problem.people, seed))) if n else np.empty(0, np.int64)
    offering = np.argsort(offerings, kind="stable") if m else np.empty(0, np.int64)
    place = np.full(m + 1, NOTHING, np.int64)
    place[offering] = np.arange(m)
    wishes = place[np.asarray(problem.wishes, np.int64)[person]].astype(np.int32)
    fixed = _filled(problem.fixed, n, NOTHING)[person]
    fixed = place[fixed]
    fixed_in = np.bincount(fixed[fixed >= 0], minlength=m).astype(np.int64)
    period = _filled(problem.period, m, 0)[offering]
    seats = _filled(problem.seats, n, 1)[person]
    has = fixed >= 0
    if has.any() and m:
        same = has[:, None] & (wishes >= 0) & (period[wishes] == period[fixed][:, None])
        wishes = np.where(same, NOTHING, wishes)
        seats = np.maximum(0, seats - has)
    room = np.asarray(problem.capacity, np.int64)[offering] - fixed_in
    if closed is not None:
        gone = closed[offering]
        wishes = np.where((wishes >= 0) & gone[wishes], NOTHING, wishes) if m else wishes
        room = np.where(gone, 0, room)
    group = _filled(problem.group, n, 0)[person]
    return Standing(
        wishes=wishes,
        room=room,
        minimum=np.where(fixed_in > 0, 0, _filled(problem.minimum, m, 0)[offering]),
        period=period,
        seats=seats,
        group=group,
        limits=_limits(problem, place, fixed, group),
        outside=problem.cost_unplaced,
        person=person,
        offering=offering,
    )


def _filled(values: NDArray[Any] | None, length: int, otherwise: int) -> NDArray[np.int64]:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


def _limits(
    problem: Problem, place: NDArray[np.int64], fixed: NDArray[np.int64], group: NDArray[np.int64]
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
    given = np.append(order.offering, NOTHING)
    found = np.full((n, order.periods), NOTHING, np.int32)
    found[order.person] = given[held].astype(np.int32)
    if problem.fixed is not None and m:
        fixed = np.asarray(problem.fixed, np.int64)
        has = np.flatnonzero(fixed >= 0)
        period = _filled(problem.period, m, 0)
        found[has, period[fixed[has]]] = fixed[has]
    return found
