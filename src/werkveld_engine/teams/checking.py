"""Input that cannot be meant is refused before anything is computed, each fault with its table and row."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused, not_ids, not_whole
from werkveld_engine.teams.problem import NOTHING, Problem

MOST_VALUES = 1 << 15  # of one attribute
MOST_SKILL = 1 << 20
MOST_TOPICS = 1000
MOST_COUNTS = 1 << 28  # numbers in the table of every value in every team
MOST_COST = 1 << 60  # of a whole answer, so that no sum overflows
ROWS = 100


def check(problem: Problem) -> None:
    """O(size · log). Nobody is a problem like any other.

    :raises InputRefused: with the faults that were found, up to a hundred.
    """
    faults = [*_shapes(problem), *not_ids("people", problem.people)]
    if not faults:
        faults = [*_ids(problem), *_values(problem), *_pairs(problem), *_weights(problem)]
    if not faults:
        faults = [*_costs(problem)]
    if faults:
        raise InputRefused(faults)


def _shapes(problem: Problem) -> Iterator[Fault]:
    n = len(problem.people)
    for table, values, rows, width in (
        ("mixed", problem.mixed, n, None),
        ("skill", problem.skill, n, None),
        ("wishes", problem.wishes, n, None),
        ("together", problem.together, None, 2),
        ("apart", problem.apart, None, 2),
        ("topic", problem.topic, problem.teams, 0),
        ("before", problem.before, n, 0),
    ):
        if values is None:
            continue
        is_table = values.ndim == (1 if width == 0 else 2)
        if not is_table or (rows is not None and len(values) != rows) or (width and values.shape[1] != width):
            yield Fault(table, None, "shape", str(values.shape))
        else:
            yield from not_whole(table, values)
    if problem.teams < 0 or (n and problem.teams == 0):
        yield Fault("teams", None, "too_few", str(problem.teams))
    if problem.teams > n:
        yield Fault("teams", None, "more_than_people", f"{problem.teams} teams of {n} people")


def _ids(problem: Problem) -> Iterator[Fault]:
    found = np.asarray(problem.people)
    if found.size:
        order = np.argsort(found, kind="stable")
        twice = np.flatnonzero(found[order][1:] == found[order][:-1])
        yield from (Fault("people", int(order[at + 1]), "twice", str(found[order[at + 1]])) for at in twice[:ROWS])


def _rows(table: str, wrong: Any, why: str, values: NDArray[Any]) -> Iterator[Fault]:
    yield from (Fault(table, int(row), why, str(values[row])[:200]) for row in np.flatnonzero(wrong)[:ROWS])


def _values(problem: Problem) -> Iterator[Fault]:
    mixed = problem.mixed
    yield from _rows("mixed", ((mixed < 0) | (mixed >= MOST_VALUES)).any(axis=1), "out_of_range", mixed)
    if problem.skill is not None:
        skill = np.asarray(problem.skill, np.int64)
        yield from _rows("skill", (np.abs(skill) > MOST_SKILL).any(axis=1), "out_of_range", skill)
    if problem.topic is not None:
        topic = problem.topic
        yield from _rows("topic", (topic < 0) | (topic >= MOST_TOPICS), "out_of_range", topic)
    if problem.before is not None:
        before = problem.before
        yield from _rows("before", (before < NOTHING) | (before >= problem.teams), "unknown", before)
    yield from _wishes(problem)


def _wishes(problem: Problem) -> Iterator[Fault]:
    if problem.wishes is None:
        return
    if problem.topic is None:
        yield Fault("wishes", None, "alone", "no team has a topic")
        return
    wishes = problem.wishes
    yield from _rows("wishes", ((wishes < NOTHING) | (wishes >= problem.topics)).any(axis=1), "unknown", wishes)
    if wishes.shape[1] > 1:
        ranked = np.sort(wishes, axis=1)
        yield from _rows(
            "wishes", ((ranked[:, 1:] == ranked[:, :-1]) & (ranked[:, 1:] >= 0)).any(axis=1), "twice", wishes
        )
        yield from _rows(
            "wishes", ((wishes[:, :-1] == NOTHING) & (wishes[:, 1:] != NOTHING)).any(axis=1), "gap", wishes
        )


def _pairs(problem: Problem) -> Iterator[Fault]:
    n = len(problem.people)
    for table, given in (("together", problem.together), ("apart", problem.apart)):
        if given is None or len(given) == 0:
            continue
        pairs = np.asarray(given, np.int64)
        unknown = ((pairs < 0) | (pairs >= n)).any(axis=1)
        yield from _rows(table, unknown, "unknown", pairs)
        yield from _rows(table, pairs[:, 0] == pairs[:, 1], "oneself", pairs)
        named = pairs if table == "together" else np.sort(pairs, axis=1)
        _each, first = np.unique(named, axis=0, return_index=True)
        again = np.ones(len(pairs), np.bool_)
        again[first] = False
        yield from _rows(table, again, "twice", pairs)


def _weights(problem: Problem) -> Iterator[Fault]:
    weights = problem.weights
    for name, given, columns in (
        ("mix", weights.mix, problem.mixed.shape[1]),
        ("skill", weights.skill, 0 if problem.skill is None else problem.skill.shape[1]),
    ):
        if not isinstance(given, int) and len(given) != columns:
            yield Fault("weights", None, "shape", f"{name}: {len(given)} for {columns}")
        if min([given] if isinstance(given, int) else given, default=0) < 0:
            yield Fault("weights", None, "negative", f"{name}: {given}")
    for name in ("wish", "together", "apart", "moved"):
        if getattr(weights, name) < 0:
            yield Fault("weights", None, "negative", f"{name}: {getattr(weights, name)}")


def _costs(problem: Problem) -> Iterator[Fault]:
    """A cost over 2**60 could not be added up, and a table of that many counts would not fit."""
    values = sum(len(np.unique(column)) for column in problem.mixed.T)
    if values * problem.teams > MOST_COUNTS:
        yield Fault("mixed", None, "too_many_values", f"{values} values in {problem.teams} teams")
    weights, largest, n = problem.weights, problem.sizes[1], len(problem.people)
    attributes = problem.mixed.shape[1]
    worst = sum(weights.of_mix(attributes)) * n * largest + weights.moved * n
    worst += weights.wish * n * (0 if problem.wishes is None else problem.wishes.shape[1])
    worst += weights.together * (0 if problem.together is None else len(problem.together))
    worst += weights.apart * (0 if problem.apart is None else len(problem.apart))
    if problem.skill is not None and n:
        most = np.abs(problem.centred).max(axis=0).astype(object) * (2 * largest)
        worst += (
            sum(w * int(each) ** 2 for w, each in zip(weights.of_skill(len(most)), most, strict=True)) * problem.teams
        )
    if worst > MOST_COST:
        yield Fault("weights", None, "too_heavy", f"an answer may cost {worst:.3g}")
