"""Why an offering is recommended, or why it is not, as data: the doors put it into words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.ranking.problem import (
    CENTIMETRES,
    NOTHING,
    UNIT,
    Problem,
    Solution,
    centimetres,
    grid,
    travelled,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of, in points: score = skills + wishes + need - travel, exactly.

    columns: what contributes most to skills and wishes, (column, points), the largest first, only what is above 0.
    kilometres: None where somebody or something has no place.
    """

    offering: int
    score: int
    skills: int
    wishes: int
    need: int
    travel: int
    kilometres: float | None
    columns: tuple[tuple[int, int], ...]


class Obstacle(StrEnum):
    """What keeps an offering off a list, whatever its score."""

    DONE = "done"
    GROUP = "group"  # it is open to others
    TRAIT = "trait"  # level, age: `Missed.traits` says which
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Missed:
    """Why an offering is not on somebody's list. With no obstacle, and `short` points more of need, it would be.

    traits: (trait, the least and the most that is allowed) where this person is outside.
    short: points that it lacks to be on the list as it is, 0 when only an obstacle stands in the way.
    """

    parts: Parts
    obstacles: tuple[Obstacle, ...]
    traits: tuple[tuple[int, int, int], ...]
    short: int

    @property
    def need(self) -> float:
        """How much more need of the region would have put it on the list, as `Problem.need` counts it."""
        return self.short / UNIT


def parts(problem: Problem, person: int, offering: int, *, columns: int = 3) -> Parts:
    """Of the score of one offering for one person (rows); O(columns of a profile)."""
    each = _points(problem.profile[person]) * _points(problem.content[offering])
    border = len(each) if problem.wishes_from is None else problem.wishes_from
    square = _square(problem, person, offering)
    far = 0 if square is None else int(travelled(np.array([square]), problem.rate)[0])
    skills, wishes = int(each[:border].sum()), int(each[border:].sum())
    need = int(problem.need_points[offering])
    most = np.argsort(-each, kind="stable")[:columns]
    return Parts(
        offering=offering,
        score=skills + wishes + need - far,
        skills=skills,
        wishes=wishes,
        need=need,
        travel=far,
        kilometres=None if square is None else square**0.5 / (1000 * CENTIMETRES),
        columns=tuple((int(column), int(each[column])) for column in most if each[column] > 0),
    )


def reasons(problem: Problem, solution: Solution, person: int, *, columns: int = 3) -> tuple[Parts, ...]:
    """For everything that is recommended to one person (a row), best first."""
    listed = solution.offering[person]
    return tuple(parts(problem, person, int(row), columns=columns) for row in listed[listed != NOTHING])


def why_not(problem: Problem, solution: Solution, person: int, offering: int) -> Missed | None:
    """Why this offering is not recommended to this person (rows); None if it is."""
    listed = solution.offering[person]
    if (listed == offering).any():
        return None
    made_of = parts(problem, person, offering)
    traits = _outside(problem, person, offering)
    obstacles = []
    if problem.done is not None and (np.asarray(problem.done) == (person, offering)).all(axis=1).any():
        obstacles.append(Obstacle.DONE)
    if not _in_common(problem, person, offering):
        obstacles.append(Obstacle.GROUP)
    if traits:
        obstacles.append(Obstacle.TRAIT)
    square = _square(problem, person, offering)
    if problem.reach is not None and square is not None and square > problem.reach**2:
        obstacles.append(Obstacle.TOO_FAR)
    short = 0
    if listed[-1] != NOTHING:
        is_later = int(problem.key[offering] > problem.key[listed[-1]])  # then equal points are not enough
        short = max(0, int(solution.score[person, -1]) + is_later - made_of.score)
    return Missed(made_of, tuple(obstacles), traits, short)


def _points(profile: NDArray[Any]) -> NDArray[np.int64]:
    return grid(profile).astype(np.int64)


def _square(problem: Problem, person: int, offering: int) -> int | None:
    if np.isnan(problem.person_at[person]).any() or np.isnan(problem.offering_at[offering]).any():
        return None
    away = centimetres(problem.offering_at[[offering]])[0] - centimetres(problem.person_at[[person]])[0]
    return int(away[0] ** 2 + away[1] ** 2)


def _in_common(problem: Problem, person: int, offering: int) -> bool:
    if problem.member_of is None or problem.open_to is None:
        return True
    return int(problem.member_of[person]) & int(problem.open_to[offering]) != 0


def _outside(problem: Problem, person: int, offering: int) -> tuple[tuple[int, int, int], ...]:
    if problem.trait is None or problem.least is None or problem.most is None:
        return ()
    value, least, most = problem.trait[person], problem.least[offering], problem.most[offering]
    return tuple((int(t), int(least[t]), int(most[t])) for t in np.flatnonzero((value < least) | (value > most)))
