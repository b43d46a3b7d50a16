"""What the kernels share: how the row of a person is laid out, and where seats begin."""

import numpy as np
from numba import njit

META = 3  # fields behind the edges of a row, counted from its end
LENGTH, WHO, HELD = -1, -2, -3
MAY_LEAVE = 1 << 30
MOST_WISHES = 30  # bits of a mask below MAY_LEAVE


@njit(cache=True, nogil=True)
def sizes(wishes, capacity):
    """Where the seats of each offering that can ever be used begin: int32[m + 1]."""
    people, most = wishes.shape
    m = capacity.size
    wanted = np.zeros(m, np.int32)
    for i in range(people):
        for k in range(most):
            if wishes[i, k] >= 0:
                wanted[wishes[i, k]] += 1
    start = np.empty(m + 1, np.int32)
    start[0] = 0
    for j in range(m):
        start[j + 1] = start[j] + min(capacity[j], wanted[j])
    return start
