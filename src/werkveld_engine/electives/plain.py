"""Rounds with nothing but seats and periods: solved by compiled loops, with prices that prove the optimum."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.kernels import several_seats
from werkveld_engine.electives.kernels.rows import MOST_WISHES
from werkveld_engine.electives.market import Weights, one_seat
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given

MOST_OFFERINGS = 1 << 22  # so many fit beside the rank in one number of a row
MOST_PERIODS = 60  # bits


@dataclass(frozen=True, slots=True)
class Plain:
    """In standing order: held int32[n, periods]; price int64[m] in the weights of `costs` with this scale."""

    held: NDArray[np.int32]
    price: NDArray[np.int64]
    scale: int


def fits(order: Standing) -> bool:
    """Whether the compiled loops can tell offerings, periods and wishes apart."""
    few = len(order.offering) < MOST_OFFERINGS and order.periods <= MOST_PERIODS
    return few and order.wishes.shape[1] <= MOST_WISHES


def solution(
    problem: Problem,
    order: Standing,
    objective: Objective,
    seed: int,
    *,
    had: NDArray[np.int32] | None,
    threads: int = 1,
) -> Solution:
    """The optimum and its prices in the rows of the problem, still without a digest. `had` as in `solve.solve`."""
    before = np.empty((len(order.person), 0), np.int32) if had is None else order.place[had[order.person]]
    found = solve(order, objective, before, threads)
    price = np.zeros(len(order.offering), np.int64)
    price[order.offering] = found.price
    return Solution(objective, as_given(problem, order, found.held), seed, "", price=price, scale=found.scale)


def solve(order: Standing, objective: Objective, had: NDArray[np.int32], threads: int) -> Plain:
    """The optimum. Of all optima one that keeps the most of `had` (int32[n, x], x = 0 to pay no heed)."""
    n, most = order.wishes.shape
    m = len(order.room)
    scale = n * order.periods + 2 * m + 4 if had.shape[1] else 1
    weight, outside = costs(objective, most, order.outside, scale)
    levels: Weights = weight
    if had.shape[1]:  # one rank counts for more than all that anyone could keep
        levels = np.concatenate([weight.astype(np.int64) * scale, weight.astype(np.int64) * scale - 1])
    wishes, seats = order.wishes, order.seats
    if (seats <= 0).any():
        wishes = np.where(seats[:, None] > 0, wishes, NOTHING).astype(np.int32)
    room = np.minimum(order.room, n).astype(np.int32)
    held = np.full((n, order.periods), NOTHING, np.int32)
    price: NDArray[Any]
    if order.is_one_seat:
        taken, price = one_seat(wishes, room, levels, outside * scale, had, threads=threads)
        if order.periods == 1:
            held = taken[:, None]
        else:
            person = np.flatnonzero(taken >= 0)
            held[person, order.period[taken[person]]] = taken[person]
    else:
        seats = np.minimum(seats, order.periods).astype(np.int32)
        several, price, _mark = several_seats.smallest_cost(
            wishes, had, room, seats, order.period, levels, levels.dtype.type(outside * scale)
        )
        person, column = np.nonzero(several >= 0)
        offering = several[person, column]
        held[person, order.period[offering]] = offering
    whole = _whole(price.astype(np.int64), scale)
    return Plain(held, np.where(order.room > 0, whole, outside), scale)  # what has no room is out of reach


def _whole(price: NDArray[np.int64], scale: int) -> NDArray[np.int64]:
    """Prices in whole ranks that prove as much: all constraints are differences, so rounding all at one place keeps them.

    The place is one that no price, and none less one for who keeps something, lies right before.
    """
    if scale == 1:
        return price
    rest = np.append(price % scale, 0)
    rest = np.unique(np.append(rest, (rest - 1) % scale))
    free = np.setdiff1d(np.arange(len(rest) + 1), (scale - 1 - rest) % scale)
    whole: NDArray[np.int64] = (price + free[0]) // scale
    return whole
