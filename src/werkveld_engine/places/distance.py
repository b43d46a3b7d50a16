"""Travel as a part of the score, or as a reason why a place is not open.

Bands keep it explicable («within 10 km: two points») and exact: places are rounded to centimetres and squares of
distances compared as whole numbers, so every machine finds the same.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

CENTIMETRES = 100  # in a metre
FARTHEST = 1 << 30  # centimetres from the origin, ten thousand kilometres: squares still fit


def bands(
    learner_at: NDArray[Any], place_at: NDArray[Any], wishes: NDArray[Any], kilometres: Sequence[float]
) -> NDArray[np.int64]:
    """In which band each wish lies: int64[n, K], 0 within the first number of kilometres, and so on; O(n · K).

    learner_at: float[n, 2], place_at: float[m, 2], metres on a flat grid (such as the national one). NaN for who or what
    has no known place: nobody is far from there, band 0. kilometres: rising; beyond the last is the last band.

    :raises ValueError: kilometres that do not rise, or a place farther than ten thousand kilometres from the origin.
    """
    edges = np.round(np.asarray(kilometres, np.float64) * 1000 * CENTIMETRES).astype(np.int64)
    if (edges < 0).any() or (np.diff(edges) <= 0).any():
        message = "Bands of distance have to rise."
        raise ValueError(message)
    mine, there = _centimetres(learner_at), _centimetres(place_at)
    known = np.append(there[1], False)[wishes] & mine[1][:, None]
    away = np.append(there[0], [[0, 0]], axis=0)[wishes] - mine[0][:, None, :]
    square = np.where(known, (away * away).sum(axis=2), 0)
    return np.searchsorted(edges * edges, square, side="left").astype(np.int64)


def _centimetres(at: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    given = np.asarray(at, np.float64).reshape(-1, 2)
    known: NDArray[np.bool_] = np.all(np.isfinite(given), axis=1)
    found = np.round(np.where(known[:, None], given, 0) * CENTIMETRES)
    if (np.abs(found) > FARTHEST).any():
        message = "A place lies too far away to be on this grid."
        raise ValueError(message)
    return found.astype(np.int64), known


def nearer_first(score: NDArray[Any], band: NDArray[np.int64], number: int, points: int = 1) -> NDArray[np.int64]:
    """The score with `points` more for each band nearer, of `number` bands beside the last; int64[n, K]."""
    nearer: NDArray[np.int64] = number - np.minimum(band, number)
    return np.asarray(score, np.int64) + points * nearer


def too_far(barred: NDArray[Any] | None, band: NDArray[np.int64], from_band: int, code: int) -> NDArray[np.int64]:
    """What bars a wish, with `code` for those in that band or farther that nothing else bars; int64[n, K]."""
    before = np.zeros(band.shape, np.int64) if barred is None else np.asarray(barred, np.int64)
    return np.where((before == 0) & (band >= from_band), code, before)
