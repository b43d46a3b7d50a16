"""Minimum sizes in large rounds: prices of people say which offerings go on, and bound what any choice could cost.

The bound is Lagrange's: each offering is paid `worth` for everyone it takes; it then decides for itself whether it goes
on and with whom, and nobody can do better than all of them together. The best prices are sought with the volume
algorithm (F. Barahona, R. Anbil, The volume algorithm: producing primal solutions with a subgradient method, 2000),
which also says how much each offering goes on in the relaxed optimum. What goes on is then filled exactly: seats up to
the minimum are cheaper than all others, by more than anything else could gain.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives import plain
from werkveld_engine.electives.costs import steepness
from werkveld_engine.electives.kernels import ascent
from werkveld_engine.electives.kernels.rows import MOST_WISHES
from werkveld_engine.electives.market import Each, Weights, one_seat
from werkveld_engine.electives.problem import NOTHING, UNIT, Objective, Problem, Solution
from werkveld_engine.electives.standing import Standing, as_given

PIECES = 8  # of the offerings; threads take some each
STEPS = 80  # better prices are sought so often before what goes on is filled again
TURNS = 12
GOOD = 0.0004  # a gap that is not worth another turn
HOPE = 1.05  # of the bound: what an answer may cost, as long as none is known
PATIENCE = 20  # steps without a better bound before they get smaller
SHARE = 0.1  # of each new answer in the mean of all
CLEAR = 0.5  # how much an offering goes on in the mean of all answers
BATCH = 0.3  # of the offerings that stay too small, closed at once


@dataclass(frozen=True, slots=True)
class Filled:
    """held int32[n], in standing order; closed bool[m]; cost in ranks."""

    held: NDArray[np.int32]
    closed: NDArray[np.bool_]
    cost: int


def fits(order: Standing) -> bool:
    """Whether minimum sizes are all there is to heed beside seats and periods."""
    alone = replace(order, minimum=np.zeros_like(order.minimum))
    few = len(order.wishes) < 1 << ascent.PLACE and 2 * order.wishes.shape[1] <= MOST_WISHES
    return few and alone.is_plain and plain.fits(alone)


def without(
    problem: Problem, order: Standing, objective: Objective, seed: int, *, had: NDArray[np.int32] | None, threads: int
) -> Solution | None:
    """The best answer that pays no heed to minimum sizes, where it keeps them all the same: nothing can be better, and its
    prices prove it. None where an offering would go on with too few, or where more seats are wanted than a rank weighs.
    """
    if objective is not Objective.TOTAL_RANK and int(order.seats.sum()) >= steepness(order.wishes.shape[1]):
        return None
    found = plain.solution(problem, order, objective, seed, had=had, threads=threads)
    load = np.bincount(found.held[found.held >= 0], minlength=len(order.room))[order.offering]
    return None if ((load > 0) & (load < order.minimum)).any() else found


def solve(
    problem: Problem, order: Standing, objective: Objective, seed: int, *, had: NDArray[np.int32] | None, threads: int
) -> Solution:
    """Close to the best, with a bound that proves how close; still without a digest.

    One seat each, smallest total rank: a few hundredths of a per cent, O(size) for each of a few hundred steps. Other
    aims close the same offerings. With several seats what stays too small is closed, emptiest first, and the bound is
    that of the round without minimum sizes. `had` as in `solve.solve`.
    """
    before = np.empty((len(order.person), 0), np.int32) if had is None else order.place[had[order.person]]
    closed = (np.bincount(order.wishes[order.wishes >= 0], minlength=len(order.room)) < order.minimum) | (
        order.room < order.minimum
    )
    if not order.is_one_seat:
        return _closing(problem, order, objective, seed, closed=closed, had=before, threads=threads)
    climb, best = _climbed(order, closed, threads)
    if objective is not Objective.TOTAL_RANK:
        return _closing(problem, order, objective, seed, closed=best.closed, had=before, threads=threads)
    if before.shape[1]:
        best = replace(best, held=_filled(order, best.closed, threads, before))
    held = np.full((len(order.person), order.periods), NOTHING, np.int32)
    placed = np.flatnonzero(best.held >= 0)
    held[placed, order.period[best.held[placed]]] = best.held[placed]
    worth = np.empty(len(order.person), np.int64)
    worth[order.person] = climb.best
    found = as_given(problem, order, held)
    return Solution(objective, found, seed, "", cancelled=_cancelled(order, held), worth=worth)


def _cancelled(order: Standing, held: NDArray[np.int32]) -> tuple[int, ...]:
    load = np.bincount(held[held >= 0], minlength=len(order.room))
    return tuple(np.sort(order.offering[(order.minimum > 1) & (load == 0)]).tolist())


def _climbed(order: Standing, dead: NDArray[np.bool_], threads: int) -> tuple["Climb", Filled]:
    """The best prices and the best answer that were found."""
    climb = Climb(order, _worth(order, threads), threads)
    climb.up(int(climb.bound * HOPE), STEPS)
    best = filled(order, climb.closed | dead, threads)
    for _turn in range(TURNS):
        if best.cost - climb.bound / UNIT <= GOOD * best.cost:
            break
        climb.up(best.cost * UNIT, STEPS)
        best = min(best, filled(order, climb.closed | dead, threads), key=lambda one: one.cost)
    return climb, best


def _closing(
    problem: Problem,
    order: Standing,
    objective: Objective,
    seed: int,
    *,
    closed: NDArray[np.bool_],
    had: NDArray[np.int32],
    threads: int,
) -> Solution:
    """What stays too small is closed, until nothing is. The prices are those of the round without minimum sizes."""
    nothing = np.empty((len(order.person), 0), np.int32)
    easy = plain.solve(order, objective, nothing, threads)
    closed = closed.copy()
    while True:
        wishes = np.where(np.append(closed, True)[order.wishes], NOTHING, order.wishes)
        left = replace(order, wishes=wishes, room=np.where(closed, 0, order.room))
        held = plain.solve(left, objective, nothing, threads).held
        load = np.bincount(held[held >= 0], minlength=len(order.room))
        if not _closed(closed, load, order.minimum):
            break
    if had.shape[1] and objective is Objective.TOTAL_RANK:
        same = plain.solve(left, objective, had, threads).held
        load = np.bincount(same[same >= 0], minlength=len(order.room))
        held = held if ((load < order.minimum) & (load > 0)).any() else same
    price = np.zeros(len(order.offering), np.int64)
    price[order.offering] = easy.price
    found = as_given(problem, order, held)
    return Solution(objective, found, seed, "", price=price, cancelled=_cancelled(order, held), scale=easy.scale)


def _closed(closed: NDArray[np.bool_], load: NDArray[np.int64], minimum: NDArray[np.int64]) -> bool:
    """Closes the emptiest of what is too small, and what is empty; whether there was any."""
    short = np.flatnonzero((load < minimum) & (load > 0))
    if not len(short):
        return False
    emptiest = np.argsort(load[short] / minimum[short], kind="stable")
    closed[short[emptiest[: max(1, int(len(short) * BATCH))]]] = True
    closed |= (load == 0) & (minimum > 1)
    return True


def filled(order: Standing, closed: NDArray[np.bool_], threads: int) -> Filled:
    """The smallest total rank without what is closed; what stays too small nevertheless is closed too, emptiest first."""
    closed = closed.copy()
    while True:
        held = _filled(order, closed, threads)
        load = np.bincount(held[held >= 0], minlength=len(order.room))
        if not _closed(closed, load, order.minimum):
            return Filled(held, closed, _cost(order, held))


def _filled(
    order: Standing, closed: NDArray[np.bool_], threads: int, had: NDArray[np.int32] | None = None
) -> NDArray[np.int32]:
    """Each offering is two: the seats up to its minimum (2·j), and those above it (2·j + 1), which cost a place more."""
    n, most = order.wishes.shape
    wishes = np.where(np.append(closed, True)[order.wishes], NOTHING, order.wishes)
    least = np.where(closed | (order.minimum <= 1), 0, np.minimum(order.minimum, order.room))
    room = np.empty(2 * len(order.room), np.int32)
    room[::2], room[1::2] = least, np.where(closed, 0, np.minimum(order.room, n) - least)
    halves = np.full((n, 2 * most), NOTHING, np.int32)
    np.copyto(halves[:, :most], 2 * wishes, where=np.append(least > 0, False)[wishes])
    np.copyto(halves[:, most:], 2 * wishes + 1, where=wishes >= 0)
    halves[order.seats <= 0] = NOTHING
    rank = np.arange(1, most + 1, dtype=np.int32)
    weight: Weights = np.concatenate([rank, rank + np.int32(order.outside)])
    before = np.empty((n, 0), np.int32)
    scale = 1
    if had is not None:
        scale = n + 1  # one rank counts for more than all that anyone could keep
        weight = np.concatenate([weight.astype(np.int64) * scale, weight.astype(np.int64) * scale - 1])
        before = np.concatenate([2 * had, 2 * had + 1], axis=1).astype(np.int32)
    taken, _price = one_seat(halves, room, weight, 2 * order.outside * scale, before, threads=threads)
    return np.where(taken >= 0, taken >> 1, NOTHING).astype(np.int32)


def _worth(order: Standing, threads: int) -> NDArray[np.int64]:
    """What everyone's best option costs when no offering has a minimum: where to begin."""
    most = order.wishes.shape[1]
    easy = plain.solve(order, Objective.TOTAL_RANK, np.empty((len(order.person), 0), np.int32), threads)
    price = np.append(easy.price, order.outside)
    best = np.full(len(order.wishes), order.outside, np.int64)
    for rank in range(most):
        np.minimum(best, price[order.wishes[:, rank]] + rank + 1, out=best)
    return best * UNIT


