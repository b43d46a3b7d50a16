"""What a roster costs, kind by kind, straight from the problem. Imports NumPy only; the solvers reckon their own way."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.problem import NOTHING, WEEK, Problem

Works = NDArray[np.bool_]


def points(problem: Problem, works: Works) -> dict[str, int]:
    """Points by kind of cost; `Weights` and `Demand` say what each is. O(p · t)."""
    return {
        **demand_points(problem, works),
        **_term_points(problem, works),
        **_week_points(problem, works),
        "dislike": int(np.where(works, np.maximum(problem.per_cell("dislike"), 0), 0).sum()),
        "not_given": int(np.where(works, 0, np.maximum(-problem.per_cell("dislike"), 0)).sum()),
        "steady": _steady_points(problem, works),
        "meet": int(missed_meetings(problem, works).sum()) * problem.weights.meet,
    }


def too_few(problem: Problem, works: Works) -> NDArray[np.int64]:
    """For each row of the demand how many students are missing, below 0 how many too many; int64[r]."""
    table, skilled = problem.demand.table(), problem.skilled()
    there = [int((works[:, shift] & skilled[:, skill]).sum()) for shift, skill in table[:, :2].tolist()]
    return table[:, 2] - np.array(there, np.int64)


def demand_points(problem: Problem, works: Works) -> dict[str, int]:
    missing = too_few(problem, works)
    return {
        "short_of_demand": int(np.maximum(missing, 0) @ problem.demand.table()[:, 3]),
        "over_demand": int(np.maximum(-missing, 0) @ problem.demand.table()[:, 4]),
    }


def shortages(problem: Problem, works: Works) -> NDArray[np.int64]:
    """Units below the target, int64[p]; below 0 above it; 0 for who has none."""
    target = problem.rules.of("target", len(problem.people))
    return np.where(target == NOTHING, 0, target - works.astype(np.int64) @ problem.per_shift("units"))


def _term_points(problem: Problem, works: Works) -> dict[str, int]:
    weights, p = problem.weights, len(problem.people)
    missing = shortages(problem, works)
    short = np.maximum(missing, 0)
    counted = np.where(problem.rules.of("target", p) == NOTHING, 0, short - problem.rules.of("fair_from", p))
    done = works.astype(np.int64) @ problem.per_shift("units")
    return {
        "short": int(short.sum()) * weights.short,
        "over": int(np.maximum(-missing, 0).sum()) * weights.over,
        "fair": max(0, int(counted.max(initial=0))) * weights.fair,
        "least": int(np.maximum(0, problem.rules.of("least", p) - done).sum()) * weights.least,
    }


def usable(problem: Problem) -> Works:
    """bool[p, t]: available, and for a student also with a seat and a coach who could come."""
    coached = (problem.per_shift("per_coach") == 0) | problem.available[problem.coach].any(axis=0)
    found: Works = problem.available & (problem.coach[:, None] | (coached & (problem.per_shift("seats") > 0)))
    return found


def _week_points(problem: Problem, works: Works) -> dict[str, int]:
    p = len(problem.people)
    able, week = usable(problem), problem.day // WEEK
    least, wish = problem.rules.of("week_least", p), problem.rules.of("week_wish", p)
    few = many = 0
    for number in np.unique(week):
        done, could = works[:, week == number].sum(axis=1), able[:, week == number].sum(axis=1)
        few += int(np.maximum(0, np.minimum(least, could) - done).sum())
        many += int(np.where(wish == NOTHING, 0, np.maximum(0, done - wish)).sum())
    return {"week": few * problem.weights.week, "overtime": many * problem.weights.overtime}


def _steady_points(problem: Problem, works: Works) -> int:
    """Students' shifts that they could work a week before and did not."""
    at = {
        (int(day), int(kind)): t
        for t, (day, kind) in enumerate(zip(problem.day, problem.per_shift("kind"), strict=True))
    }
    able, starts = usable(problem), 0
    for (day, kind), shift in at.items():
        before = at.get((day - WEEK, kind))
        if before is not None:
            starts += int((works[:, shift] & ~works[:, before] & able[:, before] & ~problem.coach).sum())
    return starts * problem.weights.steady


def missed_meetings(problem: Problem, works: Works) -> NDArray[np.int64]:
    """How many meetings with the own coach each student misses, int64[p]."""
    p = len(problem.people)
    able, week, own = usable(problem), problem.day // WEEK, problem.owned()
    times, weeks = problem.rules.of("meet_times", p), problem.rules.of("meet_weeks", p)
    missed = np.zeros(p, np.int64)
    for person in np.flatnonzero((own != NOTHING) & (times > 0) & ~problem.coach):
        could = able[person] & able[own[person]]
        for stretch in np.unique(week[could] // weeks[person]):
            inside = could & (week // weeks[person] == stretch)
            met = int((works[person] & works[own[person]] & inside).sum())
            missed[person] += max(0, int(times[person]) - met)
    return missed
