"""Work for many workers: a round or a region is split into tasks that need nothing of each other, and joined again.

A task can be pickled and solved anywhere; whoever runs them (`map`, a pool, the job runner) hands over only
`run(work, tasks)`, which gives the answers in the order of the tasks. The joined answer is the one that one solve gives,
for any number of pieces and workers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine import electives, ranking
from werkveld_engine.electives.apart import apart, together
from werkveld_engine.electives.checking import check
from werkveld_engine.electives.problem import NOTHING
from werkveld_engine.ranking.checking import check as check_ranking

Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Round:
    """A choice round, or a part of one that shares nobody, no room and no teacher with the rest."""

    problem: electives.Problem
    objective: electives.Objective
    seed: int

    def solved(self) -> electives.Solution:
        return electives.solve(self.problem, self.objective, seed=self.seed, threads=1)


@dataclass(frozen=True)
class People:
    """Some of the people who are recommended to, with everything that is offered."""

    problem: ranking.Problem

    def solved(self) -> ranking.Solution:
        return ranking.solve(self.problem, workers=1)


def solved(task: Round | People) -> electives.Solution | ranking.Solution:
    """What a worker does."""
    return task.solved()


def place(
    problem: electives.Problem, objective: electives.Objective, *, seed: int, run: Run = map, pieces: int
) -> electives.Solution:
    """As `electives.solve`, in at most so many tasks.

    :raises InputRefused: what is wrong, with table and row of the whole.
    """
    check(problem)
    parts = apart(problem, pieces)
    answers = run(solved, [Round(part.problem, objective, seed) for part in parts])
    return together(problem, parts, answers, objective, seed)


def recommend(problem: ranking.Problem, *, run: Run = map, pieces: int) -> ranking.Solution:
    """As `ranking.solve`, in at most so many tasks of people who are near each other.

    :raises InputRefused: what is wrong, with table and row of the whole.
    """
    check_ranking(problem)
    parts = [(people, _in_reach(problem, people)) for people in np.array_split(_near(problem), pieces) if len(people)]
    answers = run(solved, [People(_only(problem, *part)) for part in parts])
    offering = np.full((len(problem.people), problem.best), NOTHING, np.int32)
    score = np.zeros((len(problem.people), problem.best), np.int64)
    for (people, rows), answer in zip(parts, answers, strict=True):
        offering[people], score[people] = np.append(rows, NOTHING).astype(np.int32)[answer.offering], answer.score
    return ranking.Solution(offering, score, problem.digest())


STRIP = 30_000.0  # metres of the map


def _near(problem: ranking.Problem) -> NDArray[np.int64]:
    """The rows of people, in strips of the map from south to north; whose place is not known comes last."""
    at = np.asarray(problem.person_at, np.float64)
    return np.lexsort((at[:, 1], np.floor(at[:, 0] / STRIP)))


def _in_reach(problem: ranking.Problem, people: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of what any of these people could be recommended, and perhaps a few more."""
    at, there = np.asarray(problem.person_at, np.float64)[people], np.asarray(problem.offering_at, np.float64)
    if problem.radius is None or np.isnan(at).any():
        return np.arange(len(there))
    wide = problem.radius * 1000 + 1
    inside = ((there >= at.min(axis=0) - wide) & (there <= at.max(axis=0) + wide)).all(axis=1)
    return np.flatnonzero(inside | np.isnan(there).any(axis=1))


def _only(problem: ranking.Problem, people: NDArray[np.int64], rows: NDArray[np.int64]) -> ranking.Problem:
    """These people and these offerings."""
    done = None
    if problem.done is not None:
        person, offering = np.full(len(problem.people), -1), np.full(len(problem.offerings), -1)
        person[people], offering[rows] = np.arange(len(people)), np.arange(len(rows))
        done = np.asarray(problem.done, np.int64).reshape(-1, 2)
        done = np.column_stack([person[done[:, 0]], offering[done[:, 1]]])
        done = done[(done >= 0).all(axis=1)]

    def some(name: str, which: NDArray[np.int64]) -> NDArray[Any] | None:
        values = getattr(problem, name)
        return None if values is None else np.asarray(values)[which]

    of_people = {name: some(name, people) for name in ("people", "profile", "person_at", "trait", "member_of")}
    names = ("offerings", "content", "offering_at", "need", "least", "most", "open_to")
    changed: dict[str, Any] = {**of_people, **{name: some(name, rows) for name in names}, "done": done}
    return replace(problem, **changed)
