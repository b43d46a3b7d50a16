"""Travel in the score, or as a bar."""

import numpy as np
import pytest

from werkveld_engine.places.distance import bands, nearer_first, too_far

HOMES = np.array([[0.0, 0.0], [np.nan, np.nan]])
SITES = np.array([[3000.0, 4000.0], [0.0, 5000.01], [60_000.0, 0.0], [np.nan, 0.0]])
WISHES = np.array([[0, 1, 2, 3, -1], [2, 1, 0, 3, -1]])


def test_a_band_holds_its_edge_and_nobody_is_far_from_an_unknown_place():
    band = bands(HOMES, SITES, WISHES, [5, 30])
    assert band.tolist() == [[0, 1, 2, 0, 0], [0, 0, 0, 0, 0]]
    assert nearer_first(np.full(band.shape, 10), band, 2, points=3).tolist()[0] == [16, 13, 10, 16, 16]
    assert too_far(None, band, 2, 9).tolist()[0] == [0, 0, 9, 0, 0]
    assert too_far(np.array([[0, 1, 1, 0, 0]] * 2), band, 1, 9).tolist()[0] == [0, 1, 1, 0, 0]


def test_nobody_and_nowhere():
    assert bands(np.empty((0, 2)), SITES, np.empty((0, 3), int), [5]).shape == (0, 3)
    assert bands(HOMES, np.empty((0, 2)), np.full((2, 1), -1), [5]).tolist() == [[0], [0]]


def test_bands_rise_and_places_lie_on_the_grid():
    for edges in ([5, 5], [-1], [9, 2]):
        with pytest.raises(ValueError, match="rise"):
            bands(HOMES, SITES, WISHES, edges)
    with pytest.raises(ValueError, match="grid"):
        bands(HOMES, SITES * 1e6, WISHES, [5])