def _cost(order: Standing, held: NDArray[np.int32]) -> int:
    same = (order.wishes == held[:, None]) & (held >= 0)[:, None]
    placed = same.any(axis=1)
    return int((same.argmax(axis=1)[placed] + 1).sum()) + int(order.seats[~placed].sum()) * order.outside


class Climb:
    """Prices of people on their way up. `best` int64[n] and its `bound` in `UNIT`s; `goes` float[m]: how much each
    offering goes on in the mean of all answers.
    """

    def __init__(self, order: Standing, worth: NDArray[np.int64], threads: int) -> None:
        m = len(order.room)
        self.threads, self.highest = threads, order.outside * UNIT
        self.wanted = order.seats > 0
        wishes = order.wishes if self.wanted.all() else np.where(self.wanted[:, None], order.wishes, NOTHING)
        self.start, self.person, self.rank = ascent.by_offering(wishes.astype(np.int32), m)
        self.minimum = order.minimum
        self.least, self.most = np.maximum(order.minimum, 1), np.minimum(order.room, len(wishes))
        self.border = np.searchsorted(self.start, np.linspace(0, self.start[-1], PIECES + 1)).astype(np.int64)
        self.border[0], self.border[-1] = 0, m
        self.times = np.zeros((PIECES, len(wishes)), np.int32)
        self.gain = np.zeros(m, np.int64)
        self.best = np.where(self.wanted, worth, 0)
        self.bound = self._value(self.best, map)
        self.mean = self.times.sum(axis=0).astype(np.float64)
        self.goes = (self.gain > 0).astype(np.float64)
        self.size = 1.0

    @property
    def closed(self) -> NDArray[np.bool_]:
        """What mostly does not go on."""
        return (self.goes < CLEAR) & (self.minimum > 1)

    def up(self, target: int, steps: int) -> None:
        """Better prices, towards a cost in `UNIT`s that is possible, or hoped to be."""
        found = np.empty_like(self.best)
        since = 0
        with ThreadPoolExecutor(self.threads) as pool:
            for _step in range(steps):
                away = ascent.square(self.mean, self.best, self.highest)
                if away < 1 / UNIT or target <= self.bound:
                    return
                ascent.moved(self.best, self.mean, self.size * (target - self.bound) / away, self.highest, found)
                found[~self.wanted] = 0
                bound = self._value(found, pool.map)
                ascent.blended(self.mean, self.times.sum(axis=0), SHARE)
                ascent.blended(self.goes, (self.gain > 0).astype(np.int64), SHARE)
                since += 1
                if bound > self.bound:
                    self.best, found, self.bound, since = found, self.best, bound, 0
                    self.size = min(2.0, self.size * 1.05)
                elif since >= PATIENCE:
                    self.size, since = self.size * 0.66, 0

    def _value(self, worth: NDArray[np.int64], each: Each) -> int:
        self.times[:] = 0

        def piece(at: int) -> int:
            total: int = ascent.gained(
                self.start,
                self.person,
                self.rank,
                self.least,
                self.most,
                worth,
                UNIT,
                self.border[at],
                self.border[at + 1],
                self.times[at],
                self.gain,
            )
            return total

        gained: list[int] = list(each(piece, range(PIECES)))
        return int(worth.sum()) - sum(gained)
