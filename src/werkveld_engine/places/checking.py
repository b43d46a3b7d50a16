"""Input that cannot be meant is refused before anything is computed, each fault with its table and row."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused, not_ids, not_whole
from werkveld_engine.lottery import Ids
from werkveld_engine.places.problem import NOTHING, Limits, Problem

MOST_SCORE = (1 << 29) - 1
MOST_APPLICATIONS = 1 << 31
MOST_WISHES = (1 << 14) - 1
SHOWN = InputRefused.MOST_FAULTS


def check(problem: Problem) -> None:
    """O(n · K log K). No learners, no places or no wishes are a problem like any other.

    :raises InputRefused: with every fault that was found, up to a hundred. Why: `shape`, `not_whole`, `twice` (an id,
        a wish or a kind of limit), `negative`, `unknown` (a row that is not there), `too_large`, `no_id`.
    """
    faults = [*_shapes(problem), *not_ids("learners", problem.learners), *not_ids("places", problem.places)]
    if not faults:
        faults = [*_ids(problem), *_wishes(problem), *_numbers(problem), *_limits(problem)]
    if faults:
        raise InputRefused(faults)


def _shapes(problem: Problem) -> Iterator[Fault]:
    n, m = len(problem.learners), len(problem.places)
    wide = problem.wishes.shape[1] if problem.wishes.ndim == 2 else 0
    tables: list[tuple[str, NDArray[Any] | None, tuple[int, ...]]] = [
        ("wishes", problem.wishes, (n, wide)),
        ("score", problem.score, (n, wide)),
        ("rank", problem.rank, (n, wide)),
        ("barred", problem.barred, (n, wide)),
        ("capacity", problem.capacity, (m,)),
    ]
    for one in problem.limits:
        tables += [(f"{one.kind}.of", one.of, (m,)), (f"{one.kind}.most", one.most, (len(one.ids),))]
    for table, values, shape in tables:
        if values is not None and values.shape != shape:
            yield Fault(table, None, "shape", f"{values.shape} instead of {shape}")
        elif values is not None:
            yield from not_whole(table, values)
    if wide > MOST_WISHES or n * wide >= MOST_APPLICATIONS:
        yield Fault("wishes", None, "too_large", f"{n} learners with {wide} wishes")


def _twice(table: str, ids: Ids) -> Iterator[Fault]:
    found = np.asarray(ids)
    if found.size > 1 and not (found[1:] > found[:-1]).all():
        order = np.argsort(found, kind="stable")
        again = np.flatnonzero(found[order][1:] == found[order][:-1])[:SHOWN]
        yield from (Fault(table, int(order[at + 1]), "twice", str(found[order[at + 1]])) for at in again)


def _ids(problem: Problem) -> Iterator[Fault]:
    yield from _twice("learners", problem.learners)
    yield from _twice("places", problem.places)
    for one in problem.limits:
        yield from _twice(one.kind, one.ids)
    kinds = [one.kind for one in problem.limits]
    yield from (Fault("limits", row, "twice", kind) for row, kind in enumerate(kinds) if kind in kinds[:row])


def _rows(table: str, wrong: NDArray[np.bool_], why: str, values: NDArray[Any]) -> Iterator[Fault]:
    """A fault for each row where something is wrong."""
    found = np.flatnonzero(wrong.any(axis=1) if wrong.ndim == 2 else wrong)[:SHOWN]
    yield from (Fault(table, int(row), why, str(values[row].tolist())) for row in found)


def _wishes(problem: Problem) -> Iterator[Fault]:
    wishes = problem.wishes
    yield from _rows("wishes", (wishes < NOTHING) | (wishes >= len(problem.places)), "unknown", wishes)
    if wishes.shape[1] > 1:
        ordered = np.sort(wishes, axis=1)
        yield from _rows("wishes", (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0), "twice", wishes)


def _numbers(problem: Problem) -> Iterator[Fault]:
    given = problem.wishes >= 0
    yield from _rows("score", given & (problem.score < 0), "negative", problem.score)
    yield from _rows("score", given & (problem.score > MOST_SCORE), "too_large", problem.score)
    for table, values in (("rank", problem.rank), ("barred", problem.barred)):
        if values is not None:
            yield from _rows(table, given & (values < 0), "negative", values)
            yield from _rows(table, given & (values > MOST_SCORE), "too_large", values)
    yield from _rows("capacity", problem.capacity < 0, "negative", problem.capacity)


def _limits(problem: Problem) -> Iterator[Fault]:
    for one in problem.limits:
        yield from _limit(one)


def _limit(one: Limits) -> Iterator[Fault]:
    yield from _rows(f"{one.kind}.of", (one.of < NOTHING) | (one.of >= len(one.ids)), "unknown", one.of)
    yield from _rows(f"{one.kind}.most", one.most < 0, "negative", one.most)
