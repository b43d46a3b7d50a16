"""A problem from lists of ids, where learners rank places and places (or their coaches) rank learners."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.places.problem import NOTHING, Limits, Problem

Id = str | int
Ranking = Sequence[Id | Sequence[Id]]  # best first; those in a list or tuple of their own are equal
NOT_LISTED = 1  # what bars somebody whom the place has not listed


def from_lists(
    wishes: Mapping[Id, Ranking],
    wanted: Mapping[Id, Ranking],
    capacity: Mapping[Id, int],
    limits: Sequence[Limits] = (),
) -> Problem:
    """Rows in the order of the mappings: learners as in `wishes`, places as in `capacity`.

    wanted: whom each place ranks; whoever it does not list is not open to it (`NOT_LISTED`). Where a coach ranks, give
    each of the coach's places the coach's list. O(total length of the lists).

    :raises InputRefused: a place that is not there or is wished twice, a list for a place that is not there, somebody
        listed twice. Somebody listed who wishes nothing is no fault.
    """
    learners, places = list(wishes), list(capacity)
    row = {place: number for number, place in enumerate(places)}
    faults = [*_faults("wishes", wishes, row), *_faults("wanted", wanted, None), *_strangers(wanted, row)]
    if faults:
        raise InputRefused(faults)
    points = {place: _points(wanted.get(place, ())) for place in places}
    flat = [
        [(place, tier) for tier, group in enumerate(_groups(ranking)) for place in group] for ranking in wishes.values()
    ]
    shape = len(learners), max(map(len, flat), default=0)
    wished = np.full(shape, NOTHING, np.int32)
    score, rank, barred = (np.zeros(shape, np.int32) for _ in range(3))
    for i, (learner, own) in enumerate(zip(learners, flat, strict=True)):
        for k, (place, tier) in enumerate(own):
            found = points[place].get(learner)
            wished[i, k], rank[i, k] = row[place], tier
            score[i, k], barred[i, k] = found or 0, NOT_LISTED if found is None else 0
    seats = np.fromiter(capacity.values(), np.int64, len(places))
    return Problem(np.asarray(learners), np.asarray(places), wished, score, seats, rank, barred, tuple(limits))


def _groups(ranking: Ranking) -> Iterator[Sequence[Id]]:
    for one in ranking:
        yield (one,) if isinstance(one, str | int) else one


def _points(ranking: Ranking) -> dict[Id, int]:
    groups = list(_groups(ranking))
    return {one: len(groups) - tier for tier, group in enumerate(groups) for one in group}


def _faults(table: str, lists: Mapping[Id, Ranking], known: Mapping[Id, int] | None) -> Iterator[Fault]:
    for number, ranking in enumerate(lists.values()):
        seen: set[Id] = set()
        for one in (one for group in _groups(ranking) for one in group):
            if one in seen:
                yield Fault(table, number, "twice", str(one))
            if known is not None and one not in known:
                yield Fault(table, number, "unknown", str(one))
            seen.add(one)


def _strangers(wanted: Mapping[Id, Ranking], row: Mapping[Id, int]) -> Iterator[Fault]:
    yield from (Fault("wanted", number, "unknown", str(one)) for number, one in enumerate(wanted) if one not in row)
