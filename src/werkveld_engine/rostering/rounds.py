"""Rounds of a fixed number of searches beside each other, from one roster to a better one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.lottery import lots
from werkveld_engine.rostering import neighbourhoods
from werkveld_engine.rostering.greedy import rounded_roster
from werkveld_engine.rostering.halting import Halt
from werkveld_engine.rostering.neighbourhoods import Part
from werkveld_engine.rostering.pricing import Priced
from werkveld_engine.rostering.programme import Found, search
from werkveld_engine.rostering.rows import Numbers, Rows
from werkveld_engine.rostering.standing import Standing

FIRST_SIZE = 800  # cells that one search of one step goes through, on terms of 20 to 200 students; grows with its root
WHOLE = 2500  # cells that are searched all at once
MOST_FOLLOWED = 1500  # cells left to search where the fractional roster is followed in the rest
SURE = (1 / 50, 1 / 10)  # shares so near to 0 or 1 are taken at their word
STEPS, FIRST_STEPS, WHOLE_STEPS = 1.0, 4, 8
GROWS, SHRINKS = 1.5, 0.75


@dataclass(frozen=True, slots=True)
class Question:
    """One search: from these values, with these columns free."""

    at: Numbers
    free: NDArray[np.bool_]
    steps: float
    hinted: bool = True


@dataclass
class Search:
    """The best roster so far, and what is known about all of them.

    Searches of one round never see each other, only the round before: so the answer does not depend on how many of them
    run at the same time.
    """

    order: Standing
    rows: Rows
    priced: Priced
    values: Numbers
    seed: int
    threads: int
    halt: Halt
    steps: float = STEPS  # of one search, of which the first and the whole get so many times as many
    solver_bound: int | None = None
    done: int = 0
    idle: int = 0
    sizes: dict[Part, int] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = dict.fromkeys(Part, int(FIRST_SIZE * self.steps**0.5))

    @property
    def cost(self) -> int:
        return self.rows.total(self.values)

    @property
    def bound(self) -> int:
        return self.priced.bound if self.solver_bound is None else max(self.priced.bound, self.solver_bound)

    @property
    def is_usable(self) -> bool:
        return not len(self.rows.broken(self.values))

    @property
    def is_optimal(self) -> bool:
        return self.cost <= self.bound and self.is_usable

    def begin(self) -> None:
        """Where the fractional roster is sure it is followed and the rest searched; a small term also as a whole."""
        self.keep(self.rows.values(rounded_roster(self.order, self._share())))
        questions = [one for one in map(self._followed, SURE) if one.free[self._cells()].sum() <= MOST_FOLLOWED]
        if len(self._cells()) <= WHOLE:
            questions.append(self._whole())
        self._take(questions, self._answers(questions))

    def go_on(self) -> None:
        """One round: each kind of part once. What was searched to the end grows, what was not shrinks."""
        parts = list(Part)
        chance = lots([f"{self.done}/{part}" for part in parts], self.seed).tolist()
        doubt = np.abs(self._share() - (self.rows.cell >= 0) * self._works())
        questions = [
            Question(self.values, neighbourhoods.columns(self.rows, cells), self.steps)
            for part, lot in zip(parts, chance, strict=True)
            for cells in [neighbourhoods.cells(self.order, self.rows, part, doubt, size=self.sizes[part], lot=lot)]
        ]
        answers = self._answers(questions)
        for part, answer in zip(parts, answers, strict=True):
            self.sizes[part] = int(self.sizes[part] * (GROWS if answer.exhausted else SHRINKS)) + 1
        self._take(questions, answers)

    def finish(self) -> None:
        """The whole term once more from the best roster, for a bound that sees whole numbers."""
        questions = [self._whole()]
        self._take(questions, self._answers(questions))

    def _cells(self) -> Numbers:
        return self.rows.cell[self.rows.cell >= 0]

    def _works(self) -> NDArray[np.float64]:
        return np.where(self.rows.cell >= 0, self.values[self.rows.cell], 0).astype(np.float64)

    def works(self) -> NDArray[np.bool_]:
        """bool[p, t], the roster in standing order."""
        return self._works() > 0

    def _share(self) -> NDArray[np.float64]:
        return np.where(self.rows.cell >= 0, self.priced.share[self.rows.cell], 0.0)

    def _followed(self, sure: float) -> Question:
        share = self._share()
        rounded = self.rows.values((share >= 0.5) | (self.order.fixed & self.order.may))
        free = (self.rows.cell >= 0) & (share > sure) & (share < 1 - sure)
        torn = np.zeros(len(self.rows.least), np.bool_)
        torn[self.rows.broken(rounded)] = True
        loose = np.zeros(self.rows.columns, np.bool_)
        loose[self.rows.column[torn[self.rows.row]]] = True
        free |= (self.rows.cell >= 0) & loose[self.rows.cell]
        return Question(rounded, neighbourhoods.columns(self.rows, free), FIRST_STEPS * self.steps, hinted=False)

    def _whole(self) -> Question:
        return Question(
            self.values, np.ones(self.rows.columns, np.bool_), WHOLE_STEPS * self.steps, hinted=self.is_usable
        )

    def _answers(self, questions: Sequence[Question]) -> list[Found]:
        """The answers in the order of the questions, however many threads there are."""
        chance = lots([f"{self.done}/{number}" for number in range(len(questions))], self.seed).tolist()
        with ThreadPoolExecutor(self.threads) as pool:
            running = [
                pool.submit(
                    search, self.rows, one.at, one.free, steps=one.steps, seed=lot, hinted=one.hinted, halt=self.halt
                )
                for one, lot in zip(questions, chance, strict=True)
            ]
            wait(running)
        return [each.result() for each in running]

    def _take(self, questions: Sequence[Question], answers: Sequence[Found]) -> None:
        """The best answer, and of the others whatever goes together with it."""
        before, base = self.cost, self.values
        for question, answer in zip(questions, answers, strict=True):
            if question.free.all() and answer.bound is not None:
                self.solver_bound = max(answer.bound, self.solver_bound or answer.bound)
        found = [answer.values for answer in answers if answer.values is not None]
        for values in sorted(found, key=self.rows.total):
            self.keep(values)
            self.keep(self._both(base, values))
        self.done += 1
        self.idle = 0 if self.cost < before else self.idle + 1

    def _both(self, base: Numbers, values: Numbers) -> Numbers:
        """What changed from the base to either: the best so far with the other's changes."""
        works = self.works()
        changed = np.zeros_like(works)
        changed[self.rows.cell >= 0] = values[self._cells()] != base[self._cells()]
        works[changed] = ~works[changed]
        return self.rows.values(works)

    def keep(self, values: Numbers) -> None:
        """When it is better and breaks no rule."""
        better = self.rows.total(values) < self.cost or not self.is_usable
        if better and not len(self.rows.broken(values)):
            self.values = values
