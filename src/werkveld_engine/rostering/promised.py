"""Promised shifts that cannot all be kept are refused, so that a roster always exists."""

from collections.abc import Iterator

import numpy as np

from werkveld_engine.inputs import Fault
from werkveld_engine.rostering.problem import NOTHING, Problem
from werkveld_engine.rostering.promises import Rule, broken

LATER = {Rule.RUN_LEAST, Rule.OFF_LEAST}  # more shifts may still mend these


def faults_of_promises(problem: Problem) -> Iterator[Fault]:
    """Promises that break a rule by themselves, or for which no coach could come; O(p · t)."""
    if problem.fixed is None or not problem.fixed.any():
        return
    fixed = problem.fixed
    for found in broken(problem, fixed):
        if found.rule is Rule.COACH or found.rule in LATER:
            continue
        yield Fault(
            "fixed", found.person, found.rule.value, "" if found.shift is None else str(problem.shifts[found.shift])
        )
    each = problem.per_shift("per_coach")
    most = problem.per_shift("coaches_most")
    coming = problem.available[problem.coach].sum(axis=0)
    room = np.minimum(each, len(problem.people)) * np.where(most == NOTHING, coming, np.minimum(coming, most))
    short = (each > 0) & (fixed[~problem.coach].sum(axis=0) > room)
    yield from (
        Fault("fixed", None, "no_coach_could_come", str(problem.shifts[shift]))
        for shift in np.flatnonzero(short).tolist()
    )
