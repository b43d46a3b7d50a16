"""A round of learning places as arrays: who wishes what, whom each place rather has, and what may not be exceeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import digest
from werkveld_engine.lottery import Ids

NOTHING = -1


class Rule(StrEnum):
    """How ties are broken. The docstring of `solve` says what each promises, and which can be gamed."""

    LOTTERY = "lottery"
    MOST_PLACED = "most_placed"


@dataclass(frozen=True, slots=True)
class Limits:
    """One kind of limit over places: coaches with a quota, organisations, or regions.

    kind: what they are, for whoever explains. ids: of the coaches, organisations or regions, none twice.
    of: int[m], the row that each place falls under, -1 for none. most: int[rows], learners in all its places together.
    """

    kind: str
    ids: Ids
    of: NDArray[Any]
    most: NDArray[Any]


@dataclass(frozen=True)
class Problem:
    """n learners, m places, at most K wishes. Rows may come in any order; ids decide, not places in a table.

    learners, places: ids, whole numbers or text, none twice.
    wishes: int[n, K], rows of places, -1 for nothing (anywhere in a row), none twice.
    score: int[n, K], how much that place wants this learner: higher is better, from 0, equal is a tie. Places that
        share a limit are compared on one scale. `ranked.py` makes scores of lists, `distance.py` puts travel into them.
    capacity: int[m].
    rank: int[n, K], how much the learner wants the place: lower is better, equal is a tie. None: the columns in order.
    barred: int[n, K], why a place is not open to this learner, a code of the caller; 0: it is. None: all are.
    limits: any number of kinds; a place falls under at most one of each.
    """

    learners: Ids
    places: Ids
    wishes: NDArray[Any]
    score: NDArray[Any]
    capacity: NDArray[Any]
    rank: NDArray[Any] | None = None
    barred: NDArray[Any] | None = None
    limits: Sequence[Limits] = ()

    def digest(self) -> str:
        """SHA-256 of everything that was given; O(size). The same for every order of the rows, and of ranked columns."""
        learners, places = np.asarray(self.learners), np.asarray(self.places)
        by_learner, by_place = np.argsort(learners, kind="stable"), np.argsort(places, kind="stable")
        number = np.full(len(places) + 1, NOTHING, np.int32)
        number[by_place] = np.arange(len(places), dtype=np.int32)
        wishes = number[np.asarray(self.wishes, np.int32)[by_learner]]
        columns = None if self.rank is None else np.argsort(wishes, axis=1, kind="stable")

        def of_learners(values: NDArray[Any] | None) -> NDArray[Any] | None:
            if values is None:
                return None
            found = np.where(wishes >= 0, np.asarray(values, np.int32)[by_learner], 0)  # nothing is said of no wish
            return found if columns is None else np.take_along_axis(found, columns, axis=1)

        return digest(
            learners=learners[by_learner],
            places=places[by_place],
            wishes=wishes if columns is None else np.take_along_axis(wishes, columns, axis=1),
            score=of_learners(self.score),
            capacity=np.asarray(self.capacity, np.int64)[by_place],
            rank=of_learners(self.rank),
            barred=of_learners(self.barred),
            limits=repr(sorted((one.kind, _written(one, by_place)) for one in self.limits)),
        )


def _written(one: Limits, by_place: NDArray[np.int64]) -> str:
    ids = np.asarray(one.ids)
    order = np.argsort(ids, kind="stable")
    number = np.full(len(ids) + 1, NOTHING, np.int64)
    number[order] = np.arange(len(ids))
    of = number[np.asarray(one.of, np.int64)[by_place]]
    return digest(ids=ids[order], of=of, most=np.asarray(one.most, np.int64)[order])


@dataclass(frozen=True, slots=True)
class Solution:
    """place: int32[n], the row of the place that each learner has, -1 for none; in the order of the problem.

    turn: int64[n], when each learner was drawn, from 0; among equal scores the earliest goes first.
    favoured: int32[n], the place, or -1, at which a learner goes before everyone with the same score, whatever the
        draw. ahead: bool[n], who goes before everyone with the same score everywhere, but for the favoured. Nobody is
        either under `Rule.LOTTERY`. With these and the draw no two learners are equal, so anyone can find the same
        answer with any textbook method for strict preferences.
    """

    rule: Rule
    place: NDArray[np.int32]
    turn: NDArray[np.int64]
    favoured: NDArray[np.int32]
    ahead: NDArray[np.bool_]
    seed: int
    digest: str
