"""One seat each: what the compiled loops of `kernels.one_seat` do, in which order, and on how many threads.

Searches go one after the other; everything that the new prices change is looked at in pieces, and each piece by any
thread. So the answer is the same for any number of them.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.kernels import one_seat as kernel
from werkveld_engine.electives.kernels.rows import META, sizes
from werkveld_engine.electives.kernels.search import BUCKETS, CHUNK, Market, Search

LINE = 16  # numbers of 4 bytes in a line of the cache
MANY = 2000  # offerings whose prices change: for fewer, threads are not worth it
PIECES = 4

Weights = NDArray[np.int32] | NDArray[np.int64]
Rows = NDArray[np.int32]
Each = Callable[..., Iterable[Any]]


def one_seat(
    wishes: Rows, room: Rows, weight: Weights, outside: int, had: Rows, *, threads: int = 1
) -> tuple[Rows, Weights]:
    """Held int32[people] and price w[m]; O(phases · edges) at worst, in practice nearly linear.

    Wishes int32[people, most], -1 for nothing; who asks the same should lie together. Room int32[m]; weight w[ranks],
    rising, and once more as long for what people had before (`had` int32[people, x], x = 0 to pay no heed); outside: the
    cost of no seat.
    """
    market, to = _opened(wishes, room, weight, outside)
    waiting = np.empty(len(wishes), np.int32)
    waits = waiting[: kernel.settle(wishes, had, market, waiting)]
    with ThreadPoolExecutor(threads) as pool:
        while threads > 1 and len(waits):
            stuck, dead = kernel.sweep(market, to, waits)
            if dead < MANY:
                waits = _raised(market, waits[:stuck], to.entered[:dead], map)
                break
            waits = _raised(market, waits[:stuck], to.entered[:dead], pool.map)
    kernel.to_the_end(market, to, waits)
    held = np.full(len(wishes), -1, np.int32)
    kernel.seated(market, held)
    return held, market.price


def _opened(wishes: Rows, room: Rows, weight: Weights, outside: int) -> tuple[Market, Search]:
    people, most = wishes.shape
    m = len(room)
    start = sizes(wishes, room)
    size = np.diff(start).astype(np.int32)
    count = int(start[-1]) + people
    limits = np.array([outside, 2 * outside + 1], weight.dtype)
    shown = np.zeros(m + 1, weight.dtype)
    shown[m] = limits[1]
    market = Market(
        rows=_rows(count, -(-(most + META) // LINE) * LINE),
        looks=np.empty((count, 4), np.int32),
        base=np.empty(count, weight.dtype),
        wake=np.empty(count, weight.dtype),
        start=start,
        size=size,
        room=size.copy(),
        price=np.zeros(m, weight.dtype),
        shown=shown,
        alarm=np.full(m, limits[1], weight.dtype),
        ahead=np.empty(m, np.int32),
        weight=weight,
        limits=limits,
    )
    none = np.empty(m, np.int32)
    to = Search(
        by_row=none,
        by_edge=none.copy(),
        by_group=none.copy(),
        depth=none.copy(),
        after=none.copy(),
        entered=none.copy(),
        head=np.full(BUCKETS, -1, np.int32),
        open=np.empty(CHUNK, np.int32),
    )
    return market, to


def _rows(count: int, wide: int) -> Rows:
    """Each in lines of its own. NumPy asks for large pages, which a search across all rows is glad of."""
    whole = np.empty((count + 1) * wide, np.int32)
    begin = -(whole.ctypes.data // 4) % LINE
    return whole[begin : begin + count * wide].reshape(count, wide)


def _raised(market: Market, stuck: Rows, dead: Rows, each: Each) -> Rows:
    """Who still waits."""
    people, offerings = np.array_split(stuck, PIECES), np.array_split(dead, PIECES)
    step = kernel.step_of(market, people[0], offerings[0], int(market.limits[0]))
    if step > 1:
        step = min(each(lambda at: kernel.step_of(market, people[at], offerings[at], step), range(1, PIECES)))
    kernel.lift(market, dead, step)
    counts = list(each(lambda at: kernel.follow(market, people[at], offerings[at], step), range(PIECES)))
    return np.concatenate([mine[:count] for mine, count in zip(people, counts, strict=True)])
