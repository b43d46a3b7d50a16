"""Gives everyone a learning place: the door of the engine where both sides choose."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import Ids
from werkveld_engine.places.checking import check
from werkveld_engine.places.kernels import exchange, propose, within
from werkveld_engine.places.kernels.lower import lower_cutoffs
from werkveld_engine.places.problem import NOTHING, Problem, Rule, Solution
from werkveld_engine.places.standing import Standing, applications, favouring, standing

TRIES_EACH, MORE_EACH, MORE = 20, 400, 200_000  # exchanges that are tried: for each, and more for each up to so many
BOLDNESS = 300  # of ties on the way that are claimed too, in a thousand
ROUNDS = 8


def solve(problem: Problem, rule: Rule = Rule.LOTTERY, *, seed: int) -> Solution:
    """The same problem and seed give the same answer, on every machine and for every order of the rows.

    The answer is stable: nobody misses a place that they wish more than what they have, unless it is full, or falls
    under a limit that is full, with people who score at least as high there (`verify` says exactly what that means
    with limits, and checks it).

    LOTTERY: ties are broken by one draw for all places. Everyone gets the best place that any answer stable under that
    draw could give them, and nobody ever gains by ranking otherwise than they really wish or by leaving places out.
    That holds without limits and with nested ones (a coach within an organisation, an organisation within a region);
    where limits cross, someone may gain, as no rule is known that prevents it. Places may gain by scoring otherwise.

    MOST_PLACED: ties are broken so that more people get a place (at least two thirds of what could be without limits;
    in practice within half a percent of the most that is known). Somebody may gain by leaving out places.

    Where limits cross the answer is stable in a weaker sense, see `verify`. Without limits O(n · K log n) as a rule;
    MOST_PLACED takes some tens of times longer.

    :raises InputRefused: what is wrong, with table and row.
    """
    check(problem)
    order = standing(problem, seed)
    place = _answer(order)
    favour = _nobody(len(place))
    if rule is Rule.MOST_PLACED:
        favour = _most_placed(order, place, seed)
        place = _answer(favouring(order, *favour))
    return Solution(rule, place, order.turn, *favour, seed, problem.digest())


def again(changed: Problem, before: Problem, solution: Solution) -> Solution:
    """The answer for a problem in which something changed, so that few people move: the same draw, the same favour.

    Learners and places are known by their ids; new ones may have come, old ones may be gone. Nothing changed, nobody
    moves, unless a swap leaves everyone in it better off. `explain` speaks of this answer when it says what would have
    helped. Under `Rule.LOTTERY` it is what `solve` gives. O(n log n + n · K).

    :raises InputRefused: what is wrong, with table and row.
    """
    check(changed)
    order = standing(changed, solution.seed)
    favour = _carried(changed, before, solution)
    place = _answer(favouring(order, *favour))
    return Solution(solution.rule, place, order.turn, *favour, solution.seed, changed.digest())


Favour = tuple[NDArray[np.int32], NDArray[np.bool_]]  # as in `Solution`: where someone goes first, and who everywhere


def _nobody(n: int) -> Favour:
    return np.full(n, NOTHING, np.int32), np.zeros(n, np.bool_)


def _answer(order: Standing) -> NDArray[np.int32]:
    """Rows of places, int32[n], -1 for none."""
    column = deferred_acceptance(order, rounds=1)
    if not order.chains.nested:
        _lower(order, column)
    return _places(order, column)


def _places(order: Standing, column: NDArray[np.int16]) -> NDArray[np.int32]:
    """Of columns in the order of asking, -1 for none."""
    if order.wishes.shape[1] == 0:
        return np.full(len(column), NOTHING, np.int32)
    found = np.take_along_axis(order.wishes, np.maximum(column, 0)[:, None].astype(np.int64), axis=1)[:, 0]
    return np.where(column >= 0, found, np.int32(NOTHING))


def deferred_acceptance(order: Standing, rounds: int) -> NDArray[np.int16]:
    """Deferred acceptance: int16[n], the wish in the order of asking that everyone gets, -1 for none.

    From K on it is the second round of who was refused everywhere and asks again, before equals.
    """
    n, most = order.wishes.shape
    start = np.zeros(len(order.seats) + 1, np.int32)
    np.cumsum(order.seats, out=start[1:])
    common = (
        order.wishes, order.score, order.low, order.who, start, order.favoured, order.ahead, rounds, order.shift,
    )  # fmt: skip
    column: NDArray[np.int16]
    if len(order.chains.most):
        column = within.deferred_acceptance(*common, order.chains.chain, order.chains.most)
    else:
        column, keys = np.empty(n, np.int16), np.empty(start[-1], order.key_type)
        propose.deferred_acceptance(*common, keys, column, np.empty(n, np.int32))
    column[column >= rounds * most] = NOTHING
    return column


def _lower(order: Standing, column: NDArray[np.int16]) -> None:
    """Changes who has what, where limits cross."""
    asked, chains = applications(order), order.chains
    place = _places(order, column)
    load = np.bincount(place[place >= 0], minlength=len(order.seats)).astype(np.int64)
    under = chains.chain[place[place >= 0]]
    count = np.bincount(under[under >= 0], minlength=len(chains.most)).astype(np.int64)
    share = load / np.maximum(order.seats, 1)
    first = order.places_drawn[np.argsort(share[order.places_drawn], kind="stable")]  # the emptiest is helped first
    lower_cutoffs(
        order.wishes, _tiers(order), column, asked.start, asked.learner, asked.column, order.seats, chains.chain, count,
        chains.most, load, first,
    )  # fmt: skip


def _most_placed(order: Standing, lottery: NDArray[np.int32], seed: int) -> Favour:
    """Who is favoured where, and who everywhere, so that more get a place.

    A second round for who was refused everywhere, then exchanges within ties where no limit interferes, and then as
    long as everyone in it gains.
    """
    most = order.wishes.shape[1]
    second = deferred_acceptance(order, rounds=2)
    ahead = (second >= most) | (second < 0)
    place = _places(order, np.where(second >= most, second - most, second).astype(np.int16))
    favour = np.full(len(place), NOTHING, np.int32), ahead
    still: NDArray[np.bool_] = np.any(order.chains.chain >= 0, axis=1)
    if order.chains.nested and not still.all():
        favour = _exchanged(order, place, ahead, still, seed)
    found = _answer(favouring(order, *favour))
    return favour if (found >= 0).sum() >= (lottery >= 0).sum() else _nobody(len(place))


def _exchanged(
    order: Standing, place: NDArray[np.int32], ahead: NDArray[np.bool_], still: NDArray[np.bool_], seed: int
) -> Favour:
    """Favours everyone where they are after the exchanges, but for who is under a limit."""
    found = _walked(order, place, still, seed)
    for _ in range(ROUNDS):
        favoured = np.where((found >= 0) & ~np.append(still, True)[found], found, np.int32(NOTHING))
        better = _answer(favouring(order, favoured, ahead))
        if (better == found).all() or (better >= 0).sum() < (found >= 0).sum():
            break
        found = better
    return favoured, ahead


def _walked(order: Standing, place: NDArray[np.int32], still: NDArray[np.bool_], seed: int) -> NDArray[np.int32]:
    """Rows of places after the exchanges, int32[n]."""
    n, most = order.wishes.shape
    asked, m = applications(order), len(order.seats)
    same = (order.wishes == place[:, None]) & (order.wishes >= 0)
    held = np.full(n, most, np.int16)
    has, column = np.nonzero(same)
    held[has] = column
    board = exchange.Board(
        wishes=order.wishes,
        score=order.score,
        tier=_tiers(order),
        seats=order.seats,
        start=asked.start,
        learner=asked.learner,
        column=asked.column,
        points=asked.score,
        held=held,
        load=np.bincount(place[place >= 0], minlength=m).astype(np.int64),
        line=_lines(order, place, held),
        still=still,
        who=np.empty(exchange.LOG, np.int32),
        had=np.empty(exchange.LOG, np.int16),
        where=np.empty(exchange.LOG, np.int32),
        stood=np.empty(exchange.LOG, np.int32),
        length=np.zeros(3, np.int64),
        spent=np.zeros(1, np.int64),
        luck=np.array([(seed * 2654435761 + 88172645463325252) % 2**64 or 1], np.uint64),
    )
    exchange.walk(board, order.who[:n], TRIES_EACH * n + min(MORE, MORE_EACH * n), BOLDNESS)
    return _places(order, np.where(held < most, held, NOTHING).astype(np.int16))


def _tiers(order: Standing) -> NDArray[np.int32]:
    return np.empty((0, 0), np.int32) if order.tier is None else order.tier


def _lines(order: Standing, place: NDArray[np.int32], held: NDArray[np.int16]) -> NDArray[np.int32]:
    """What score a place under limits asks for: more than the lowest in its narrowest limit that is full. int32[m]."""
    m, chains = len(order.seats), order.chains
    has = np.flatnonzero(place >= 0)
    points = order.score[has, held[has]]
    line = np.full(m, NOTHING, np.int32)
    for kind in range(chains.chain.shape[1] - 1, -1, -1):
        group = chains.chain[:, kind]
        count, lowest = _filled(group[place[has]], points, len(chains.most))
        full = (group >= 0) & np.append(count >= chains.most, False)[group]
        line[full] = lowest[group[full]]
    count, lowest = _filled(place[has], points, m)
    full = count >= order.seats
    line[full] = lowest[full]
    return line


def _filled(
    group: NDArray[np.int32], points: NDArray[np.int32], groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """How many are in each group, and the lowest score in it."""
    lowest = np.full(groups + 1, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(lowest, group, points)
    return np.bincount(group[group >= 0], minlength=groups), lowest[:-1]


def _carried(changed: Problem, before: Problem, solution: Solution) -> Favour:
    """The same favour for who and what is still there."""
    if changed.learners is before.learners and changed.places is before.places:
        return solution.favoured, solution.ahead
    place = np.append(_rows(before.places, changed.places), NOTHING)[solution.favoured]
    row = _rows(before.learners, changed.learners)
    favoured, ahead = _nobody(len(changed.learners))
    favoured[row[row >= 0]] = place[row >= 0]
    ahead[row[row >= 0]] = solution.ahead[row >= 0]
    return favoured, ahead


def _rows(ids: Ids, among: Ids) -> NDArray[np.int64]:
    """Where each id stands among others, -1 for those that are gone."""
    wanted, there = np.asarray(ids), np.asarray(among)
    if not len(there) or not len(wanted):
        return np.full(len(wanted), NOTHING, np.int64)
    order = np.argsort(there, kind="stable")
    at = np.minimum(np.searchsorted(there[order], wanted), len(there) - 1)
    return np.where(there[order[at]] == wanted, order[at], NOTHING)
