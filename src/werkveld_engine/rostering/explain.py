"""Why somebody has these shifts and not those, and why residents miss somebody, as data: the doors put it into words.

Nobody is named: others are counted, and points say what they would lose.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.bound import SCALE, lower_bound, reduced_costs
from werkveld_engine.rostering.points import points, shortages, too_few
from werkveld_engine.rostering.problem import Problem, Solution
from werkveld_engine.rostering.promises import Rule, broken_for
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.standing import standing

Works = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift that somebody has. Without it, and nothing else changed, the roster would differ by so many points, by kind:
    `short_of_demand` is what residents would miss, `steady` the pattern, `short` and `fair` the target, `meet` the coach.

    needed: without it a rule would break (a promise, a coach for the students, a run of days).
    substitutes: others of the same kind who could take it over as it is.
    """

    shift: int
    without: Mapping[str, int]
    needed: tuple[Rule, ...]
    substitutes: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A shift that somebody does not have, and which rules it would break beside the others (`AVAILABLE` first).

    coaches: how many could come that day and hour. extra: without an obstacle, points by kind that it would add and save.
    at_least: no roster in which they work it costs fewer points more than the present one than this; proven by the
    prices, 0 when they prove nothing.
    """

    shift: int
    obstacles: tuple[Rule, ...]
    coaches: int
    extra: Mapping[str, int]
    at_least: int


@dataclass(frozen=True, slots=True)
class Account:
    """short: units below the target (below 0: above it). Shifts are rows of the problem, in order of time."""

    person: int
    units: int
    short: int
    worked: tuple[Worked, ...]
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A row of the demand with too few students, and what became of the others who could have helped.

    able: students with the skill who are available then (0: nobody is); of those who do not come, held_back counts
    for each rule how many it keeps away; free: how many could come, but are worth more elsewhere.
    """

    row: int
    missing: int
    able: int
    coaches: int
    held_back: Mapping[Rule, int]
    free: int


def account(problem: Problem, solution: Solution, person: int) -> Account:
    """O(t · p · t): a second for a term of a site. Says only what follows from the roster and its prices."""
    works = solution.works
    now = points(problem, works)
    dearer = _at_least(problem, solution, person)
    order = np.lexsort((problem.starts, problem.day)).tolist()
    return Account(
        person=person,
        units=int(problem.per_shift("units")[works[person]].sum()),
        short=int(shortages(problem, works)[person]),
        worked=tuple(_worked(problem, works, now, person, shift) for shift in order if works[person, shift]),
        missed=tuple(
            _missed(problem, works, now, person, shift, at_least=int(dearer[shift]))
            for shift in order
            if not works[person, shift]
        ),
    )


def uncovered(problem: Problem, solution: Solution) -> tuple[Uncovered, ...]:
    """Every row of the demand that is not met, in the order of the problem; O(missing · p · t)."""
    works, missing = solution.works, too_few(problem, solution.works)
    return tuple(_uncovered(problem, works, int(row), int(missing[row])) for row in np.flatnonzero(missing > 0))


def obstacles(problem: Problem, works: Works, person: int, shift: int) -> tuple[Rule, ...]:
    """The rules that break when somebody works this shift as well and all else stays."""
    found: list[Rule] = [] if problem.available[person, shift] else [Rule.AVAILABLE]
    if problem.coach[person]:
        if int(works[problem.coach, shift].sum()) + 1 > problem.per_shift("coaches_most")[shift] >= 0:
            found.append(Rule.COACHES)
    else:
        students = int(works[~problem.coach, shift].sum()) + 1
        each = int(problem.per_shift("per_coach")[shift])
        if each and students > each * int(works[problem.coach, shift].sum()):
            found.append(Rule.COACH)
        if students > problem.per_shift("seats")[shift]:
            found.append(Rule.SEATS)
    mine = works[person].copy()
    mine[shift] = True
    found += [one.rule for one in broken_for(problem, mine, person)]
    return tuple(dict.fromkeys(found))


def _with(works: Works, person: int, shift: int, *, does: bool) -> Works:
    other = works.copy()
    other[person, shift] = does
    return other


def _difference(now: Mapping[str, int], then: Mapping[str, int]) -> dict[str, int]:
    return {kind: then[kind] - now[kind] for kind in now if then[kind] != now[kind]}


def _worked(problem: Problem, works: Works, now: Mapping[str, int], person: int, shift: int) -> Worked:
    without = _with(works, person, shift, does=False)
    needed = [one.rule for one in broken_for(problem, without[person], person)]
    if problem.per_cell("fixed")[person, shift]:
        needed.append(Rule.FIXED)
    if problem.coach[person] and problem.per_shift("per_coach")[shift]:
        left = int(without[problem.coach, shift].sum()) * int(problem.per_shift("per_coach")[shift])
        needed += [Rule.COACH] * (int(works[~problem.coach, shift].sum()) > left)
    same = np.flatnonzero((problem.coach == problem.coach[person]) & problem.available[:, shift] & ~works[:, shift])
    substitutes = sum(not obstacles(problem, without, int(other), shift) for other in same)
    return Worked(shift, _difference(now, points(problem, without)), tuple(dict.fromkeys(needed)), substitutes)


def _missed(
    problem: Problem, works: Works, now: Mapping[str, int], person: int, shift: int, *, at_least: int
) -> Missed:
    against = obstacles(problem, works, person, shift)
    coaches = int(problem.available[problem.coach, shift].sum())
    extra = {} if against else _difference(now, points(problem, _with(works, person, shift, does=True)))
    return Missed(shift, against, coaches, extra, at_least)


def _at_least(problem: Problem, solution: Solution, person: int) -> NDArray[np.int64]:
    """int64[t]: how much dearer than the present roster one with each shift is at least, by reduced costs."""
    order = standing(problem, solution.seed)
    rows = relaxation(order)
    reduced = reduced_costs(rows, solution.prices)
    cell = rows.cell[int(np.flatnonzero(order.person == person)[0])]
    whole = np.where(cell >= 0, -(-np.maximum(0, reduced[cell]) // SCALE) - 1, 0)
    found = np.zeros(len(cell), np.int64)
    found[order.shift] = np.maximum(0, lower_bound(rows, solution.prices) + whole - solution.cost)
    return found


def _uncovered(problem: Problem, works: Works, row: int, missing: int) -> Uncovered:
    shift, skill = int(problem.demand.shift[row]), int(problem.demand.skill[row])
    able = problem.skilled()[:, skill] & problem.available[:, shift]
    waiting = np.flatnonzero(able & ~works[:, shift])
    against = [obstacles(problem, works, int(person), shift) for person in waiting]
    return Uncovered(
        row=row,
        missing=missing,
        able=int(able.sum()),
        coaches=int(problem.available[problem.coach, shift].sum()),
        held_back=dict(sorted(Counter(rule for each in against for rule in each).items())),
        free=sum(not each for each in against),
    )
