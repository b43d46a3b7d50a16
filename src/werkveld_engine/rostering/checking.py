"""Input that cannot be meant is refused before anything is computed, each fault with its table and row."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.rostering.problem import NOTHING, RULES, Problem, Weights
from werkveld_engine.rostering.promised import faults_of_promises

DAY = 1440
LONGEST = 3660  # days: ten years of dates, so that a date in the wrong unit is noticed
LARGEST = 100_000  # points, units, minutes: so that sums stay exact
MOST_UNITS = 1 << 40
WITHOUT_RULE = {"a_day", "a_week", "most", "run_most", "weekends", "target", "week_wish"}  # where -1 means no rule
PER_SHIFT = ("per_coach", "coaches_most")
AT_LEAST_ONE = {"run_least", "off_least", "meet_weeks"}


def check(problem: Problem) -> None:
    """O(size · log). Nobody, no shifts, no coaches: problems like any other.

    :raises InputRefused: with every fault that was found, up to a hundred.
    """
    faults = [*_shapes(problem)]
    if not faults:
        faults = [*_ids(problem), *_shifts(problem), *_rules(problem), *_demand(problem), *_people(problem)]
    if not faults:
        faults = [*faults_of_promises(problem)]
    if faults:
        raise InputRefused(faults)


def _shapes(problem: Problem) -> Iterator[Fault]:
    p, t, q = len(problem.people), len(problem.shifts), len(problem.skills)
    tables: list[tuple[str, Any, tuple[int, ...], str]] = [
        *((name, getattr(problem, name), (t,), "iu") for name in ("day", "starts", "ends", "seats", "units", "kind")),
        ("available", problem.available, (p, t), "b"),
        ("coach", problem.coach, (p,), "b"),
        ("has_skill", problem.has_skill if q or problem.has_skill is not None else None, (p, q), "b"),
        ("dislike", problem.dislike, (p, t), "iu"),
        ("fixed", problem.fixed, (p, t), "b"),
        ("own", problem.own, (p,), "iu"),
        *(
            (f"demand.{one.name}", getattr(problem.demand, one.name), problem.demand.shift.shape[:1], "iu")
            for one in fields(problem.demand)
        ),
        ("kind_most", problem.kind_most, (len(problem.kind_most), 3), "iu"),
        ("not_after", problem.not_after, (len(problem.not_after), 2), "iu"),
        *((f"rules.{name}", np.asarray(getattr(problem.rules, name)), (p,), "iu") for name in RULES),
        *((name, np.asarray(getattr(problem, name)), (t,), "iu") for name in PER_SHIFT),
    ]
    for table, values, shape, kind in tables:
        if values is None:
            continue
        found = np.asarray(values)
        single = found.ndim == 0 and (table.startswith("rules.") or table in PER_SHIFT)
        if found.shape != shape and not single:
            yield Fault(table, None, "shape", f"{found.shape} instead of {shape}")
        elif found.size and found.dtype.kind not in kind:
            yield Fault(table, None, "not_whole" if kind == "iu" else "not_true_or_false", str(found.dtype))


def _ids(problem: Problem) -> Iterator[Fault]:
    for table in ("people", "shifts", "skills"):
        found = np.asarray(getattr(problem, table))
        if found.size == 0:
            continue
        if found.ndim != 1 or found.dtype.kind not in "iuU":
            yield Fault(table, None, "no_ids", str(found.dtype))
            continue
        order = np.argsort(found, kind="stable")
        twice = np.flatnonzero(found[order][1:] == found[order][:-1])
        yield from (Fault(table, int(order[at + 1]), "twice", str(found[order[at + 1]])) for at in twice)


def outside(table: str, values: NDArray[Any] | int | None, least: int, most: int, why: str) -> Iterator[Fault]:
    """A fault for each row that is not from least to most."""
    if values is None:
        return
    found = np.atleast_1d(np.asarray(values))
    for row in np.flatnonzero((found < least) | (found > most))[: InputRefused.MOST_FAULTS]:
        yield Fault(table, int(row) if np.ndim(values) else None, why, str(found[row]))


def _shifts(problem: Problem) -> Iterator[Fault]:
    yield from outside("day", problem.day, 0, LONGEST, "outside_term")
    yield from outside("starts", problem.starts, 0, DAY - 1, "no_time_of_day")
    yield from outside("ends", np.asarray(problem.ends, np.int64) - problem.starts, 1, DAY, "not_after_start")
    yield from outside("seats", problem.seats, 0, MOST_UNITS, "negative")
    yield from outside("per_coach", problem.per_coach, 0, MOST_UNITS, "negative")
    yield from outside("coaches_most", problem.coaches_most, NOTHING, MOST_UNITS, "negative")
    yield from outside("units", problem.units, 0, LARGEST, "not_to_be_counted")
    yield from outside("kind", problem.kind, -MOST_UNITS, MOST_UNITS, "not_to_be_counted")
    seen: dict[tuple[int, int], int] = {}
    for row, pair in enumerate(zip(problem.day.tolist(), problem.per_shift("kind").tolist(), strict=True)):
        if pair in seen:
            yield Fault("kind", row, "twice_on_a_day", f"day {pair[0]}, kind {pair[1]}")
        seen[pair] = row


def _rules(problem: Problem) -> Iterator[Fault]:
    for name in RULES:
        least = NOTHING if name in WITHOUT_RULE else int(name in AT_LEAST_ONE)
        yield from outside(f"rules.{name}", getattr(problem.rules, name), least, LARGEST, "negative_or_too_large")
    for one in fields(Weights):
        yield from outside(f"weights.{one.name}", getattr(problem.weights, one.name), 0, LARGEST, "no_points")
    if problem.dislike is not None:
        far = np.argwhere(np.abs(problem.dislike) > LARGEST)
        yield from (Fault("dislike", int(row), "no_points", f"shift {shift}") for row, shift in far)


def _demand(problem: Problem) -> Iterator[Fault]:
    asked = problem.demand
    yield from outside("demand.shift", asked.shift, 0, len(problem.shifts) - 1, "unknown")
    yield from outside("demand.skill", asked.skill, NOTHING, len(problem.skills) - 1, "unknown")
    yield from outside("demand.asked", asked.asked, 0, LARGEST, "negative_or_too_large")
    yield from outside("demand.short", asked.short, 0, LARGEST, "no_points")
    yield from outside("demand.over", asked.over, 0, LARGEST, "no_points")
    seen: set[tuple[int, int]] = set()
    for row, pair in enumerate(zip(asked.shift.tolist(), asked.skill.tolist(), strict=True)):
        if pair in seen:
            yield Fault("demand", row, "twice", f"shift {pair[0]}, skill {pair[1]}")
        seen.add(pair)


def _people(problem: Problem) -> Iterator[Fault]:
    p = len(problem.people)
    own = problem.owned()
    yield from outside("own", problem.own, NOTHING, p - 1, "unknown")
    for person in np.flatnonzero((own >= 0) & (own < p)):
        if not problem.coach[own[person]]:
            yield Fault("own", int(person), "no_coach", str(problem.people[own[person]]))
    yield from outside("kind_most", problem.kind_most[:, 0], 0, p - 1, "unknown")
    yield from outside("kind_most", problem.kind_most[:, 2], 0, LARGEST, "negative_or_too_large")
    pairs = [tuple(pair) for pair in problem.kind_most[:, :2].tolist()]
    yield from (Fault("kind_most", row, "twice", str(pair)) for row, pair in enumerate(pairs) if pair in pairs[:row])
