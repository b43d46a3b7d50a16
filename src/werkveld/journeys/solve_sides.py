"""A round in which both sides choose goes through the engine: who gets what, the proof, why, and what would have helped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld.steps.enrolments.enums import Aim
from werkveld.steps.enrolments.models import Round
from werkveld.steps.enrolments.queries import Posed, PosedSides, posed_sides
from werkveld.steps.enrolments.queries.posing_sides import FINE, FIXED, GLADLY
from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.places import Certificate, Rule, Solution, solve, verify
from werkveld_engine.places.explain import HigherScore, MoreRoom, Reasons, Why, reasons, would_have_helped

RULES = {Aim.STABLE: Rule.LOTTERY, Aim.STABLE_MOST: Rule.MOST_PLACED}
MOST_TRIED = 40_000  # people times what is tried: one seat more in a place, or another word of a host
MISSED = (Why.SCORES, Why.FAVOUR, Why.DRAW, Why.LIMITS_CROSS)
WORDS = {Why.SCORES: "rather", Why.FAVOUR: "favour", Why.DRAW: "drawn", Why.LIMITS_CROSS: "cross"}


class AnswerIsNotStable(AssertionError):
    """The answer of the engine breaks a promise; nothing of it may be used."""


@dataclass(frozen=True)
class Sides:
    """The answer, its certificate, and everything that follows from both."""

    asked: PosedSides
    aim: Aim
    solution: Solution
    certificate: Certificate

    @property
    def posed(self) -> Posed:
        return self.asked.base

    @property
    def cancelled(self) -> tuple[int, ...]:
        """Hosts say how many they take at most; none of them needs a smallest group."""
        return ()

    @property
    def of_silent(self) -> dict[int, list[int]]:
        """No host was asked about who chose nothing."""
        return {}

    def at_length(self) -> "Sides":
        _ = self.reasons, self.helped, self.one_more
        return self

    @cached_property
    def reasons(self) -> Reasons:
        return reasons(self.asked.problem, self.solution)

    @cached_property
    def wishes(self) -> NDArray[np.int64]:
        """As people ranked them, also of who has a fixed place."""
        return np.asarray(self.posed.problem.wishes, np.int64)

    @cached_property
    def fixed(self) -> NDArray[np.int64]:
        found = self.posed.problem.fixed
        return np.full(len(self.wishes), -1, np.int64) if found is None else np.asarray(found, np.int64)

    @cached_property
    def best_ranks(self) -> list[int]:
        """Each person's given rank, from 1; 0 for nothing; -1 for a fixed place."""
        ranks = ((self.wishes == self.solution.place[:, None]) & (self.wishes >= 0)) * (
            np.arange(self.wishes.shape[1]) + 1
        )
        return [-1 if fixed >= 0 else int(rank) for fixed, rank in zip(self.fixed, ranks.sum(axis=1), strict=True)]

    @cached_property
    def load(self) -> NDArray[np.int64]:
        """int[m]: people in each place."""
        place = self.solution.place
        return np.bincount(place[place >= 0], minlength=len(self.posed.choices)).astype(np.int64)

    @cached_property
    def missed(self) -> NDArray[np.bool_]:
        """bool[n, K]: wishes that were full, of people who were welcome there."""
        return np.isin(self.reasons.why, MISSED) & (self.fixed < 0)[:, None]

    @cached_property
    def one_more(self) -> dict[int, Solution]:
        """Full place -> the answer with one seat more in it; the most missed ones where all would take too long."""
        capacity = self.asked.problem.capacity
        count = np.bincount(self.wishes[self.missed], minlength=len(capacity))
        full = np.flatnonzero((self.load >= capacity) & (count > 0) & (capacity > 0))
        rows = full[np.argsort(-count[full], kind="stable")][: MOST_TRIED // max(1, len(self.wishes))].tolist()
        return {row: self._with_one_more(row) for row in rows}

    def _with_one_more(self, row: int) -> Solution:
        capacity = np.array(self.asked.problem.capacity)
        capacity[row] += 1
        changed = replace(self.asked.problem, capacity=capacity)
        return solve(changed, RULES[self.aim], seed=self.solution.seed)

    @cached_property
    def helped(self) -> dict[tuple[int, int], list[MoreRoom | HigherScore]]:
        """Person and wish -> changes that would have given it, or something ranked higher.

        Where nothing is shared, room is counted for everybody; the rest is tried, first for who has nothing.
        """
        missed = np.flatnonzero(self.missed.any(axis=1))
        first = missed[np.argsort(self.solution.place[missed] >= 0, kind="stable")]
        found: dict[tuple[int, int], list[MoreRoom | HigherScore]] = {}
        if not self.asked.problem.limits:
            for person, wish in np.argwhere(self.missed).tolist():
                found[person, wish] = [MoreRoom(wish, int(self.reasons.line[person, wish]), ())]
            first = first[(self.reasons.why[first] == Why.SCORES).any(axis=1)]
        for person in first[: MOST_TRIED // max(1, len(self.wishes))].tolist():
            changes = would_have_helped(self.asked.problem, self.solution, person)
            for wish in np.flatnonzero(self.missed[person]).tolist():
                found[person, wish] = [one for one in changes if one.wish == wish]
        return found

    def turn_in_line(self, person: int, wish: int) -> tuple[int, int]:
        """Who is more welcome goes first, then the lot."""
        return -int(self.asked.problem.score[person, wish]), int(self.solution.turn[person])

    def lines(self, person: int) -> Iterator[tuple[int, dict[str, Any]]]:
        """Place and what became of it, wish by wish, in data."""
        for wish, place in enumerate(self.wishes[person].tolist()):
            if place >= 0:
                yield place, {"rank": wish + 1, **self._line(person, wish, place)}

    def _line(self, person: int, wish: int, place: int) -> dict[str, Any]:
        facts = {
            "why": self.why(person, wish, place),
            "host": self.asked.hosts[place],
            "host_why": self.asked.passed_on.get((person, place), ""),
            "limit": self._limit(person, wish),
            "seats": int(self.asked.problem.capacity[place]),
        }
        return {**facts, **self._would_have_helped(person, wish)}

    def why(self, person: int, wish: int, place: int) -> str:
        """A word for each reason; the doors make sentences of them."""
        if self.fixed[person] >= 0:
            return "fixed" if self.fixed[person] == place else "enough"
        if self.solution.place[person] == place:
            return "given"
        why = Why(int(self.reasons.why[person, wish]))
        if why in {Why.NOT_OPEN, Why.AS_GOOD, Why.NO_SEATS}:
            return {Why.NOT_OPEN: "host_no", Why.AS_GOOD: "enough", Why.NO_SEATS: "no_seats"}[why]
        if self.reasons.lowest[person, wish] >= FIXED:
            return "all_fixed"
        return WORDS[why]

    def _limit(self, person: int, wish: int) -> list[str] | None:
        """What is shared and full, where it is not the place itself."""
        kind = int(self.reasons.by[person, wish, 0]) if self.missed[person, wish] else -1
        return list(self.asked.limits[kind]) if kind >= 0 else None

    def _would_have_helped(self, person: int, wish: int) -> dict[str, Any]:
        facts: dict[str, Any] = {"more_seats": 0, "more_limit": None, "gladly": False}
        for change in self.helped.get((person, wish), ()):
            if isinstance(change, HigherScore):
                said = int(self.asked.problem.score[person, wish])
                facts["gladly"] = said == FINE and change.score <= GLADLY
            elif not change.limits:
                facts["more_seats"] = change.seats
            elif len(change.limits) == 1 and not change.seats:
                kind, _row, more = change.limits[0]
                facts["more_limit"] = [more, *self.asked.limits[kind]]
        return facts

    def figures(self) -> dict[str, Any]:
        """What a coordinator compares; of nobody in particular."""
        given = self.solution.place >= 0
        score = np.where(self.asked.problem.wishes == self.solution.place[:, None], self.asked.problem.score, 0)
        best = score.max(axis=1, initial=0)
        return {
            "asked": len(self.posed.people),
            "silent": len(self.posed.silent),
            "silent_placed": 0,
            "by_rank": np.bincount([rank - 1 for rank in self.best_ranks if rank > 0]).tolist(),
            "fixed": int((self.fixed >= 0).sum()),
            "is_best": False,
            "gap": None,
            "sides": {
                "blocking": self.certificate.blocking + self.certificate.out_of_turn,
                "nested": self.certificate.nested,
                "gladly": int((given & (best == GLADLY)).sum()),
                "refused": int((np.asarray(self.asked.problem.barred) > 0).sum()),
            },
            "offerings": [self._offering(row) for row in range(len(self.posed.choices))],
        }

    def _offering(self, row: int) -> dict[str, Any]:
        offering, changed = self.posed.choices[row].offering, self.one_more.get(row)
        capacity = int(self.asked.problem.capacity[row])
        is_missed = bool((self.missed & (self.wishes == row)).any())
        more = {"placed": 0, "first": 0} if self.load[row] >= capacity > 0 and not is_missed else None
        if changed is not None:
            placed = int((changed.place >= 0).sum() - (self.solution.place >= 0).sum())
            more = {"placed": placed, "first": self._firsts(changed) - self._firsts(self.solution)}
        return {
            "key": str(offering.key),
            "title": [offering.title_nl, offering.title_en],
            "seats": capacity,
            "least": 0,
            "given": int(self.load[row]),
            "first_wishes": int((self.wishes[:, :1] == row).sum()),
            "wishes": int((self.wishes == row).sum()),
            "cancelled": False,
            "one_more": more,
        }

    def _firsts(self, solution: Solution) -> int:
        return int(((self.wishes[:, :1] == solution.place[:, None]) & (self.wishes[:, :1] >= 0)).sum())


def solve_sides(
    choice_round: Round, on: date, *, aim: str, seed: int, extra_seats: dict[str, int] | None = None
) -> Sides:
    """The same round, aim and seed give the same answer; that nobody and no host would rather have each other is
    checked by other code before anybody sees it.

    :raises AnswerIsNotStable: the answer does not keep what it promises; a fault of the engine.
    :raises InputRefused: a fixed place does not fit.
    """
    asked = posed_sides(choice_round, on, extra_seats=extra_seats)
    solution = solve(asked.problem, RULES[Aim(aim)], seed=seed)
    certificate = verify(asked.problem, solution)
    if not certificate.is_stable:
        raise AnswerIsNotStable(certificate.broken)
    found = Sides(asked, Aim(aim), solution, certificate)
    lost = np.flatnonzero((found.fixed >= 0) & (solution.place != found.fixed))
    if len(lost):
        raise InputRefused([Fault("fixed", int(row), "too_large", "") for row in lost])
    return found
