"""A roster that is the same every week as far as it can be: one week is solved, and repeated where people are there.

Terms are nearly cyclic (timetables, opening hours, the wish for a steady pattern), and a week is a problem that CP-SAT
finishes; mending the weeks in which somebody is away costs far less than finding the pattern in all weeks at once.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.greedy import Filling, place_coaches, place_students
from werkveld_engine.rostering.problem import NOTHING, RULES, WEEK, Demand, Problem, Rules, Solution
from werkveld_engine.rostering.standing import Standing

Works = NDArray[np.bool_]
LEAST_WEEKS = 3  # with fewer there is nothing to repeat
OFTEN = 0.5  # somebody who is there in half of the weeks is thought to be there in a usual one


def is_cyclic(problem: Problem) -> bool:
    """Whether a usual week says much about this term: no runs of days, and several weeks with the same shifts."""
    runs = max(np.max(problem.rules.of(name, len(problem.people)), initial=1) for name in ("run_least", "off_least"))
    slots, column = slots_of(problem)
    has_weeks = 0 < LEAST_WEEKS * len(slots) <= len(column)
    return bool(runs <= 1) and has_weeks and problem.fixed is None


def slots_of(problem: Problem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """int64[s, 2], weekday and kind; and int64[t], the slot of each shift."""
    pairs = np.stack([np.asarray(problem.day, np.int64) % WEEK, problem.per_shift("kind")], axis=1).reshape(-1, 2)
    slots, column = np.unique(pairs, axis=0, return_inverse=True)
    return slots, column.reshape(-1)


def usual_week(problem: Problem) -> Problem:
    """The term as one week: who is often there, what is usually asked, and each target spread over the weeks."""
    slots, column = slots_of(problem)
    day = np.asarray(problem.day)
    first = np.array([int(np.where(column == slot, day, day.max() + 1).argmin()) for slot in range(len(slots))])
    weeks = len(np.unique(day // WEEK))
    often = np.stack([problem.available[:, column == slot].mean(axis=1) for slot in range(len(slots))], axis=1)
    dislike = problem.per_cell("dislike")
    middle = np.stack([np.median(dislike[:, column == slot], axis=1) for slot in range(len(slots))], axis=1)
    return replace(
        problem,
        shifts=np.arange(len(slots)),
        day=slots[:, 0],
        starts=np.asarray(problem.starts)[first],
        ends=np.asarray(problem.ends)[first],
        available=often >= OFTEN,
        seats=problem.per_shift("seats")[first],
        per_coach=problem.per_shift("per_coach")[first],
        coaches_most=problem.per_shift("coaches_most")[first],
        units=problem.per_shift("units")[first],
        kind=problem.per_shift("kind")[first],
        demand=_usual_demand(problem, column),
        rules=_weekly_rules(problem, weeks),
        dislike=middle.astype(np.int64),
    )


def _usual_demand(problem: Problem, column: NDArray[np.int64]) -> Demand:
    """For each slot and skill what is asked in the middle of the weeks, with the points of the dearest."""
    table = problem.demand.table()
    rows = []
    for slot, skill in sorted({(int(column[row[0]]), int(row[1])) for row in table}):
        same = table[(column[table[:, 0]] == slot) & (table[:, 1] == skill)]
        asked = np.zeros(int((column == slot).sum()), np.int64)
        asked[: len(same)] = same[:, 2]
        rows.append((slot, skill, int(np.median(asked)), int(same[:, 3].max()), int(same[:, 4].max())))
    return Demand(*np.array(rows, np.int64).reshape(-1, 5).T)


def _weekly_rules(problem: Problem, weeks: int) -> Rules:
    p = len(problem.people)
    rules = {name: problem.rules.of(name, p) for name in RULES}
    for name in ("target", "least", "most"):
        rules[name] = np.where(rules[name] == NOTHING, NOTHING, -(-rules[name] // weeks))
    rules |= {"fair_from": np.zeros(p, np.int64), "weekends": np.full(p, NOTHING)}
    rules |= {"meet_times": np.minimum(rules["meet_times"], 1), "meet_weeks": np.ones(p, np.int64)}
    return Rules(**rules)


def repeated(problem: Problem, order: Standing, solve: Callable[[Problem], Solution]) -> Works:
    """bool[p, t] in standing order: the usual week in every week, and whoever is then missing filled in."""
    pattern = solve(usual_week(problem)).works
    wished = pattern[order.person][:, slots_of(problem)[1][order.shift]]
    filling = Filling(order)
    for people in (order.coaches, order.students):
        for week in range(order.weeks):
            shifts = np.flatnonzero(order.week == week)
            for person, shift in np.argwhere(wished[np.ix_(people, shifts)]).tolist():
                _give(filling, int(people[person]), int(shifts[shift]))
            if people is order.coaches:
                place_coaches(filling, shifts)
    for week in range(order.weeks):
        place_students(filling, week, last=True)
    _meet_demand(filling)
    return filling.works


def _meet_demand(filling: Filling) -> None:
    """Whoever is furthest below the own target, where residents still miss somebody: also above it."""
    order = filling.order
    for row in np.argsort(-order.demand[:, 3], kind="stable").tolist():
        shift, skill = order.demand[row, :2].tolist()
        while filling.unmet[row] > 0 and filling.room()[shift] > 0:
            able = filling.open[:, shift] & order.skilled[:, skill] & ~order.coach
            if not able.any():
                break
            done = filling.works @ order.units - order.rule["target"] + order.dislike[:, shift]
            filling.give(int(np.where(able, done, np.iinfo(np.int64).max).argmin()), shift)


def _give(filling: Filling, person: int, shift: int) -> None:
    """Within every rule, and a student only where there is room beside a coach."""
    is_open = filling.open[person, shift]
    if is_open and (filling.order.coach[person] or filling.room()[shift] > 0):
        target = int(filling.order.rule["target"][person])
        done = int(filling.order.units[filling.works[person]].sum())
        if target == NOTHING or done + int(filling.order.units[shift]) <= target:
            filling.give(person, shift)
