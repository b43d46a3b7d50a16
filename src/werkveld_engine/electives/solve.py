"""Gives everyone a place: the door of the engine for electives."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives import general, plain
from werkveld_engine.electives.checking import check
from werkveld_engine.electives.kernels.draw import serial_draw
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given, empty, standing
from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.lottery import drawn_order

FEW = 10_000  # people: for fewer, threads are not worth it


def solve(
    problem: Problem,
    objective: Objective = Objective.TOTAL_RANK,
    *,
    seed: int,
    had: NDArray[np.int32] | None = None,
    threads: int | None = None,
) -> Solution:
    """The same problem and seed give the same answer, on every machine, for every order of the rows and any number of
    threads (by default one a processor).

    TOTAL_RANK: the sum of the ranks that people get is as small as it can be. Someone may gain by not ranking honestly.
    RANK_MAXIMAL: as many first wishes as can be, then as many second wishes, and so on. It can be gamed too.
    FAIR: as few without a place as can be, then as few as can be on the last rank, and so on up. It can be gamed too.
    DRAW: everyone in a drawn order (priority groups one after the other) takes the best that is left. Nobody ever gains
    by ranking otherwise than they really wish, and the order can be drawn again by anyone.

    `had` int32[n, s] (see `late.had`): what people have already, rows of offerings or -1. The answer is as good as without
    it, and of all those that are as good, it is one in which the most people keep what they have. A draw pays no heed: the
    lots stay as they are.

    Nothing but capacities and periods: 500,000 people in a second, with dual prices that prove the optimum. Everything
    else (minimum sizes, shared rooms, quotas, priority groups) is an integer program, good for a college; its bound
    says how far from the best an answer may be.

    :raises InputRefused: what is wrong, with table and row.
    """
    check(problem)
    if objective is Objective.DRAW:
        return _with_what_is_empty(problem, _drawn(problem, seed))
    _refuse(problem, had)
    threads = 1 if len(problem.people) < FEW else threads or os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        order = standing(problem, seed, each=map if threads == 1 else pool.map)
        if order.is_plain and plain.fits(order):
            digest = None if threads == 1 else pool.submit(problem.digest)
            found = plain.solution(problem, order, objective, seed, had=had, threads=threads)
            found = replace(found, digest=digest.result() if digest else problem.digest())
            return _with_what_is_empty(problem, found)
    return _with_what_is_empty(problem, general.solve(problem, objective, seed, had, threads))


def _with_what_is_empty(problem: Problem, found: Solution) -> Solution:
    return replace(found, cancelled=tuple(sorted({*found.cancelled, *empty(problem, found.held)})))


def _refuse(problem: Problem, had: NDArray[np.int32] | None) -> None:
    if had is None:
        return
    if had.ndim != 2 or len(had) != len(problem.people):
        raise InputRefused([Fault("had", None, "shape", f"{had.shape} for {len(problem.people)} people")])
    strange = np.flatnonzero(((had < NOTHING) | (had >= len(problem.offerings))).any(axis=1))
    if len(strange):
        raise InputRefused([Fault("had", int(row), "unknown", str(had[row].tolist())) for row in strange[:100]])


def _drawn(problem: Problem, seed: int) -> Solution:
    """Offerings with too few people are cancelled one by one, the emptiest first, and the draw is done again."""
    closed = np.zeros(len(problem.offerings), np.bool_)
    while True:
        order = standing(problem, seed, closed)
        held = drawn(order, _turns(problem, order, seed))
        load = np.bincount(held[held >= 0], minlength=len(order.room))
        short = np.flatnonzero((load < order.minimum) & ~closed[order.offering] & (load > 0))
        if not len(short):
            break
        closed[order.offering[short[np.argmin(load[short] / order.minimum[short])]]] = True
    found = as_given(problem, order, held)
    return Solution(Objective.DRAW, found, seed, problem.digest(), cancelled=tuple(np.flatnonzero(closed).tolist()))


def _turns(problem: Problem, order: Standing, seed: int) -> NDArray[np.int64]:
    """The rows of `order` in the order of the draw."""
    turn = np.empty(len(order.person), np.int64)
    turn[drawn_order(problem.people, seed)] = np.arange(len(turn))
    return np.lexsort((turn[order.person], order.turn))


def drawn(order: Standing, first: NDArray[np.int64]) -> NDArray[np.int32]:
    """The draw itself, in standing order: int32[n, periods]. `first`: rows, whose turn it is one after the other."""
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
