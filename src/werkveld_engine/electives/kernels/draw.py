"""The draw: in a standing order, everyone takes the best that is left."""

import numpy as np
from numba import njit


@njit(cache=True)
def serial_draw(wishes, room, seats, period, periods, group, start, limits, limit_room, limit_group):
    """Gives held[n, periods]; rows are in the order of the draw. O(size of the wishes).

    Wishes int32[n, most]; room int64[m], changed; seats int64[n]; period, group: int64. The limits that offering j
    falls under are limits[start[j]:start[j + 1]], with limit_room int64 left (changed) and limit_group the only group
    that counts, -1 for everyone.
    """
    n, most = wishes.shape
    held = np.full((n, periods), -1, np.int32)
    for i in range(n):
        wanted = seats[i]
        for k in range(most):
            if wanted == 0:
                break
            j = wishes[i, k]
            if j < 0 or room[j] <= 0 or held[i, period[j]] >= 0:
                continue
            allowed = True
            for at in range(start[j], start[j + 1]):
                limit = limits[at]
                if limit_room[limit] <= 0 and (limit_group[limit] < 0 or limit_group[limit] == group[i]):
                    allowed = False
            if not allowed:
                continue
            held[i, period[j]] = j
            room[j] -= 1
            wanted -= 1
            for at in range(start[j], start[j + 1]):
                limit = limits[at]
                if limit_group[limit] < 0 or limit_group[limit] == group[i]:
                    limit_room[limit] -= 1
    return held
