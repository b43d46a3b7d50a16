"""Gives everyone a place: the door of the engine for electives."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives import general
from werkveld_engine.electives.checking import check
from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.kernels import one_seat, several_seats
from werkveld_engine.electives.kernels.draw import serial_draw
from werkveld_engine.electives.kernels.rows import MOST_WISHES
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given, standing

MOST_OFFERINGS = 1 << 22  # so many fit beside the rank in one number of a row
MOST_PERIODS = 60  # bits


def solve(problem: Problem, objective: Objective = Objective.TOTAL_RANK, *, seed: int) -> Solution:
    """The same problem and seed give the same answer, on every machine and for every order of the rows.

    TOTAL_RANK: the sum of the ranks that people get is as small as it can be. Someone may gain by not ranking honestly.
    RANK_MAXIMAL: as many first wishes as can be, then as many second wishes, and so on. It can be gamed too.
    FAIR: as few without a place as can be, then as few as can be on the last rank, and so on up. It can be gamed too.
    DRAW: everyone in a drawn order (priority groups one after the other) takes the best that is left. Nobody ever gains
    by ranking otherwise than they really wish, and the order can be drawn again by anyone.

    Nothing but capacities and periods: 500,000 people in seconds, with dual prices that prove the optimum. Everything
    else (minimum sizes, shared rooms, quotas, priority groups) is an integer program, good for a college; its bound
    says how far from the best an answer may be.

    :raises InputRefused: what is wrong, with table and row.
    """
    check(problem)
    if objective is Objective.DRAW:
        return _drawn(problem, seed)
    order = standing(problem, seed)
    if order.is_plain and _fits(order):
        held, price = _plain(order, objective)
        given_price = np.zeros(len(order.offering), np.int64)
        given_price[order.offering] = price
        found = as_given(problem, order, held)
        return Solution(objective, found, seed, problem.digest(), price=given_price)
    return general.solve(problem, objective, seed)


def _fits(order: Standing) -> bool:
    few = len(order.offering) < MOST_OFFERINGS and order.periods <= MOST_PERIODS
    return few and order.wishes.shape[1] <= MOST_WISHES


def _plain(order: Standing, objective: Objective) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Held int32[n, periods] and price int64[m], in standing order."""
    n, most = order.wishes.shape
    weight, outside = costs(objective, most, order.outside)
    wishes = np.where(order.seats[:, None] > 0, order.wishes, NOTHING).astype(np.int32)
    level = np.broadcast_to(np.arange(most, dtype=np.uint8), wishes.shape).copy()
    room = np.minimum(order.room, n).astype(np.int32)
    last = weight.dtype.type(outside)
    held = np.full((n, order.periods), NOTHING, np.int32)
    if order.is_one_seat:
        found, price, _own = one_seat.smallest_cost(wishes, level, room, weight, last)
        taken = found[:, None]
    else:
        nearby = np.argsort(wishes[:, 0], kind="stable")  # who asks the same lies together
        seats = np.minimum(order.seats, order.periods).astype(np.int32)
        taken, price, _own = several_seats.smallest_cost(
            wishes[nearby], level, room, seats[nearby], order.period, weight, last
        )
        taken[nearby] = taken.copy()
    person, column = np.nonzero(taken >= 0)
    offering = taken[person, column]
    held[person, order.period[offering]] = offering
    return held, np.where(order.room > 0, price, outside).astype(np.int64)  # what has no room is out of reach


def _drawn(problem: Problem, seed: int) -> Solution:
    """Offerings with too few people are cancelled one by one, the emptiest first, and the draw is done again."""
    closed = np.zeros(len(problem.offerings), np.bool_)
    while True:
        order = standing(problem, seed, closed)
        held = drawn(order)
        load = np.bincount(held[held >= 0], minlength=len(order.room))
        short = np.flatnonzero((load < order.minimum) & ~closed[order.offering] & (load > 0))
        if not len(short):
            break
        closed[order.offering[short[np.argmin(load[short] / order.minimum[short])]]] = True
    found = as_given(problem, order, held)
    return Solution(Objective.DRAW, found, seed, problem.digest(), cancelled=tuple(np.flatnonzero(closed).tolist()))


def drawn(order: Standing) -> NDArray[np.int32]:
    """The draw itself, in standing order: int32[n, periods]."""
    first = np.argsort(order.group, kind="stable")
    under: list[list[int]] = [[] for _ in range(len(order.room))]
    for number, limit in enumerate(order.limits):
        for j in limit.offerings:
            under[j].append(number)
    start = np.cumsum([0, *(len(one) for one in under)]).astype(np.int64)
    held: NDArray[np.int32] = serial_draw(
        order.wishes[first],
        order.room.copy(),
        order.seats[first],
        order.period,
        order.periods,
        order.group[first],
        start,
        np.array([number for one in under for number in one], np.int64),
        np.array([limit.room for limit in order.limits], np.int64),
        np.array([limit.group for limit in order.limits], np.int64),
    )
    found = np.empty_like(held)
    found[first] = held
    return found
