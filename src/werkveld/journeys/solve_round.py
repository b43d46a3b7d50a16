"""A round goes through the engine: who gets what, the proof, why, and what more seats would have done."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld.journeys.solve_sides import Sides, solve_sides
from werkveld.steps.enrolments.enums import BOTH_SIDES
from werkveld.steps.enrolments.models import Round
from werkveld.steps.enrolments.queries import Posed, posed
from werkveld.steps.enrolments.rules import fits_level
from werkveld_engine import blocks
from werkveld_engine.electives import FULL, Certificate, Objective, Problem, Reasons, Solution, reasons, solve, verify

SEATS_TRIED = (1, 2, 4, 8, 16, 32)  # more in one offering
TRIES = 240_000  # shared by all who chose: so many answers are reckoned beside the first one, in about half a minute
HEAVY_TRIES = {Objective.TOTAL_RANK: 50_000, Objective.RANK_MAXIMAL: 10_000, Objective.FAIR: 2_000}  # integer programs
PIECES = 16  # at most, of one round: more than there are workers, so that a long one does not come last
LONGEST = 60  # offerings that who ranked nothing is thought to want


class AnswerIsWrong(AssertionError):
    """The answer of the engine breaks a promise; nothing of it may be used."""


@dataclass(frozen=True)
class Solved:
    """held: int[n, periods], rows of offerings, with what who ranked nothing got in `of_silent` (person -> offerings)."""

    posed: Posed
    solution: Solution
    certificate: Certificate
    of_silent: dict[int, list[int]]

    @property
    def cancelled(self) -> tuple[int, ...]:
        return self.solution.cancelled

    def at_length(self) -> "Solved":
        """With all that is otherwise reckoned when somebody asks: the reasons, and what more seats would do."""
        _ = self.reasons, self.with_more
        return self

    @cached_property
    def reasons(self) -> Reasons:
        return reasons(self.posed.problem, self.solution)

    @cached_property
    def load(self) -> NDArray[np.int64]:
        """int[m]: people in each offering, of who chose and of who did not."""
        held = self.solution.held
        load = np.bincount(held[held >= 0], minlength=len(self.posed.choices))
        for rows in self.of_silent.values():
            load[rows] += 1
        return load

    @cached_property
    def one_more(self) -> dict[int, Solution]:
        """Full offering -> the answer with one seat more in it; the whole round is solved again for each.

        The most missed ones where all would take too long.
        """
        return {row: self._with_more(row, 1) for row, seats in self.tries if seats == 1}

    @cached_property
    def with_more(self) -> dict[int, list[tuple[int, Solution]]]:
        """Full offering -> how many seats more in it, and the answer then; no further than all who missed it."""
        found: dict[int, list[tuple[int, Solution]]] = {row: [(1, one)] for row, one in self.one_more.items()}
        for row, seats in self.tries:
            if seats > 1:
                found[row].append((seats, self._with_more(row, seats)))
        return found

    @cached_property
    def tries(self) -> list[tuple[int, int]]:
        """Full offerings and seats more to try: one for each, the most missed first, then two for each, and so on.

        How many: by the size of the round and never by a clock, so that all machines agree.
        """
        problem, objective = self.posed.problem, self.solution.objective
        full = np.flatnonzero((self.load >= problem.capacity) & (self.missed > 0) & (np.asarray(problem.capacity) > 0))
        rows = full[np.argsort(-self.missed[full], kind="stable")].tolist()
        chose = max(1, len(problem.people) - len(self.posed.silent))
        most = (HEAVY_TRIES[objective] if is_heavy(problem, objective) else TRIES) // chose
        steps = [(row, seats) for seats in SEATS_TRIED for row in rows if seats == 1 or seats < 2 * self.missed[row]]
        return steps[:most]

    @cached_property
    def missed(self) -> NDArray[np.int64]:
        """int[m]: how many missed a wish because it was full."""
        missed = np.isin(self.reasons.why, FULL)
        wishes = np.asarray(self.posed.problem.wishes)
        return np.bincount(wishes[missed], minlength=len(self.posed.choices))

    def _with_more(self, row: int, seats: int) -> Solution:
        problem = self.posed.problem
        capacity = np.array(problem.capacity, np.int64)
        capacity[row] += seats
        return solve(replace(problem, capacity=capacity), self.solution.objective, seed=self.solution.seed)

    def most_tried(self, person: int, rank: int) -> int:
        """The most seats more that were tried in this wish; 0 when none were, or when it was not for lack of them."""
        if int(self.reasons.why[person, rank]) not in FULL:
            return 0
        wish = int(np.asarray(self.posed.problem.wishes)[person, rank])
        return max((seats for seats, _changed in self.with_more.get(wish, ())), default=0)

    def seats_that_help(self, person: int, rank: int) -> int:
        """The fewest of the seats tried that would have given this wish, or something ranked higher; 0 when none did."""
        wishes = np.asarray(self.posed.problem.wishes)[person]
        for seats, changed in self.with_more.get(int(wishes[rank]), ()):
            if np.isin(wishes[: rank + 1], changed.held[person]).any():
                return seats
        return 0


def is_heavy(problem: Problem, aim: str) -> bool:
    """Whether answering is an integer program: with smallest groups, shared rooms, quotas or priorities, but no draw.

    Where both sides choose it never is.
    """
    if aim == Objective.DRAW or aim in BOTH_SIDES:
        return False
    least = problem.minimum is not None and bool(np.any(np.asarray(problem.minimum) > 0))
    return least or bool(problem.shared) or bool(problem.quotas) or problem.group is not None


def solve_round(
    choice_round: Round,
    on: date,
    *,
    aim: str,
    seed: int,
    extra_seats: dict[str, int] | None = None,
    run: blocks.Run = map,
) -> Solved | Sides:
    """The same round, aim and seed give the same answer; its proof is looked at before anybody sees it.

    Parts of the round that share nothing are pieces for `run`, which may spread them over workers.

    :raises AnswerIsWrong: the answer does not keep what it promises; a fault of the engine.
    """
    if aim in BOTH_SIDES:
        return solve_sides(choice_round, on, aim=aim, seed=seed, extra_seats=extra_seats)
    asked = posed(choice_round, on, extra_seats=extra_seats)
    solution = _answer(asked.problem, Objective(aim), seed, run)
    certificate = verify(asked.problem, solution)
    if certificate.broken:
        raise AnswerIsWrong(certificate.broken)
    silent = _given_to_silent(asked, solution) if choice_round.places_silent else {}
    return Solved(asked, solution, certificate, silent)


def _answer(problem: Problem, objective: Objective, seed: int, run: blocks.Run) -> Solution:
    if run is map:
        return solve(problem, objective, seed=seed)
    return blocks.place(problem, objective, seed=seed, run=run, pieces=PIECES)


def _given_to_silent(asked: Posed, solution: Solution) -> dict[int, list[int]]:
    """What is left goes to who ranked nothing, where most room is first; nobody who chose loses anything by it."""
    rows = sorted(asked.silent)
    if not rows:
        return {}
    problem, held = asked.problem, solution.held
    load = np.bincount(held[held >= 0], minlength=len(asked.choices))
    left = np.asarray(problem.capacity) - load
    left[list(solution.cancelled)] = 0
    roomy = [int(row) for row in np.argsort(-left, kind="stable") if left[row] > 0][:LONGEST]
    wishes = np.full((len(rows), max(1, len(roomy))), -1, np.int64)
    for place, person in enumerate(rows):
        fits = [row for row in roomy if fits_level(asked.people[person], asked.choices[row].offering)]
        wishes[place, : len(fits)] = fits
    rest = Problem(
        people=np.asarray(problem.people)[rows],
        offerings=problem.offerings,
        wishes=wishes,
        capacity=left,
        period=problem.period,
        seats=None if problem.seats is None else np.asarray(problem.seats)[rows],
        shared=_what_is_left(problem, held),
    )
    given = solve(rest, Objective.DRAW, seed=solution.seed)
    return {person: sorted(int(row) for row in given.held[place] if row >= 0) for place, person in enumerate(rows)}


def _what_is_left(problem: Problem, held: NDArray[np.int32]) -> list[Any]:
    return [
        replace(one, capacity=max(0, one.capacity - int(np.isin(held, one.offerings).sum()))) for one in problem.shared
    ]
