"""Is the answer allowed, and is it stable? Reckoned anew from the problem; knows nothing of how it was found.

Imports NumPy, the problem and the draw, nothing of the solvers. Runs after every round that counts.

What *blocks* means. Learner i wishes place j more than what they have, and it is open to them. The place and every limit
it falls under hold a certain number; they are looked at from the one with the fewest places to the one with the most.

Nested limits (of any two with a place in common one lies within the other; none at all is nested too): i and j block
unless something among them is full, and for the first that is full holds: nobody in it scores lower there than i at j,
and i's own seat is not in it, or scores higher than i at j. For places under a coach this is the stability of
student–project allocation (Abraham, Irving, Manlove 2007; with ties Cooper, Manlove 2018), for nested limits that of
matching with a hierarchy of regions (Kamada, Kojima 2018).

Crossing limits: then an answer without such pairs need not exist. What is kept is cutoff stability (Aziz, Baychkov, Biró
2020). i and j block when somebody at j scores lower than i; and when i goes before everyone else who would rather be at
j, and could simply come: the place and all its limits have room once i has left their own seat.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import drawn_order
from werkveld_engine.places.problem import NOTHING, Problem, Rule, Solution

EVERYONE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found. `broken` names promises that do not hold; empty is what it should be.

    blocking: pairs that would rather have each other, by score alone. out_of_turn: pairs that would when equal scores
    are decided by favour and draw as the answer says. Both should be 0.
    nested: which notion was checked. placed: learners with a place. by_rank: how many got their first, second … wish.
    """

    broken: tuple[str, ...]
    blocking: int
    out_of_turn: int
    nested: bool
    placed: int
    by_rank: tuple[int, ...]

    @property
    def is_stable(self) -> bool:
        return not self.broken and self.blocking == 0 and self.out_of_turn == 0


@dataclass(frozen=True, slots=True)
class _Groups:
    """Places, numbered from 0, and behind them the limits that can be reached.

    chain: int64[m + 1, 1 + kinds], what each place falls under, itself first and then from narrow to wide, -1 behind
    them; the last row is for who has no place. most: int64[groups].
    """

    chain: NDArray[np.int64]
    most: NDArray[np.int64]
    nested: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """Of every learner the place, and which wish that is; -1 for none."""

    place: NDArray[np.int64]
    column: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Every place that somebody wishes more than what they have: learner, column, place, and where they are now."""

    learner: NDArray[np.int64]
    column: NDArray[np.int64]
    place: NDArray[np.int64]
    now: NDArray[np.int64]


def verify(problem: Problem, solution: Solution) -> Certificate:
    """O(n · K · kinds of limits), in NumPy."""
    own = _own_column(problem, solution)
    groups = _groups(problem)
    rank = _ranks(problem)
    held = _Held(solution.place.astype(np.int64), own)
    behind = _at(rank, own, EVERYONE)
    better = (problem.wishes >= 0) & (rank < behind[:, None])
    learner, column = np.nonzero(better & _open(problem))
    pairs = _Pairs(learner, column, problem.wishes[learner, column].astype(np.int64), held.place[learner])
    key = _keys(problem, solution)
    check = _nested_blocking if groups.nested else _crossing_blocking
    return Certificate(
        broken=tuple(_broken(problem, solution, own)),
        blocking=check(groups, pairs, held, np.asarray(problem.score, np.int64), key),
        out_of_turn=check(groups, pairs, held, key, key),
        nested=groups.nested,
        placed=int((own >= 0).sum()),
        by_rank=tuple(np.bincount(better.sum(axis=1)[own >= 0]).tolist()),
    )


def _open(problem: Problem) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = problem.wishes >= 0
    return found if problem.barred is None else found & (problem.barred == 0)


def _ranks(problem: Problem) -> NDArray[np.int64]:
    if problem.rank is not None:
        return np.asarray(problem.rank, np.int64)
    return np.broadcast_to(np.arange(problem.wishes.shape[1]), problem.wishes.shape)


def _own_column(problem: Problem, solution: Solution) -> NDArray[np.int64]:
    """Which wish everyone has, int64[n]; -1 for none, and for a place that is no open wish of theirs."""
    if problem.wishes.shape[1] == 0:
        return np.full(len(solution.place), NOTHING)
    same = (problem.wishes == solution.place[:, None]) & _open(problem)
    return np.where(same.any(axis=1), same.argmax(axis=1), NOTHING)


def _at(values: NDArray[np.int64], own: NDArray[np.int64], otherwise: int) -> NDArray[np.int64]:
    """What stands at everyone's own wish."""
    found = np.full(len(own), otherwise, np.int64)
    has = np.flatnonzero(own >= 0)
    found[has] = values[has, own[has]]
    return found


def _keys(problem: Problem, solution: Solution) -> NDArray[np.int64]:
    """Who goes before whom when nobody is equal: score, favour, draw. int64[n, K]."""
    favoured = (problem.wishes == solution.favoured[:, None]) & (problem.wishes >= 0)
    level = 2 * favoured + solution.ahead[:, None]
    first = (np.asarray(problem.score, np.int64) << 2) | level
    found: NDArray[np.int64] = (first << 31) | ((1 << 31) - 1 - solution.turn[:, None])
    return found


