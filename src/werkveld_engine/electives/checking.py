"""Input that cannot be meant is refused before anything is computed, each fault with its table and row."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.kernels.laying import GAP, TWICE, UNKNOWN, faults
from werkveld_engine.electives.problem import NOTHING, Problem
from werkveld_engine.inputs import Fault, InputRefused, not_ids, not_whole

MOST_COST = 1 << 24
MOST_PERIODS = 60  # or as many as there are offerings: everyone has a seat for each in the answer


def check(problem: Problem) -> None:
    """O(size · log). Nobody and nothing is a problem like any other: no people, no offerings, no wishes.

    :raises InputRefused: with every fault that was found, up to a hundred.
    """
    faults = [*_shapes(problem)]
    if not faults:
        faults = [*_ids(problem), *_numbers(problem), *_wishes(problem), *_together(problem)]
    if faults:
        raise InputRefused(faults)


def _shapes(problem: Problem) -> Iterator[Fault]:
    n, m = len(problem.people), len(problem.offerings)
    if problem.wishes.ndim != 2 or problem.wishes.shape[0] != n:
        yield Fault("wishes", None, "shape", f"{problem.wishes.shape} for {n} people")
    yield from not_whole("wishes", problem.wishes)
    for ids_of, ids in (("people", problem.people), ("offerings", problem.offerings)):
        yield from not_ids(ids_of, ids)
    for table, values, length in (
        ("capacity", problem.capacity, m),
        ("minimum", problem.minimum, m),
        ("period", problem.period, m),
        ("seats", problem.seats, n),
        ("group", problem.group, n),
        ("fixed", problem.fixed, n),
    ):
        if values is None:
            continue
        if values.shape != (length,):
            yield Fault(table, None, "shape", f"{values.shape} instead of ({length},)")
        yield from not_whole(table, values)
    for one in problem.shared:
        yield from _whole("shared", one.capacity, *one.offerings)
    for quota in problem.quotas:
        yield from _whole("quotas", quota.most, quota.offering, quota.group)


def _whole(table: str, *values: object) -> Iterator[Fault]:
    yield from (Fault(table, None, "not_whole", str(one)) for one in values if not isinstance(one, int | np.integer))


def _ids(problem: Problem) -> Iterator[Fault]:
    for table, ids in (("people", problem.people), ("offerings", problem.offerings)):
        found = np.asarray(ids)
        if found.size == 0:
            continue
        if (found[1:] > found[:-1]).all():
            continue
        order = np.argsort(found, kind="stable")
        twice = np.flatnonzero(found[order][1:] == found[order][:-1])
        yield from (Fault(table, int(order[at + 1]), "twice", str(found[order[at + 1]])) for at in twice[:100])


def _below(table: str, values: NDArray[Any] | None, least: int, why: str) -> Iterator[Fault]:
    if values is not None:
        yield from (Fault(table, int(row), why, str(values[row])) for row in np.flatnonzero(values < least)[:100])


def _numbers(problem: Problem) -> Iterator[Fault]:
    yield from _below("capacity", problem.capacity, 0, "negative")
    yield from _below("minimum", problem.minimum, 0, "negative")
    yield from _below("period", problem.period, 0, "negative")
    if problem.period is not None:
        most = max(MOST_PERIODS, len(problem.offerings))
        yield from (
            Fault("period", int(row), "too_large", str(problem.period[row]))
            for row in np.flatnonzero(problem.period > most)[:100]
        )
    yield from _below("group", problem.group, 0, "negative")
    yield from _below("seats", problem.seats, 0, "negative")
    if not problem.wishes.shape[1] < problem.cost_unplaced <= MOST_COST:
        yield Fault("unplaced", None, "not_worse_than_last_wish", str(problem.cost_unplaced))


def _wishes(problem: Problem) -> Iterator[Fault]:
    wishes, m = problem.wishes, len(problem.offerings)
    code = faults(problem.ranked, m)
    if code.any():
        for wrong, why in ((UNKNOWN, "unknown"), (TWICE, "twice"), (GAP, "gap")):
            yield from (
                Fault("wishes", int(row), why, str(wishes[row].tolist())) for row in np.flatnonzero(code == wrong)[:100]
            )
    if problem.fixed is not None:
        strange = np.flatnonzero((problem.fixed < NOTHING) | (problem.fixed >= m))
        yield from (Fault("fixed", int(row), "unknown", str(problem.fixed[row])) for row in strange[:100])
        yield from _too_many_fixed(problem)


def _too_many_fixed(problem: Problem) -> Iterator[Fault]:
    """Names the first person for whom there is no seat any more."""
    fixed = np.asarray(problem.fixed)
    count = np.bincount(fixed[(fixed >= 0) & (fixed < len(problem.offerings))], minlength=len(problem.offerings))
    for row in np.flatnonzero(count > problem.capacity)[:100]:
        person = int(np.flatnonzero(fixed == row)[int(problem.capacity[row])]) if problem.capacity[row] >= 0 else None
        yield Fault("fixed", person, "over_capacity", f"{problem.offerings[row]}: {count[row]}")


def _together(problem: Problem) -> Iterator[Fault]:
    m = len(problem.offerings)
    for row, one in enumerate(problem.shared):
        if one.capacity < 0:
            yield Fault("shared", row, "negative", str(one.capacity))
        if len(set(one.offerings)) < len(one.offerings):
            yield Fault("shared", row, "twice", one.name)
        if any(not 0 <= j < m for j in one.offerings):
            yield Fault("shared", row, "unknown", one.name)
    for row, quota in enumerate(problem.quotas):
        if quota.most < 0:
            yield Fault("quotas", row, "negative", str(quota.most))
        if not 0 <= quota.offering < m:
            yield Fault("quotas", row, "unknown", str(quota.offering))
    if problem.fixed is not None:
        yield from _fixed_together(problem, np.asarray(problem.fixed))


def _fixed_together(problem: Problem, fixed: NDArray[Any]) -> Iterator[Fault]:
    """More fixed places than a room or a quota allows: no answer could be right."""
    for row, one in enumerate(problem.shared):
        if (inside := int(np.isin(fixed, one.offerings).sum())) > one.capacity:
            yield Fault("shared", row, "fixed_over_capacity", f"{one.name}: {inside}")
    group = np.zeros(len(fixed)) if problem.group is None else problem.group
    for row, quota in enumerate(problem.quotas):
        if (inside := int(((fixed == quota.offering) & (group == quota.group)).sum())) > quota.most:
            yield Fault("quotas", row, "fixed_over_capacity", str(inside))
