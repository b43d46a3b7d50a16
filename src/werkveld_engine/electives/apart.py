"""A round that falls apart: people who share no offering, not even through others, are rounds of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.problem import NOTHING, UNIT, Objective, Problem, Solution
from werkveld_engine.electives.standing import empty
from werkveld_engine.electives.verify import verify


@dataclass(frozen=True)
class Part:
    """A round of its own, and its people int64[…] and offerings int64[…] in the rows of the whole."""

    problem: Problem
    people: NDArray[np.int64]
    offerings: NDArray[np.int64]  # rising

    def own(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """Offerings that everyone in the whole has, int[n, s], for the people and in the rows of this part; -1 for others."""
        mine = rows[self.people]
        at = np.minimum(np.searchsorted(self.offerings, mine), max(0, len(self.offerings) - 1))
        return np.where(self.offerings[at] == mine, at, NOTHING).astype(np.int32) if len(self.offerings) else mine


def apart(problem: Problem, pieces: int | None = None) -> list[Part]:
    """The parts that share nothing: no person, room or teacher; or that many pieces of about the same size, each of one or
    more parts. Whoever has no wish and no fixed place is in none. O(size of the wishes).
    """
    label, count = _labels(problem)
    n, m = len(problem.people), len(problem.offerings)
    person, offering = label[:n], label[n:]
    if pieces is not None:
        bin_of = _balanced(np.bincount(person[person >= 0], minlength=count), pieces)
        person, offering, count = np.append(bin_of, NOTHING)[person], bin_of[offering], pieces
    by_person, by_offering = np.argsort(person, kind="stable"), np.argsort(offering, kind="stable")
    from_person = np.searchsorted(person[by_person], np.arange(count + 1))
    from_offering = np.searchsorted(offering[by_offering], np.arange(count + 1))
    place = np.full(m + 1, NOTHING, np.int32)
    parts = []
    for number in range(count):
        people = by_person[from_person[number] : from_person[number + 1]]
        offerings = by_offering[from_offering[number] : from_offering[number + 1]]
        if len(people):
            place[offerings] = np.arange(len(offerings))
            parts.append(Part(_of(problem, people, offerings, place), people, offerings))
    return parts


def together(
    problem: Problem, parts: list[Part], solutions: Iterable[Solution], objective: Objective, seed: int
) -> Solution:
    """One answer from the answers of all parts, in their order. Prices only if all have them, else the sum of bounds."""
    n, m = len(problem.people), len(problem.offerings)
    answers = list(solutions)
    periods = 1 if problem.period is None or not m else int(np.max(problem.period)) + 1
    held = np.full((n, periods), NOTHING, np.int32)
    cancelled: list[int] = []
    for part, answer in zip(parts, answers, strict=True):
        mine = np.append(part.offerings, NOTHING).astype(np.int32)[answer.held]
        held[part.people, : mine.shape[1]] = mine
        cancelled += part.offerings[list(answer.cancelled)].tolist()
    price, bound = None, None
    if objective is not Objective.DRAW:
        price = _prices(problem, parts, answers)
        bound = _bound(problem, parts, answers) if price is None else None
    worth = _worths(problem, parts, answers) if price is None else None
    scale = max((answer.scale for answer in answers), default=1)
    return Solution(
        objective,
        held,
        seed,
        problem.digest(),
        price,
        tuple(sorted({*cancelled, *empty(problem, held)})),
        bound,
        scale,
        worth,
    )


def _prices(problem: Problem, parts: list[Part], answers: list[Solution]) -> NDArray[np.int64] | None:
    price = np.where(np.asarray(problem.capacity) > 0, 0, problem.cost_unplaced).astype(np.int64)
    for part, answer in zip(parts, answers, strict=True):
        if answer.price is None:
            return None
        price[part.offerings] = answer.price
    return price


def _worths(problem: Problem, parts: list[Part], answers: list[Solution]) -> NDArray[np.int64] | None:
    """Prices of people, if all parts have them; who is in none is worth what an empty seat costs."""
    worth = np.full(len(problem.people), problem.cost_unplaced * UNIT, np.int64)
    for part, answer in zip(parts, answers, strict=True):
        if answer.worth is None:
            return None
        worth[part.people] = answer.worth
    return worth if parts else None


def _bound(problem: Problem, parts: list[Part], answers: list[Solution]) -> float | None:
    """In the weights of the objective, with the seats of who is in no part."""
    objective = next((answer.objective for answer in answers), Objective.TOTAL_RANK)
    outside = costs(objective, problem.wishes.shape[1], problem.cost_unplaced)[1]
    alone = np.ones(len(problem.people), np.bool_)
    for part in parts:
        alone[part.people] = False
    seats = np.ones(len(alone)) if problem.seats is None else np.asarray(problem.seats)
    bound: float = int(seats[alone].sum()) * outside
    for part, answer in zip(parts, answers, strict=True):
        found = answer.bound if answer.bound is not None else verify(part.problem, answer).bound
        if found is None or (answer.scale > 1 and objective is not Objective.TOTAL_RANK):
            return None
        bound += found
    return bound


def _labels(problem: Problem) -> tuple[NDArray[np.int64], int]:
    """int64[n + m]: the part that everyone and every offering is in, -1 for who wants nothing."""
    n, m = len(problem.people), len(problem.offerings)
    person, rank = np.nonzero(problem.ranked >= 0)
    rows: list[NDArray[Any]] = [person]
    columns: list[NDArray[Any]] = [n + problem.ranked[person, rank]]
    if problem.fixed is not None:
        has = np.flatnonzero(np.asarray(problem.fixed) >= 0)
        rows.append(has)
        columns.append(n + np.asarray(problem.fixed)[has])
    for one in problem.shared:
        rows.append(np.full(len(one.offerings), n + one.offerings[0] if one.offerings else 0))
        columns.append(n + np.array(one.offerings, np.int64))
    row, column = np.concatenate(rows), np.concatenate(columns)
    graph = coo_array((np.ones(len(row), np.int8), (row, column)), shape=(n + m, n + m))
    count, label = connected_components(graph, directed=False)
    label = label.astype(np.int64)
    alone = np.ones(n, np.bool_)
    alone[row[row < n]] = False
    kept = np.unique(np.append(label[:n][~alone], label[n:]))
    number = np.full(count, NOTHING, np.int64)
    number[kept] = np.arange(len(kept))
    return number[label], len(kept)


def _balanced(size: NDArray[np.int64], pieces: int) -> NDArray[np.int64]:
    """int64[parts]: the piece each part goes to, the largest first to where there is least."""
    bin_of, load = np.zeros(len(size), np.int64), np.zeros(pieces, np.int64)
    for part in np.argsort(-size, kind="stable"):
        bin_of[part] = load.argmin()
        load[bin_of[part]] += size[part]
    return bin_of


def _of(problem: Problem, people: NDArray[np.int64], offerings: NDArray[np.int64], place: NDArray[np.int32]) -> Problem:
    inside = set(offerings.tolist()) if problem.shared or problem.quotas else set()

    def some(values: NDArray[Any] | None, rows: NDArray[np.int64]) -> NDArray[Any] | None:
        return None if values is None else np.asarray(values)[rows]

    fixed = some(problem.fixed, people)
    return replace(
        problem,
        people=np.asarray(problem.people)[people],
        offerings=np.asarray(problem.offerings)[offerings],
        wishes=place[problem.ranked[people]],
        capacity=np.asarray(problem.capacity)[offerings],
        minimum=some(problem.minimum, offerings),
        period=some(problem.period, offerings),
        seats=some(problem.seats, people),
        group=some(problem.group, people),
        fixed=None if fixed is None else place[fixed],
        shared=tuple(
            replace(one, offerings=tuple(place[list(one.offerings)].tolist()))
            for one in problem.shared
            if one.offerings and one.offerings[0] in inside
        ),
        quotas=tuple(
            replace(one, offering=int(place[one.offering])) for one in problem.quotas if one.offering in inside
        ),
        unplaced=problem.cost_unplaced,
    )
