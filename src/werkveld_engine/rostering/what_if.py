"""What would have given somebody more: each answer was solved before it is given, so it is true when solved again."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from werkveld_engine.rostering.explain import obstacles
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.problem import NOTHING, RULES, Problem, Rules, Solution
from werkveld_engine.rostering.promises import Rule
from werkveld_engine.rostering.solve import EFFORT, solve


class Kind(StrEnum):
    """What may be otherwise: a seat more, a coach more who could come then, being available then."""

    SEAT = "seat"
    COACH = "coach"
    AVAILABLE = "available"
    PROMISED = "promised"


KIND_OF = {Rule.SEATS: Kind.SEAT, Rule.COACH: Kind.COACH, Rule.AVAILABLE: Kind.AVAILABLE}
NO_RULE = Rules()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise, on one shift; person: whose availability or promise, else None."""

    kind: Kind
    shift: int
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """With this change, solved with the same seed and effort, somebody works `units` more and the roster costs `cost`."""

    change: Change
    units: int
    cost: int


def changed(problem: Problem, change: Change) -> Problem:
    """The same problem with one thing otherwise. Rows of people and shifts stay; a new coach comes last."""
    if change.kind is Kind.SEAT:
        seats = problem.per_shift("seats")
        seats[change.shift] += 1
        return replace(problem, seats=seats)
    if change.kind is Kind.COACH:
        return _one_coach_more(problem, change.shift)
    if change.kind is Kind.AVAILABLE:
        available = problem.available.copy()
        available[change.person, change.shift] = True
        return replace(problem, available=available)
    fixed = problem.per_cell("fixed") > 0
    fixed[change.person, change.shift] = True
    return replace(problem, fixed=fixed)


def what_would_help(
    problem: Problem, solution: Solution, person: int, *, effort: int = EFFORT, tries: int = 6, most: int = 3
) -> tuple[Help, ...]:
    """At most `most` changes that give a student more units, the cheapest first; each is one solve, of `tries` at most.

    effort: that of the solution, so that whoever solves the changed problem finds the same. Tried are the shifts that
    one single rule keeps from them: no seat, no coach, or that they were not available.
    """
    mine = int(problem.per_shift("units")[solution.works[person]].sum())
    found: list[Help] = []
    for change in _candidates(problem, solution, person)[:tries]:
        again = solve(changed(problem, change), seed=solution.seed, effort=effort)
        gained = int(problem.per_shift("units")[again.works[person]].sum()) - mine
        if gained > 0:
            found.append(Help(change, gained, again.cost))
        if len(found) == most:
            break
    return tuple(found)


def price_of(problem: Problem, solution: Solution, person: int, shift: int, *, effort: int = EFFORT) -> int:
    """How many points more the roster costs when somebody is promised a shift: solved again, with the same effort.

    :raises InputRefused: the promise cannot be kept.
    """
    promised = changed(problem, Change(Kind.PROMISED, shift, person))
    return solve(promised, seed=solution.seed, effort=effort).cost - solution.cost


def _candidates(problem: Problem, solution: Solution, person: int) -> list[Change]:
    """Changes that let one more shift be, by what the roster would cost with both."""
    worth: list[tuple[int, int, Change]] = []
    for shift in np.flatnonzero(~solution.works[person]).tolist():
        against = obstacles(problem, solution.works, person, shift)
        if len(against) != 1 or against[0] not in KIND_OF:
            continue
        kind = KIND_OF[against[0]]
        change = Change(kind, shift, person if kind is Kind.AVAILABLE else None)
        worth.append((_cost_with(problem, solution, person, change), int(problem.day[shift]), change))
    return [
        each for _cost, _day, each in sorted(worth, key=lambda one: (one[0], one[1], str(problem.shifts[one[2].shift])))
    ]


def _cost_with(problem: Problem, solution: Solution, person: int, change: Change) -> int:
    other = changed(problem, change)
    works = np.zeros(other.shape, np.bool_)
    works[: len(problem.people)] = solution.works
    works[person, change.shift] = True
    works[len(problem.people) :, change.shift] = True
    return sum(points(other, works).values())


def _one_coach_more(problem: Problem, shift: int) -> Problem:
    """Somebody without any rule of their own, who could come on this shift only."""
    p, t = problem.shape
    ids = np.asarray(problem.people)
    new: Any = ids.max() + 1 if ids.dtype.kind in "iu" else max(ids, key=len) + "+"
    only = np.arange(t) == shift
    rules = {name: np.append(problem.rules.of(name, p), getattr(NO_RULE, name)) for name in RULES}
    wider: dict[str, Any] = {
        "available": np.vstack([problem.available, only]),
        "coach": np.append(problem.coach, np.True_),
        "own": np.append(problem.owned(), NOTHING),
        "dislike": np.vstack([problem.per_cell("dislike"), np.zeros(t, np.int64)]),
        "fixed": np.vstack([problem.per_cell("fixed") > 0, np.zeros(t, np.bool_)]),
        "seats": problem.per_shift("seats"),
    }
    if problem.has_skill is not None:
        wider["has_skill"] = np.vstack([problem.has_skill, np.zeros(len(problem.skills), np.bool_)])
    return replace(problem, people=np.append(ids, new), rules=Rules(**rules), **wider)