def _broken(problem: Problem, solution: Solution, own: NDArray[np.int64]) -> Iterator[str]:
    place = solution.place
    for row in np.flatnonzero((place >= 0) & (own < 0))[:10]:
        yield f"{problem.learners[row]} has a place that is no open wish"
    has = place[own >= 0]
    load = np.bincount(has, minlength=len(problem.places))
    for row in np.flatnonzero(load > problem.capacity)[:10]:
        yield f"{problem.places[row]} holds {load[row]} of {problem.capacity[row]}"
    for one in problem.limits:
        of = np.asarray(one.of)[has]
        count = np.bincount(of[of >= 0], minlength=len(one.ids))
        for row in np.flatnonzero(count > one.most)[:10]:
            yield f"{one.kind} {one.ids[row]} holds {count[row]} of {one.most[row]}"
    drawn = np.empty(len(place), np.int64)
    drawn[drawn_order(problem.learners, solution.seed)] = np.arange(len(place))
    if (drawn != solution.turn).any():
        yield "the draw is not that of the seed"
    if solution.rule is Rule.LOTTERY and ((solution.favoured >= 0).any() or solution.ahead.any()):
        yield "somebody goes before the draw"


def _groups(problem: Problem) -> _Groups:
    """A limit that holds everyone its places can hold refuses nobody, and is left out."""
    m = len(problem.places)
    asked = np.bincount(problem.wishes[_open(problem)], minlength=m)
    seats = np.minimum(problem.capacity, asked)
    chain, most = [np.append(np.arange(m), NOTHING)], [np.asarray(problem.capacity, np.int64)]
    for one in problem.limits:
        of = np.append(np.where(seats > 0, one.of, NOTHING), NOTHING)
        reach = np.bincount(of[of >= 0], weights=seats[of[:-1] >= 0], minlength=len(one.ids))
        kept = np.append(reach > one.most, False)
        number = np.where(kept, sum(len(each) for each in most) + np.arange(len(kept)), NOTHING)
        chain.append(number[of])
        most.append(np.asarray(one.most, np.int64))
    found, total = np.stack(chain, axis=1), np.concatenate(most)
    size = np.append(np.bincount(found[found >= 0], minlength=len(total)), m + 1)  # the last is that of none
    size[:m] = 0
    found = np.take_along_axis(found, np.argsort(size[found], axis=1, kind="stable"), axis=1)
    return _Groups(found, total, _are_nested(found[:-1, 1:], size))


def _are_nested(chain: NDArray[np.int64], size: NDArray[np.int64]) -> bool:
    """Where a narrower and a wider limit meet, all places of the narrower one lie in the same wider one."""
    for first in range(chain.shape[1]):
        for second in range(first + 1, chain.shape[1]):
            both = chain[(chain[:, first] >= 0) & (chain[:, second] >= 0)]
            pairs, count = np.unique(both[:, [first, second]], axis=0, return_counts=True)
            if (count < size[pairs].min(axis=1)).any():
                return False
    return True


def _filled(groups: _Groups, held: _Held, value: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of each group, with a last one for none: is it full, and the lowest value in it."""
    has = np.flatnonzero(held.column >= 0)
    within = groups.chain[held.place[has]]
    count = np.bincount(within[within >= 0], minlength=len(groups.most))
    lowest = np.full(len(groups.most) + 1, EVERYONE)
    np.minimum.at(lowest, within, value[has, held.column[has]][:, None])
    lowest[-1] = EVERYONE
    return np.append(count >= groups.most, False), lowest


def _nested_blocking(
    groups: _Groups,
    pairs: _Pairs,
    held: _Held,
    value: NDArray[np.int64],
    _key: NDArray[np.int64],
) -> int:
    full, lowest = _filled(groups, held, value)
    mine = value[pairs.learner, pairs.column]
    have = _at(value, held.column, 0)[pairs.learner]
    undecided = np.ones(len(mine), np.bool_)
    blocking = 0
    for depth in range(groups.chain.shape[1]):
        group = groups.chain[pairs.place, depth]
        stops = undecided & full[group]
        inside = (groups.chain[pairs.now] == group[:, None]).any(axis=1) & (pairs.now >= 0)
        blocking += int((stops & ((lowest[group] < mine) | (inside & (have <= mine)))).sum())
        undecided &= ~stops
    return blocking + int(undecided.sum())


def _crossing_blocking(
    groups: _Groups,
    pairs: _Pairs,
    held: _Held,
    value: NDArray[np.int64],
    key: NDArray[np.int64],
) -> int:
    full, lowest = _filled(groups, held, value)
    envies = lowest[pairs.place] < value[pairs.learner, pairs.column]
    goes_first = np.full(len(groups.most), -1)
    np.maximum.at(goes_first, pairs.place, key[pairs.learner, pairs.column])
    comes = key[pairs.learner, pairs.column] == goes_first[pairs.place]
    for depth in range(groups.chain.shape[1]):
        group = groups.chain[pairs.place, depth]
        inside = (groups.chain[pairs.now] == group[:, None]).any(axis=1) & (pairs.now >= 0)
        comes &= ~full[group] | inside
    return int((envies | comes).sum())
