"""The best offerings of people who live together: bounds in bytes over everything in reach, then exact scores of few.

For a cell of people, whatever is in reach of its middle is packed in panels, nearest first. The byte product of two
profiles differs from the true one by at most |e|·|x| + |p|·|f|, where e and f are what rounding to bytes left out
(Cauchy-Schwarz), so a tile of sums tells which offerings could still be among the best of somebody. Of those alone, the
distance and the rules are looked at, and they are kept with their highest possible score; whoever has fewer than `best`
lowest possible scores above that is scored exactly at the end. Everything is counted in whole points.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from werkveld_engine.ranking.kernels.tile import PEOPLE, WIDE, first_bit, tile

LOW = -(1 << 62)
MOST_IN_CELL = 256
CHUNK = 2048  # offerings that are packed at once
RINGS = 32  # steps of distance
SAFE = 1.0 + 1e-9  # more than doubles can be off


WHO, EAST, NORTH, NEED, MARGIN = range(5)


class Offered(NamedTuple):
    """Offerings in the order of the map, those without a place last."""

    points: Any  # int32[m, d]
    packed: Any  # int32[m, w]: four bytes each, profile in steps of `step`, plus 128
    at: Any  # int64[m, 2]
    need: Any  # int64[m]
    length: Any  # float64[m]: of the profile
    error: Any  # float64[m]: length of what bytes leave out
    key: Any  # int64[m]: order of the ids
    least: Any  # int64[m, t]
    most: Any  # int64[m, t]
    open_to: Any  # uint64[m]
    square: Any  # int64[rows * columns + 1]: where each square of the map begins
    shape: Any  # int64[7]: left, bottom, side, columns, rows, offerings with a place, step


class Asking(NamedTuple):
    """People of one block, cell by cell."""

    points: Any  # int32[b, d]
    at: Any  # int64[b, 2]
    trait: Any  # int64[b, t]
    member_of: Any  # uint64[b]
    done_from: Any  # int64[b + 1]
    done: Any  # int32: rows of offerings, sorted for each person
    cell: Any  # int64[c + 1]: where each cell begins
    placed: Any  # bool[c]: whether the people of a cell have a place


class Lists(NamedTuple):
    """For each person of a cell: `best` lowest possible scores, and who could still be among the best."""

    low: Any  # int64[people, best], falling
    high: Any  # int64[people, room]
    who: Any  # int32[people, room]
    filled: Any  # int64[people]


class Near(NamedTuple):
    """What is in reach of a cell, and the chunk of it that is packed."""

    row: Any  # int32[m]
    far: Any  # float64[m]: centimetres from the middle of the cell, -1 without a place
    order: Any  # int32[m]: nearest first
    panel: Any  # int32[chunk / 64, w, 64]
    bonus: Any  # int32[chunk]
    slot: Any  # int64[chunk, 5]: WHO, EAST, NORTH, NEED, MARGIN


@njit(nogil=True, forceinline=True)
def travel(across, up, rate):
    """Points; `problem.travelled` says the same."""
    return np.int64(np.floor(np.sqrt(np.float64(across * across + up * up)) * rate))


@njit(nogil=True, forceinline=True)
def may_choose(i, j, trait, least, most, member_of, open_to, done_from, done):
    if open_to.size and (open_to[j] & member_of[i]) == 0:
        return False
    for t in range(least.shape[1]):
        if trait[i, t] < least[j, t] or trait[i, t] > most[j, t]:
            return False
    first, last = done_from[i], done_from[i + 1]
    while first < last:
        middle = (first + last) // 2
        if done[middle] == j:
            return False
        if done[middle] < j:
            first = middle + 1
        else:
            last = middle
    return True


@njit(cache=True, nogil=True)
def exact(points, at, row, placed, offered, j, rate):
    """The score in points."""
    score = offered.need[j]
    for column in range(points.shape[1]):
        score += np.int64(points[row, column]) * np.int64(offered.points[j, column])
    if placed and j < offered.shape[5]:
        score -= travel(offered.at[j, 0] - at[row, 0], offered.at[j, 1] - at[row, 1], rate)
    return score


@njit(cache=True, nogil=True)
def settle(asking, row, lists, i, placed, offered, rate):
    """Scores exactly who could be among the best, and keeps the best of them; by score, then by key."""
    best = lists.low.shape[1]
    mark = lists.low[i, best - 1]
    count = lists.filled[i]
    lists.low[i, :] = LOW
    kept = 0
    for at in range(count):
        if lists.high[i, at] < mark:
            continue
        j = lists.who[i, at]
        score = exact(asking.points, asking.at, row, placed, offered, j, rate)
        place = kept
        while place > 0 and (
            lists.high[i, place - 1] < score
            or (lists.high[i, place - 1] == score and offered.key[lists.who[i, place - 1]] > offered.key[j])
        ):
            place -= 1
        if place >= best:
            continue
        # The list is written behind where it is read: kept <= at.
        kept = min(kept + 1, best)
        for other in range(kept - 1, place, -1):
            lists.high[i, other] = lists.high[i, other - 1]
            lists.who[i, other] = lists.who[i, other - 1]
        lists.high[i, place] = score
        lists.who[i, place] = j
    lists.filled[i] = kept
    for at in range(kept):
        lists.low[i, at] = lists.high[i, at]


@njit(nogil=True, forceinline=True)
def consider(i, j, high, low, lows, highs, who, filled):
    """Keeps an offering for person i with its highest and lowest possible score; False if there is no room."""
    best = lows.shape[1]
    if filled[i] == highs.shape[1]:
        kept = 0
        for at in range(filled[i]):
            if highs[i, at] >= lows[i, best - 1]:
                highs[i, kept], who[i, kept] = highs[i, at], who[i, at]
                kept += 1
        filled[i] = kept
        if kept == highs.shape[1]:
            return False
    highs[i, filled[i]], who[i, filled[i]] = high, j
    filled[i] += 1
    if low > lows[i, best - 1]:
        place = best - 1
        while place > 0 and lows[i, place - 1] < low:
            lows[i, place] = lows[i, place - 1]
            place -= 1
        lows[i, place] = low
    return True


@njit(cache=True, nogil=True)
def in_reach(near, offered, middle, reach, placed):
    """How many offerings are within `reach` of the middle (all if negative); fills `near`, nearest first."""
    m = offered.need.size
    with_place = offered.shape[5]
    count = 0
    if not placed or reach < 0:
        for j in range(m):
            near.row[count] = j
            if placed and j < with_place:
                near.far[count] = np.hypot(offered.at[j, 0] - middle[0], offered.at[j, 1] - middle[1])
            else:
                near.far[count] = -1.0
            count += 1
    else:
        left, bottom, side = offered.shape[0], offered.shape[1], offered.shape[2]
        columns, lines = offered.shape[3], offered.shape[4]
        first: Any = max(0, np.int64((middle[0] - reach - left) // side))
        last: Any = min(columns - 1, np.int64((middle[0] + reach - left) // side))
        low: Any = max(0, np.int64((middle[1] - reach - bottom) // side))
        top: Any = min(lines - 1, np.int64((middle[1] + reach - bottom) // side))
        for line in range(low, top + 1):
            if last < first:
                break
            for j in range(offered.square[line * columns + first], offered.square[line * columns + last + 1]):
                across, up = offered.at[j, 0] - middle[0], offered.at[j, 1] - middle[1]
                far = np.sqrt(across * across + up * up)
                if far <= reach:
                    near.row[count] = j
                    near.far[count] = far
                    count += 1
        for j in range(with_place, m):
            near.row[count] = j
            near.far[count] = -1.0
            count += 1
    rings = np.zeros(RINGS + 1, np.int64)
    farthest = 1.0
    for at in range(count):
        farthest = max(farthest, near.far[at])
    scale = (RINGS - 1) / farthest
    for at in range(count):
        rings[np.int64(max(0.0, near.far[at]) * scale) + 1] += 1
    for ring in range(RINGS):
        rings[ring + 1] += rings[ring]
    for at in range(count):
        here = np.int64(max(0.0, near.far[at]) * scale)
        near.order[rings[here]] = at
        rings[here] += 1
    return count


@njit(cache=True, nogil=True)
def in_bytes(asking, first, last, least_step, people, shift):
    """Writes the profiles of a cell as bytes in `people`; gives the step, and the greatest length of what was written
    and of what was left out. Whichever way a number is rounded, what is left out is measured exactly.
    """
    columns = asking.points.shape[1]
    greatest = np.int32(0)
    for i in range(first, last):
        for column in range(columns):
            greatest = max(greatest, abs(asking.points[i, column]))
    step = max(np.int64(-(-greatest // 127)), least_step, 1)
    inverse = 1.0 / step
    error, length = np.int64(0), np.int64(0)
    for i in range(first, last):
        left_out, written, total = np.int64(0), np.int64(0), np.int64(0)
        for column in range(columns):
            value = np.int64(asking.points[i, column])
            byte = np.int64(np.rint(value * inverse))
            rest = value - byte * step
            people[i - first, column] = byte
            left_out += rest * rest
            written += byte * byte
            total += byte
        shift[i - first] = 128 * total  # since the bytes of offerings are raised by 128
        error = max(error, left_out)
        length = max(length, written)
    return step, np.sqrt(np.float64(length)) * step * SAFE, np.sqrt(np.float64(error)) * SAFE


@njit(cache=True, nogil=True)
def pack(near, first, last, offered, radius, unit, length, error, rate):
    """Packs a chunk of what is near, with the most that each offering can add to its byte product, in units."""
    words = offered.packed.shape[1]
    for place in range(first, last):
        slot = place - first
        panel, lane = slot // WIDE, slot % WIDE
        at = near.order[place]
        j = near.row[at]
        for word in range(words):
            near.panel[panel, word, lane] = offered.packed[j, word]
        margin = np.int64((length * offered.error[j] + error * offered.length[j]) * SAFE) + 1
        less = np.int64(max(0.0, near.far[at] - radius - 2.0) * rate)
        near.bonus[slot] = np.int32(np.floor((offered.need[j] + margin - less) / unit)) + 1
        near.slot[slot, WHO] = j
        near.slot[slot, EAST], near.slot[slot, NORTH] = offered.at[j, 0], offered.at[j, 1]
        near.slot[slot, NEED], near.slot[slot, MARGIN] = offered.need[j], margin
    panels = (last - first + WIDE - 1) // WIDE
    for slot in range(last - first, panels * WIDE):
        near.bonus[slot] = -(1 << 30)
    return panels


@njit(nogil=True, forceinline=True)
def marked(low, unit, shift):
    """What a byte product with its bonus has to exceed."""
    return np.int32(min(1 << 30, max(-(1 << 29), low // unit - 1 + shift)))


@njit(cache=True, nogil=True)
def search(asking, offered, best, rate, reach, found, score):
    """Fills found int32[b, best] (rows in the order of the map, -1 behind the last) and score int64[b, best].

    rate: points a centimetre; reach: centimetres, negative for no limit. O(people · in reach · columns).
    """
    m = offered.need.size
    words = offered.packed.shape[1]
    near = Near(
        np.empty(m, np.int32), np.empty(m), np.empty(m, np.int32),
        np.zeros((CHUNK // WIDE, words, WIDE), np.int32), np.empty(CHUNK, np.int32), np.empty((CHUNK, 5), np.int64),
    )  # fmt: skip
    room = max(64, 4 * best)
    lists = Lists(
        np.empty((MOST_IN_CELL, best), np.int64), np.empty((MOST_IN_CELL, room), np.int64),
        np.empty((MOST_IN_CELL, room), np.int32), np.empty(MOST_IN_CELL, np.int64),
    )  # fmt: skip
    # By name of their own, since taking a field out of a tuple counts a reference, inside the inner loop a dear thing.
    lows, highs, who, filled = lists.low, lists.high, lists.who, lists.filled
    panels, bonus, slot = near.panel, near.bonus, near.slot
    at, trait, member_of, done_from, done = asking.at, asking.trait, asking.member_of, asking.done_from, asking.done
    least, most, open_to, with_place = offered.least, offered.most, offered.open_to, offered.shape[5]
    people = np.zeros((MOST_IN_CELL, 4 * words), np.int8)
    shift = np.zeros(MOST_IN_CELL, np.int64)
    mark = np.empty(MOST_IN_CELL, np.int32)
    hits = np.zeros(PEOPLE, np.uint64)
    sums = np.empty((PEOPLE, WIDE), np.int32)
    middle = np.empty(2, np.int64)
    for cell in range(asking.cell.size - 1):
        begin, end = asking.cell[cell], asking.cell[cell + 1]
        placed = asking.placed[cell]
        for axis in range(2):
            middle[axis] = (asking.at[begin:end, axis].min() + asking.at[begin:end, axis].max()) // 2
        radius = 0.0
        for i in range(begin, end):
            radius = max(radius, np.hypot(asking.at[i, 0] - middle[0], asking.at[i, 1] - middle[1]))
        radius += 1.0
        count = in_reach(near, offered, middle, -1.0 if reach < 0 else reach + radius + 1.0, placed)
        # Sums and what is added to them have to fit in 31 bits.
        span = np.float64(np.abs(offered.need).max()) if m else 0.0
        if count:
            span += (near.far[:count].max() + 2.0) * rate
        step_of_offerings = offered.shape[6]
        least_step = np.int64(span / step_of_offerings / (1 << 28)) + 1
        step, length, error = in_bytes(asking, begin, end, least_step, people, shift)
        unit = step * step_of_offerings
        lows[:] = LOW
        filled[:] = 0
        mark[:] = 1 << 30
        for i in range(end - begin):
            mark[i] = -(1 << 29)
        for chunk in range(0, count, CHUNK):
            last = min(count, chunk + CHUNK)
            filled_panels = pack(near, chunk, last, offered, radius, unit, length, error, rate)
            for panel in range(filled_panels):
                for i in range(0, end - begin, PEOPLE):
                    tile(
                        people.ctypes.data + i * 4 * words, 4 * words,
                        panels.ctypes.data + panel * words * WIDE * 4, bonus.ctypes.data + panel * WIDE * 4,
                        mark.ctypes.data + 4 * i, hits.ctypes.data, sums.ctypes.data, words,
                    )  # fmt: skip
                    for k in range(PEOPLE):
                        hit = hits[k]
                        if hit == 0:
                            continue
                        row = begin + i + k
                        while hit != 0:
                            lane: Any = first_bit(hit)  # type: ignore[call-arg]  # numba gives the first one
                            hit &= hit - np.uint64(1)
                            here = panel * WIDE + lane
                            if sums[k, lane] + bonus[here] <= mark[i + k]:
                                continue  # the mark has risen
                            j = slot[here, WHO]
                            points = (sums[k, lane] - shift[i + k]) * unit + slot[here, NEED]
                            if placed and j < with_place:
                                across, up = slot[here, EAST] - at[row, 0], slot[here, NORTH] - at[row, 1]
                                if reach >= 0 and across * across + up * up > reach * reach:
                                    continue
                                points -= travel(across, up, rate)
                            high, low = points + slot[here, MARGIN], points - slot[here, MARGIN]
                            if high < lows[i + k, best - 1] or not may_choose(
                                row, j, trait, least, most, member_of, open_to, done_from, done
                            ):
                                continue
                            if not consider(i + k, j, high, low, lows, highs, who, filled):
                                settle(asking, row, lists, i + k, placed, offered, rate)
                                consider(i + k, j, high, low, lows, highs, who, filled)
                            mark[i + k] = marked(lows[i + k, best - 1], unit, shift[i + k])
        for i in range(end - begin):
            settle(asking, begin + i, lists, i, placed, offered, rate)
            for rank in range(filled[i]):
                found[begin + i, rank], score[begin + i, rank] = who[i, rank], highs[i, rank]
