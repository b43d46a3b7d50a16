"""Gives everyone a learning place: the door of the engine where both sides choose."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import Ids
from werkveld_engine.places.checking import check
from werkveld_engine.places.kernels import exchange, propose, within
from werkveld_engine.places.kernels.lower import lower_cutoffs
from werkveld_engine.places.problem import NOTHING, Problem, Rule, Solution
from werkveld_engine.places.standing import Standing, applications, favouring, standing
from werkveld_engine.places.verify import verify

TRIES_EACH, MORE_EACH, MORE = 40, 400, 400_000  # exchanges that are tried: for each, and more for each up to so many
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
        favour = _most_placed(problem, order, place, seed)
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
    if not _is_stable(changed, order, place, favour, solution.seed):
        favour = _nobody(len(place))
        place = _answer(order)
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
    column = np.empty(n, np.int16)
    if len(order.chains.most):
        column = within.deferred_acceptance(
            order.wishes, order.score, order.low, order.who, start, order.favoured, order.ahead, rounds, order.shift,
            order.chains.chain, order.chains.most,
        )  # fmt: skip
        column[column >= rounds * most] = NOTHING
    else:
        propose.deferred_acceptance(
            order.wishes.reshape(-1), order.score.reshape(-1), most, order.low, order.who, start, order.favoured,
            order.ahead, rounds, order.shift, np.empty(start[-1], order.key_type), column, np.empty(n, np.int32),
            np.zeros(n, np.uint8),
        )  # fmt: skip
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


def _most_placed(problem: Problem, order: Standing, lottery: NDArray[np.int32], seed: int) -> Favour:
    """Who is favoured where, or everywhere, so that more get a place.

    A second round for who was refused everywhere; then, unless limits cross, exchanges within ties, and again as long
    as everyone in it gains.
    """
    most = order.wishes.shape[1]
    second = deferred_acceptance(order, rounds=2)
    ahead = (second >= most) | (second < 0)
    place = _places(order, np.where(second >= most, second - most, second).astype(np.int16))
    best, many = _nobody(len(place)), int((lottery >= 0).sum())
    better = _answer(favouring(order, best[0], ahead))
    if (better >= 0).sum() >= many:
        best, many = (best[0], ahead), int((better >= 0).sum())
    if not order.chains.nested:
        return best
    found = _walked(order, place, seed)
    for _ in range(ROUNDS):
        favour = found, np.zeros(len(found), np.bool_)
        better = _answer(favouring(order, *favour))
        if (better >= 0).sum() < many or not _is_stable(problem, order, better, favour, seed):
            break
        best, many = favour, int((better >= 0).sum())
        if (better == found).all():
            break
        found = better
    return best


def _is_stable(problem: Problem, order: Standing, place: NDArray[np.int32], favour: Favour, seed: int) -> bool:
    """Under a limit somebody favoured at one place might as well move to another: a favour that is not to be given."""
    if not len(order.chains.most) or not (favour[0] >= 0).any():
        return True
    answer = Solution(Rule.MOST_PLACED, place, order.turn, *favour, seed, "")
    return verify(problem, answer).blocking == 0


def _walked(order: Standing, place: NDArray[np.int32], seed: int) -> NDArray[np.int32]:
    """Rows of places after the exchanges, int32[n]."""
    n, most = order.wishes.shape
    asked, chains, m = applications(order), order.chains, len(order.seats)
    held = np.full(n, most, np.int16)
    has, column = np.nonzero((order.wishes == place[:, None]) & (order.wishes >= 0))
    held[has] = column
    under = chains.chain[place[has]]
    floor = np.full(len(chains.most) + 1, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(floor, under, order.score[has, column][:, None])
    board = exchange.Board(
        wishes=order.wishes,
        score=order.score,
        wish=order.wishes.reshape(-1),
        points_of=order.score.reshape(-1),
        comes=np.empty(exchange.AHEAD, np.int64),
        tier=_tiers(order),
        seats=order.seats,
        start=asked.start,
        learner=asked.learner,
        column=asked.column,
        points=asked.score,
        held=held,
        load=np.bincount(place[has], minlength=m).astype(np.int64),
        line=np.empty(m, np.int32),
        chain=chains.chain,
        most=chains.most,
        count=np.bincount(under[under >= 0], minlength=len(chains.most)).astype(np.int64),
        floor=floor[:-1],
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
