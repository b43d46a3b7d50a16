"""What the kernels share: how the row of a person is laid out."""

import numpy as np
from numba import njit

META = 3  # fields behind the edges of a row, counted from its end
LENGTH, WHO, HELD = -1, -2, -3
MAY_LEAVE = 1 << 30
MOST_WISHES = 30  # bits of a mask below MAY_LEAVE


@njit(cache=True)
def order_by_first(wishes, m):
    """Row numbers of people by their first offering, so that who asks the same lies together."""
    people, most = wishes.shape
    count = np.zeros(m + 2, np.int64)
    order = np.empty(people, np.int32)
    for i in range(people):
        count[(wishes[i, 0] if most and wishes[i, 0] >= 0 else m) + 1] += 1
    for j in range(m + 1):
        count[j + 1] += count[j]
    for i in range(people):
        j = wishes[i, 0] if most and wishes[i, 0] >= 0 else m
        order[count[j]] = i
        count[j] += 1
    return order
