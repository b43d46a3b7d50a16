"""Teams that have to be formed, as arrays: who is who, what has to be mixed and balanced, and who wishes what."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import digest
from werkveld_engine.lottery import Ids

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Weights:
    """What everything costs, in whole points; only their ratios matter.

    mix: each pair of a team that shares a value of an attribute; one number, or one for each attribute.
    skill: each squared point by which the skills of a team lie off the average; one number, or one for each skill.
    wish: each rank that somebody gets below their first topic. together: each asked-for teammate that is missing.
    apart: each pair in a team that had to be kept apart; so high that nothing else outweighs it, by default.
    moved: each person who is in another team than before.
    """

    mix: int | tuple[int, ...] = 1000
    skill: int | tuple[int, ...] = 1
    wish: int = 3000
    together: int = 3000
    apart: int = 1_000_000
    moved: int = 2000

    def of_mix(self, attributes: int) -> tuple[int, ...]:
        return (self.mix,) * attributes if isinstance(self.mix, int) else self.mix

    def of_skill(self, skills: int) -> tuple[int, ...]:
        return (self.skill,) * skills if isinstance(self.skill, int) else self.skill


@dataclass(frozen=True)
class Problem:
    """n people, `teams` teams whose sizes differ by one at most. Rows may come in any order; the ids decide.

    people: ids, whole numbers or text, none twice.
    mixed: int[n, a], for each attribute (college, level, discipline) the value of each person, from 0.
    skill: int[n, k], whole points; a hundred to one standard deviation is fine enough.
    topic: int[teams], what each team works on, from 0; None when that is open.
    wishes: int[n, l], topics, best first, -1 behind the last. A topic that is not ranked counts as one rank below all.
    together, apart: int[p, 2], rows of people: who asks for whom (one way), and who may not meet.
    before: int[n], the team of each person until now, -1 for who is new: late changes then move few people.
    """

    people: Ids
    teams: int
    mixed: NDArray[Any]
    skill: NDArray[Any] | None = None
    topic: NDArray[Any] | None = None
    wishes: NDArray[Any] | None = None
    together: NDArray[Any] | None = None
    apart: NDArray[Any] | None = None
    before: NDArray[Any] | None = None
    weights: Weights = Weights()

    @cached_property
    def sizes(self) -> tuple[int, int]:
        """The smallest and the largest team there may be."""
        n, teams = len(self.people), max(1, self.teams)
        return n // teams, -(-n // teams)

    @property
    def topics(self) -> int:
        return 1 if self.topic is None or len(self.topic) == 0 else int(np.max(self.topic)) + 1

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """int32[n, topics]: the rank from 0 that everyone gives a topic; what is not ranked comes below all."""
        n = len(self.people)
        wishes = np.empty((n, 0), np.int64) if self.wishes is None else np.asarray(self.wishes, np.int64)
        found = np.full((n, self.topics), wishes.shape[1], np.int32)
        for rank in reversed(range(wishes.shape[1])):
            has = np.flatnonzero(wishes[:, rank] >= 0)
            found[has, wishes[has, rank]] = rank
        return found

    @cached_property
    def centred(self) -> NDArray[np.int64]:
        """int64[n, k]: skills less their average, which is rounded to a whole point."""
        if self.skill is None or len(self.people) == 0:
            return np.zeros((len(self.people), 0 if self.skill is None else self.skill.shape[1]), np.int64)
        skill = np.asarray(self.skill, np.int64)
        total, n = skill.sum(axis=0), len(skill)
        centred: NDArray[np.int64] = skill - (2 * total + n) // (2 * n)
        return centred

    def digest(self) -> str:
        """SHA-256 of everything that was given; O(size · log). The same for every order of the rows."""
        order = np.argsort(np.asarray(self.people), kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))

        def of_people(values: NDArray[Any] | None) -> NDArray[Any] | None:
            return None if values is None else np.asarray(values, np.int64)[order]

        def pairs(values: NDArray[Any] | None, *, one_way: bool) -> NDArray[Any] | None:
            if values is None:
                return None
            named = place[np.asarray(values, np.int64).reshape(-1, 2)]
            named = named if one_way else np.sort(named, axis=1)
            return named[np.lexsort((named[:, 1], named[:, 0]))]

        return digest(
            people=np.asarray(self.people)[order],
            teams=self.teams,
            mixed=of_people(self.mixed),
            skill=of_people(self.skill),
            topic=None if self.topic is None else np.asarray(self.topic, np.int64),
            wishes=of_people(self.wishes),
            together=pairs(self.together, one_way=True),
            apart=pairs(self.apart, one_way=False),
            before=of_people(self.before),
            weights=repr(self.weights),
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """team: int32[n], in the rows of the problem. price: int64[topics], what a seat in each topic is worth in ranks,
    which proves how few ranks there can be; None without wishes.
    """

    team: NDArray[np.int32]
    seed: int
    digest: str
    price: NDArray[np.int64] | None = None
