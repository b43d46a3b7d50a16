"""The tile counts what it says, in every way it is compiled."""

import numpy as np
import pytest
from numba import njit

from werkveld_engine.ranking.kernels.tile import first_bit, tile, tile_in_pairs

pytestmark = pytest.mark.slow


@njit
def at_once(people, panel, bonus, mark, hits, sums):  # noqa: PLR0917 - numba takes no keyword-only arguments
    tile(
        people.ctypes.data, people.shape[1], panel.ctypes.data, bonus.ctypes.data, mark.ctypes.data, hits.ctypes.data,
        sums.ctypes.data, panel.shape[0],
    )  # fmt: skip


@njit
def in_pairs(people, panel, bonus, mark, hits, sums):  # noqa: PLR0917 - numba takes no keyword-only arguments
    tile_in_pairs(
        people.ctypes.data, people.shape[1], panel.ctypes.data, bonus.ctypes.data, mark.ctypes.data, hits.ctypes.data,
        sums.ctypes.data, panel.shape[0],
    )  # fmt: skip


@njit
def lowest(bits):
    return first_bit(bits)


@pytest.mark.parametrize("kernel", [at_once, in_pairs])
def test_the_sums_and_the_hits_are_those_of_the_products(kernel):
    chance = np.random.default_rng(1)
    for steps in (1, 2, 3, 8, 32, 33):
        for ends in (False, True):
            low, high = (-127, 127) if ends else (0, 0)
            people = chance.choice([low, high], (4, 4 * steps)) if ends else chance.integers(-127, 128, (4, 4 * steps))
            panel = chance.choice([0, 255], (steps, 64, 4)) if ends else chance.integers(0, 256, (steps, 64, 4))
            expected = people @ panel.transpose(0, 2, 1).reshape(4 * steps, 64)
            bonus, mark = chance.integers(-9000, 9000, 64), chance.integers(-20_000, 20_000, 4)
            hits, sums = np.zeros(4, np.uint64), np.zeros((4, 64), np.int32)
            kernel(
                people.astype(np.int8),
                panel.astype(np.uint8),
                bonus.astype(np.int32),
                mark.astype(np.int32),
                hits,
                sums,
            )
            assert (sums == expected).all()
            bits = (hits[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
            assert (bits.astype(bool) == (expected + bonus > mark[:, None])).all()


def test_the_lowest_bit_is_found():
    assert [lowest(np.uint64(bits)) for bits in (1, 6, 1 << 63, (1 << 40) | (1 << 50))] == [0, 1, 63, 40]
