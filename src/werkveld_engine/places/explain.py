"""Why everyone has what they have, as data, and what would have changed it: the doors put it into words.

Nobody is named: a place is full with people who score higher there, or as high and were drawn earlier.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.places.checking import MOST_SCORE
from werkveld_engine.places.problem import NOTHING, Problem, Solution
from werkveld_engine.places.solve import again
from werkveld_engine.places.standing import LEVELS, favouring, level_of, standing

PLACE = -1  # instead of a kind of limit: the place itself


class Why(IntEnum):
    """What became of a wish."""

    NO_WISH = 0  # nothing stands here
    GIVEN = 1
    AS_GOOD = 2  # no better than what was given
    NOT_OPEN = 3  # barred; `Problem.barred` says why
    NO_SEATS = 4  # what is full (`by`) has none at all
    SCORES = 5  # everybody in what is full scores higher
    FAVOUR = 6  # somebody in it scores as high, and went first so that more would get a place
    DRAW = 7  # somebody in it scores as high and was drawn earlier
    LIMITS_CROSS = 8  # limits that cross leave no room, though somebody in it may score lower at another place


@dataclass(frozen=True, slots=True)
class Reasons:
    """For everyone at once; arrays by learner and column of the problem.

    why: int8[n, K] (`Why`). by: int32[n, K, 2]: what is full, PLACE and the row of the place, or the kind of a limit
    and its row; of all that is full the one with the fewest places. lowest: int32[n, K], the lowest score in it, -1
    where nothing is. line: int32[n, K]: how many would go before, of those who wish a place of `by` more than what they
    have; 1 is the first of the line.
    """

    why: NDArray[np.int8]
    by: NDArray[np.int32]
    lowest: NDArray[np.int32]
    line: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class MoreRoom:
    """With so many more in everything that is named, this learner would have had the wish or something they wish more.

    wish: the column. seats: for the place itself, 0 when it needs none. limits: kind, row and how many more.
    """

    wish: int
    seats: int
    limits: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class HigherScore:
    """With at least this score at that wish (the column), this learner would have had it or something they wish more."""

    wish: int
    score: int


def reasons(problem: Problem, solution: Solution) -> Reasons:
    """O(n · K log(n · K)) for each kind of limit."""
    seen = _Seen(problem, solution)
    why = np.full(problem.wishes.shape, Why.AS_GOOD, np.int8)
    by = np.full((*why.shape, 2), NOTHING, np.int32)
    lowest, line = np.full(why.shape, NOTHING, np.int32), np.zeros(why.shape, np.int32)
    stops = seen.stops()
    at = seen.learner, seen.given_column
    why[at] = seen.why(stops)
    by[at] = seen.named[stops]
    low = seen.lowest[stops]
    lowest[at] = np.where(low < EVERYONE, low >> KEY, NOTHING)
    line[at] = seen.line(stops)
    why[~seen.missed] = Why.AS_GOOD
    if problem.barred is not None:
        why[np.asarray(problem.barred) > 0] = Why.NOT_OPEN
    why[problem.wishes < 0] = Why.NO_WISH
    why[(problem.wishes == solution.place[:, None]) & (problem.wishes >= 0)] = Why.GIVEN
    by[~seen.missed], lowest[~seen.missed], line[~seen.missed] = NOTHING, NOTHING, 0
    return Reasons(why, by, lowest, line)


def would_have_helped(problem: Problem, solution: Solution, learner: int) -> tuple[MoreRoom | HigherScore, ...]:
    """For each wish above what somebody has, at most one change of each kind. What is said holds for `again`.

    Under `Rule.LOTTERY` that is the same as solving the changed problem from the start. Room is counted: one more for
    everyone who would go before in what is full, and one. Where that is one seat it is the least that helps. A score is
    the lowest that surely helps, found by solving the problem with the highest. With limits each statement was tried as
    well, and is left out when it does not hold; that happens only where limits cross. O(K) solutions.
    """
    seen = _Seen(problem, solution)
    found: list[MoreRoom | HigherScore] = []
    for column in np.flatnonzero(seen.missed[learner]).tolist():
        changes = (_more_room(seen, learner, column), _higher_score(problem, solution, learner, column))
        found += [
            change
            for change in changes
            if change is not None and (not problem.limits or _helps(problem, solution, change, learner))
        ]
    return tuple(found)


def changed(problem: Problem, learner: int, change: MoreRoom | HigherScore) -> Problem:
    """The problem as it would have been."""
    if isinstance(change, HigherScore):
        score = np.array(problem.score)
        score[learner, change.wish] = change.score
        return replace(problem, score=score)
    capacity = np.array(problem.capacity, np.int64)
    capacity[problem.wishes[learner, change.wish]] += change.seats
    limits = list(problem.limits)
    for kind, row, more in change.limits:
        most = np.array(limits[kind].most, np.int64)
        most[row] += more
        limits[kind] = replace(limits[kind], most=most)
    return replace(problem, capacity=capacity, limits=tuple(limits))


def has_at_least(problem: Problem, solution: Solution, learner: int, wish: int) -> bool:
    """Does somebody have this wish, or one that they wish at least as much?"""
    mine = np.flatnonzero(problem.wishes[learner] == solution.place[learner])
    if solution.place[learner] < 0 or not len(mine):
        return False
    rank = np.arange(problem.wishes.shape[1]) if problem.rank is None else problem.rank[learner]
    return bool(rank[mine[0]] <= rank[wish])


def _helps(problem: Problem, solution: Solution, change: MoreRoom | HigherScore, learner: int) -> bool:
    answer = again(changed(problem, learner, change), problem, solution)
    return has_at_least(problem, answer, learner, change.wish)


KEY = LEVELS + 31  # bits below the score
EVERYONE = np.iinfo(np.int64).max


class _Seen:
    """The answer, and every application for a place that somebody would rather have: one row of arrays each."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        order = favouring(standing(problem, solution.seed), solution.favoured, solution.ahead)
        self.problem, self.m = problem, len(problem.places)
        n, most = order.wishes.shape
        same = (order.wishes == solution.place[:, None]) & (order.wishes >= 0)
        own = np.where(same.any(axis=1), same.argmax(axis=1), most) if most else np.zeros(n, np.int64)
        learner, column = np.nonzero((order.wishes >= 0) & (np.arange(most) <= own[:, None]))
        self._group(problem)
        key = (order.score[learner, column].astype(np.int64) << LEVELS) | level_of(order, learner, column)
        key = (key << 31) | order.low[learner]
        place = order.wishes[learner, column]
        has = column == own[learner]
        within = self.chain[place[has]]
        count = np.bincount(within[within >= 0], minlength=len(self.most))
        self.room = self.most - count
        self.full = np.append(count >= self.most, False)
        self.lowest = np.full(len(self.most) + 1, EVERYONE)
        np.minimum.at(self.lowest, within, key[has][:, None])
        self.lowest[-1] = EVERYONE
        self.learner, self.column, self.place, self.key = learner[~has], column[~has], place[~has], key[~has]
        columns = self.column if order.column is None else order.column[self.learner, self.column].astype(np.int64)
        self.given_column = columns
        self.missed = np.zeros(problem.wishes.shape, np.bool_)
        better = np.ones(len(columns), np.bool_)
        if order.tier is not None:
            last = np.append(order.tier, np.full((n, 1), np.iinfo(np.int32).max), axis=1)[
                self.learner, own[self.learner]
            ]
            better = order.tier[self.learner, self.column] < last
        self.missed[self.learner[better], columns[better]] = True

    def _group(self, problem: Problem) -> None:
        """chain int64[m, 1 + kinds]: a place and its limits, from narrow to wide; named: kind and row of each."""
        chain, most = [np.arange(self.m)], [np.asarray(problem.capacity, np.int64)]
        named = [np.stack([np.full(self.m, PLACE), np.arange(self.m)], axis=1)]
        for kind, one in enumerate(problem.limits):
            of, before = np.asarray(one.of, np.int64), sum(len(each) for each in most)
            chain.append(np.where(of >= 0, of + before, NOTHING))
            most.append(np.asarray(one.most, np.int64))
            named.append(np.stack([np.full(len(one.ids), kind), np.arange(len(one.ids))], axis=1))
        self.most, self.named = np.concatenate(most), np.concatenate(named).astype(np.int32)
        found = np.stack(chain, axis=1)
        size = np.append(np.bincount(found[found >= 0], minlength=len(self.most)), self.m + 1)
        size[: self.m] = 0
        self.chain = np.take_along_axis(found, np.argsort(size[found], axis=1, kind="stable"), axis=1)

    def stops(self) -> NDArray[np.int64]:
        """The narrowest group that is full, of each application; the place where nothing is."""
        chain = self.chain[self.place]
        full = self.full[chain] & (chain >= 0)
        first: NDArray[np.int64] = chain[np.arange(len(chain)), full.argmax(axis=1)]
        return np.where(full.any(axis=1), first, self.place)

    def why(self, stops: NDArray[np.int64]) -> NDArray[np.int64]:
        low = self.lowest[stops]
        why = np.where(
            low >> 31 > self.key >> 31, np.where(low >> KEY > self.key >> KEY, Why.SCORES, Why.FAVOUR), Why.DRAW
        )
        why = np.where((low < self.key) | ~self.full[stops], Why.LIMITS_CROSS, why)
        return np.where(self.full[stops] & (low == EVERYONE), Why.NO_SEATS, why)

    def line(self, stops: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many would go before, and oneself, within the group that stops each application."""
        turn = np.ones(len(stops), np.int64)
        for depth in range(self.chain.shape[1]):
            group = self.chain[self.place, depth]
            at = np.lexsort((-self.key, group))
            start = np.searchsorted(group[at], group[at])
            place_in_line = np.empty(len(group), np.int64)
            place_in_line[at] = np.arange(len(group)) - start + 1
            turn = np.where(group == stops, place_in_line, turn)
        return turn

    def ahead(self, group: int, key: int, learner: int) -> int:
        """How many others would go before in that group."""
        inside = (self.chain[self.place] == group).any(axis=1) & (self.key > key) & (self.learner != learner)
        return len(np.unique(self.learner[inside]))

    def key_of(self, learner: int, column: int) -> int:
        return int(self.key[(self.learner == learner) & (self.given_column == column)][0])


def _more_room(seen: _Seen, learner: int, column: int) -> MoreRoom:
    place, key = int(seen.problem.wishes[learner, column]), seen.key_of(learner, column)
    limits, seats = [], 0
    for group in seen.chain[place].tolist():
        more = 0 if group < 0 else max(0, 1 + seen.ahead(group, key, learner) - int(seen.room[group]))
        if more and group == place:
            seats = more
        elif more:
            kind, row = seen.named[group].tolist()
            limits.append((kind, row, more))
    return MoreRoom(column, seats, tuple(limits))


def _higher_score(problem: Problem, solution: Solution, learner: int, column: int) -> HigherScore | None:
    """With the highest score there is: what is the most that anyone refused there would have had?"""
    highest = min(MOST_SCORE, int(problem.score.max(initial=0)) + 1)
    best = changed(problem, learner, HigherScore(column, highest))
    answer = again(best, problem, solution)
    place = int(problem.wishes[learner, column])
    if answer.place[learner] != place:
        return None
    after = _Seen(best, answer)
    stopped = np.isin(after.stops(), after.chain[place][after.chain[place] >= 0])
    needed = int(after.key[stopped].max(initial=0))
    own = _Seen(problem, solution).key_of(learner, column) & ((1 << KEY) - 1)
    score = needed >> KEY
    return HigherScore(column, score if (score << KEY) | own > needed else score + 1)
