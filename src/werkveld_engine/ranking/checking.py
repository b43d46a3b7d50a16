"""Input that cannot be meant is refused before anything is computed, each fault with its table and row."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused, not_ids, not_whole
from werkveld_engine.ranking.problem import Problem

MOST_COLUMNS = 4096
MOST_BEST = 1000
LONGEST = 1000.0  # profile
MOST_SCORE = 4000.0  # of fit, of need and of travel: under 2**52 points, so sums are exact in whole numbers and doubles
FARTHEST = 1e7  # metres from the middle of the grid
MOST_RADIUS = 3e4  # kilometres
PEOPLE, OFFERINGS = "people", "offerings"
ROWS = 100


def check(problem: Problem) -> None:
    """O(size · log). Nobody and nothing is a problem like any other.

    :raises InputRefused: with the faults that were found, up to a hundred.
    """
    faults = [*_shapes(problem), *not_ids(PEOPLE, problem.people), *not_ids(OFFERINGS, problem.offerings)]
    if not faults:
        faults = [*_ids(problem), *_numbers(problem), *_rules(problem)]
    if not faults:
        faults = [*_sizes(problem)]
    if faults:
        raise InputRefused(faults)


def _shapes(problem: Problem) -> Iterator[Fault]:
    n, m = len(problem.people), len(problem.offerings)
    columns = problem.profile.shape[1] if problem.profile.ndim == 2 else 0
    traits = problem.trait.shape[1] if problem.trait is not None and problem.trait.ndim == 2 else 0
    for table, values, shape, kinds in (
        ("profile", problem.profile, (n, columns), "f"),
        ("content", problem.content, (m, columns), "f"),
        ("person_at", problem.person_at, (n, 2), "fiu"),
        ("offering_at", problem.offering_at, (m, 2), "fiu"),
        ("need", problem.need, (m,), "fiu"),
        ("trait", problem.trait, (n, traits), "iu"),
        ("least", problem.least, (m, traits), "iu"),
        ("most", problem.most, (m, traits), "iu"),
        ("member_of", problem.member_of, (n,), "iu"),
        ("open_to", problem.open_to, (m,), "iu"),
        ("done", problem.done, (0 if problem.done is None else len(problem.done), 2), "iu"),
    ):
        if values is None:
            continue
        if values.shape != shape:
            yield Fault(table, None, "shape", f"{values.shape} instead of {shape}")
        elif values.size and values.dtype.kind not in kinds:
            yield Fault(table, None, "kind_of_number", str(values.dtype))
        elif "f" not in kinds:
            yield from not_whole(table, values)
    if columns > MOST_COLUMNS:
        yield Fault("profile", None, "too_many_columns", f"{columns}, at most {MOST_COLUMNS}")
    if (problem.trait is None) != (problem.least is None) or (problem.least is None) != (problem.most is None):
        yield Fault("trait", None, "alone", "trait, least and most belong together")
    if (problem.member_of is None) != (problem.open_to is None):
        yield Fault("member_of", None, "alone", "member_of and open_to belong together")


def _ids(problem: Problem) -> Iterator[Fault]:
    for table, ids in ((PEOPLE, problem.people), (OFFERINGS, problem.offerings)):
        found = np.asarray(ids)
        if found.size == 0:
            continue
        order = np.argsort(found, kind="stable")
        twice = np.flatnonzero(found[order][1:] == found[order][:-1])
        yield from (Fault(table, int(order[at + 1]), "twice", str(found[order[at + 1]])) for at in twice[:ROWS])


def _rows(table: str, wrong: Any, why: str, values: NDArray[Any]) -> Iterator[Fault]:
    yield from (Fault(table, int(row), why, str(values[row])[:200]) for row in np.flatnonzero(wrong)[:ROWS])


def _lengths(profile: NDArray[Any]) -> NDArray[np.float64]:
    """Of each row; NaN stays. In pieces, for a profile is the largest table there is."""
    found = np.empty(len(profile))
    for first in range(0, len(profile), 1 << 14):
        part = profile[first : first + (1 << 14)]
        found[first : first + (1 << 14)] = np.einsum("ij,ij->i", part, part, dtype=np.float64)
    return np.sqrt(found)


def _numbers(problem: Problem) -> Iterator[Fault]:
    for table, profile in (("profile", problem.profile), ("content", problem.content)):
        yield from _rows(table, ~(_lengths(profile) <= LONGEST), "out_of_range", profile)
    for table, places in (("person_at", problem.person_at), ("offering_at", problem.offering_at)):
        at = np.asarray(places, np.float64)
        nowhere = np.isnan(at).all(axis=1)
        yield from _rows(table, ~(nowhere | (np.abs(at) <= FARTHEST).all(axis=1)), "out_of_range", at)
    if problem.need is not None:
        need = np.asarray(problem.need, np.float64)
        yield from _rows("need", ~(np.abs(need) <= MOST_SCORE), "out_of_range", need)
    if not 0 <= problem.travel <= MOST_SCORE:
        yield Fault("travel", None, "out_of_range", str(problem.travel))
    if problem.radius is not None and not 0 <= problem.radius <= MOST_RADIUS:
        yield Fault("radius", None, "out_of_range", str(problem.radius))
    if not 1 <= problem.best <= MOST_BEST:
        yield Fault("best", None, "out_of_range", f"{problem.best}, from 1 to {MOST_BEST}")
    if problem.wishes_from is not None and not 0 <= problem.wishes_from <= problem.profile.shape[1]:
        yield Fault("wishes_from", None, "out_of_range", str(problem.wishes_from))


def _rules(problem: Problem) -> Iterator[Fault]:
    if problem.least is not None and problem.most is not None:
        yield from _rows("least", (problem.least > problem.most).any(axis=1), "above_most", problem.least)
    if problem.done is not None and len(problem.done):
        done = np.asarray(problem.done)
        limits = np.array([len(problem.people), len(problem.offerings)])
        yield from _rows("done", ((done < 0) | (done >= limits)).any(axis=1), "unknown", done)


def _sizes(problem: Problem) -> Iterator[Fault]:
    """What is fine row by row may still be too much together."""
    fit = float(np.prod([_lengths(values).max(initial=0.0) for values in (problem.profile, problem.content)]))
    if fit > MOST_SCORE:
        yield Fault("profile", None, "too_long", f"a fit may reach {fit:.0f}, over {MOST_SCORE:.0f}")
    places = np.vstack([np.asarray(problem.person_at, np.float64), np.asarray(problem.offering_at, np.float64)])
    places = places[~np.isnan(places).any(axis=1)]
    if len(places):
        across = float(np.hypot(*(places.max(axis=0) - places.min(axis=0)))) / 1000
        farthest = across if problem.radius is None else min(across, problem.radius)
        if problem.travel * farthest > MOST_SCORE:
            yield Fault("travel", None, "too_long", f"travel may cost {problem.travel * farthest:.0f}")
