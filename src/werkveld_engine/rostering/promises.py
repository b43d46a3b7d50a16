"""Which rules a roster breaks, straight from the problem. Imports NumPy only; the solvers have their own rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.problem import NOTHING, WEEK, Problem

Works = NDArray[np.bool_]
MINUTES = 1440
SATURDAY = 5


class Rule(StrEnum):
    """What can be broken: `Rules` and `Problem` say what each one is."""

    AVAILABLE = "available"
    FIXED = "fixed"
    COACH = "coach"
    COACHES = "coaches"
    SEATS = "seats"
    A_DAY = "a_day"
    REST = "rest"
    NOT_AFTER = "not_after"
    A_WEEK = "a_week"
    MOST = "most"
    KIND_MOST = "kind_most"
    RUN_MOST = "run_most"
    RUN_LEAST = "run_least"
    OFF_LEAST = "off_least"
    WEEKENDS = "weekends"


@dataclass(frozen=True, slots=True)
class Broken:
    """Rows of the person and the shift (the first that is too much), or None where it is not about one; and how many."""

    rule: Rule
    person: int | None
    shift: int | None
    count: int


def broken(problem: Problem, works: Works) -> Iterator[Broken]:
    """Everything that does not hold, in order of rules and rows; O(p · t)."""
    yield from _cells(problem, works)
    yield from _site(problem, works)
    for person in range(len(problem.people)):
        yield from broken_for(problem, works[person], person)


def broken_for(problem: Problem, mine: Works, person: int) -> Iterator[Broken]:
    """What holds for one person, whose shifts are bool[t]; not what the site asks."""
    shifts = np.flatnonzero(mine)
    shifts = shifts[np.lexsort((problem.starts[shifts], problem.day[shifts]))]
    yield from _counted(problem, shifts, person)
    yield from _together(problem, shifts, person)
    yield from _days(problem, shifts, person)


def _cells(problem: Problem, works: Works) -> Iterator[Broken]:
    for rule, wrong in (
        (Rule.AVAILABLE, works & ~problem.available),
        (Rule.FIXED, (problem.per_cell("fixed") > 0) & ~works),
    ):
        yield from (Broken(rule, person, shift, 1) for person, shift in np.argwhere(wrong).tolist())


def _site(problem: Problem, works: Works) -> Iterator[Broken]:
    students, coaches = works[~problem.coach].sum(axis=0), works[problem.coach].sum(axis=0)
    each, seats = problem.per_shift("per_coach"), problem.per_shift("seats")
    most = problem.per_shift("coaches_most")
    for rule, over in (
        (Rule.COACH, np.where(each > 0, students - np.minimum(each, len(works)) * coaches, 0)),
        (Rule.COACHES, np.where(most == NOTHING, 0, coaches - most)),
        (Rule.SEATS, students - seats),
    ):
        yield from (Broken(rule, None, int(shift), int(over[shift])) for shift in np.flatnonzero(over > 0))


def _one(problem: Problem, name: str, person: int) -> int:
    return int(problem.rules.of(name, len(problem.people))[person])


def _counted(problem: Problem, shifts: NDArray[np.int64], person: int) -> Iterator[Broken]:
    """More than so many a day, a week, in the term, of a kind."""
    kind, units = problem.per_shift("kind")[shifts], problem.per_shift("units")[shifts]
    day = np.asarray(problem.day)[shifts]
    for rule, same, name in ((Rule.A_DAY, day, "a_day"), (Rule.A_WEEK, day // WEEK, "a_week")):
        most = _one(problem, name, person)
        number, count = np.unique(same, return_counts=True)
        for over in np.flatnonzero(count > most) if most != NOTHING else ():
            yield Broken(rule, person, int(shifts[same == number[over]][most]), int(count[over] - most))
    most = _one(problem, "most", person)
    if most != NOTHING and units.sum() > most:
        yield Broken(Rule.MOST, person, None, int(units.sum() - most))
    for _person, which, most in problem.kind_most[problem.kind_most[:, 0] == person].tolist():
        if (kind == which).sum() > most:
            yield Broken(Rule.KIND_MOST, person, int(shifts[kind == which][most]), int((kind == which).sum() - most))


def _together(problem: Problem, shifts: NDArray[np.int64], person: int) -> Iterator[Broken]:
    """Shifts that overlap, leave no rest, or may not follow each other."""
    rest = _one(problem, "rest", person)
    kind = problem.per_shift("kind")
    follows = {(int(one), int(other)) for one, other in problem.not_after}
    for at, first in enumerate(shifts.tolist()):
        for later in shifts[at + 1 :].tolist():
            days = int(problem.day[later] - problem.day[first])
            between = days * MINUTES + int(problem.starts[later]) - int(problem.ends[first])
            if between < (rest if days else 0):
                yield Broken(Rule.REST, person, later, between)
            if days == 1 and (int(kind[first]), int(kind[later])) in follows:
                yield Broken(Rule.NOT_AFTER, person, later, 1)


def _days(problem: Problem, shifts: NDArray[np.int64], person: int) -> Iterator[Broken]:
    """Runs of days worked and days off, and weekends."""
    days = int(np.max(problem.day, initial=-1)) + 1
    works = np.zeros(days, np.bool_)
    works[np.asarray(problem.day)[shifts]] = True
    most, least = _one(problem, "run_most", person), _one(problem, "run_least", person)
    for first, last in _stretches(works):
        if most != NOTHING and last - first > most:
            yield Broken(Rule.RUN_MOST, person, _on(problem, shifts, first + most), last - first - most)
        if last - first < least and first > 0 and last < days:
            yield Broken(Rule.RUN_LEAST, person, _on(problem, shifts, first), least - (last - first))
    off = _one(problem, "off_least", person)
    for first, last in _stretches(~works):
        if last - first < off and first > 0 and last < days:
            yield Broken(Rule.OFF_LEAST, person, _on(problem, shifts, last), off - (last - first))
    most = _one(problem, "weekends", person)
    worked = np.unique(np.flatnonzero(works & (np.arange(days) % WEEK >= SATURDAY)) // WEEK)
    if most != NOTHING and len(worked) > most:
        yield Broken(Rule.WEEKENDS, person, None, len(worked) - most)


def _stretches(days: Works) -> list[tuple[int, int]]:
    """First day, and the day after the last, of each run of true."""
    edges = np.diff(np.concatenate([[0], days.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _on(problem: Problem, shifts: NDArray[np.int64], day: int) -> int:
    """The shift that is worked on a day."""
    return int(shifts[np.asarray(problem.day)[shifts] == day][0])
