"""More people placed by exchanges within ties, each of which leaves the answer stable.

With ties, stable answers differ in how many people they place; the most is hard to find. This walks from one to the
next: somebody takes a seat from another with the same score there, who then looks for the best that is left; the seat
that was given up goes to whoever wants it most, whose seat goes on to the next, and so on. What places fewer people is
taken back; what places as many is kept, for that is how one gets somewhere else.
"""

from typing import Any, NamedTuple

import numpy as np

from werkveld_engine.kernels.ahead import fetch_ahead
from werkveld_engine.kernels.lean import lean

LOG = 4096  # moves in one exchange; a longer one is taken back
ROOM = -1  # the line of a place with a seat left: anyone is above it
LOOSE = -2  # of somebody who is between two places
AHEAD = 8
MOST_SPENT = 50  # applications that may be looked at for each try, on average: a place that everyone wants is slow


class Board(NamedTuple):
    """Who stands where, and what is needed to take a move back."""

    wishes: Any  # int32[n, K], in the order of asking
    score: Any  # int32[n, K]
    wish: Any  # int32[n · K], the same as wishes
    points_of: Any  # int32[n · K], the same as score
    comes: Any  # int64[AHEAD]: who tries next
    tier: Any  # int32[n, K] or int32[0, 0]: equal for equal wishes
    seats: Any  # int64[m]
    start: Any  # int64[m + 1]: applications of a place, the most wanted first
    learner: Any  # int32[a]
    column: Any  # int16[a]
    points: Any  # int32[a]
    held: Any  # int16[n]: the wish that somebody has, K for none
    load: Any  # int64[m]
    line: Any  # int32[m]: the lowest score in a full place, else ROOM
    chain: Any  # int32[m, kinds]: the limits of each place
    most: Any  # int64[limits]
    count: Any  # int64[limits]
    floor: Any  # int32[limits]: no score in it is lower
    who: Any  # int32[LOG]: moves of people, with what they had
    had: Any  # int16[LOG]
    where: Any  # int32[LOG]: places touched, with their line
    stood: Any  # int32[LOG]
    length: Any  # int64[3]: of both logs; people without a place more than before
    spent: Any  # int64[1]: applications looked at
    luck: Any  # uint64[1]


@lean
def draw(board, below):
    """A number from 0 up to `below`: xorshift64* (S. Vigna, 2016)."""
    x = board.luck[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    board.luck[0] = x
    return np.int64(((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(33)) * np.uint64(below) >> np.uint64(31))


@lean
def tier_of(board, i, k):
    """Lower is wished more; nothing is wished least."""
    if k >= board.wishes.shape[1]:
        return np.int64(1) << 40
    return np.int64(board.tier[i, k]) if board.tier.size > 0 else np.int64(k)


@lean
def line_of(board, j):
    """Reckoned anew."""
    if board.load[j] < board.seats[j]:
        return ROOM
    for at in range(board.start[j + 1] - 1, board.start[j] - 1, -1):
        if board.held[board.learner[at]] == board.column[at]:
            return board.points[at]
    return ROOM


@lean
def redraw(board, j):
    """After somebody came or went."""
    board.spent[0] += board.start[j + 1] - board.start[j]
    at = board.length[1]
    if at < LOG:
        board.where[at], board.stood[at] = j, board.line[j]
        board.length[1] += 1
    board.line[j] = line_of(board, j)


@lean
def move(board, i, k):
    """Put i on wish k, K for none and LOOSE for in between; counts, but does not redraw lines."""
    most = board.wishes.shape[1]
    old = np.int64(board.held[i])
    at = board.length[0]
    if at < LOG:
        board.who[at], board.had[at] = i, old
        board.length[0] += 1
    add(board, i, old, np.int64(-1))
    add(board, i, k, np.int64(1))
    board.length[2] += np.int64(not 0 <= k < most) - np.int64(not 0 <= old < most)
    board.held[i] = k


@lean
def add(board, i, k, number):
    """One more or less where wish k leads."""
    if 0 <= k < board.wishes.shape[1]:
        j = board.wishes[i, k]
        board.load[j] += number
        for f in range(board.chain.shape[1]):
            g = board.chain[j, f]
            if g >= 0:
                board.count[g] += number
                if number > 0 and board.score[i, k] < board.floor[g]:
                    board.floor[g] = board.score[i, k]


@lean
def closed(board, j):
    """The narrowest limit of j that is full, else -1."""
    for f in range(board.chain.shape[1]):
        g = np.int64(board.chain[j, f])
        if g >= 0 and board.count[g] >= board.most[g]:
            return g
    return np.int64(-1)


@lean
def would_move_on(board, i, k):
    """Would i, once in wish k, rather sit elsewhere under the same full limit, where only that limit kept them out?"""
    j = board.wishes[i, k]
    for better in range(k):
        there = board.wishes[i, better]
        if there < 0 or board.load[there] >= board.seats[there] or board.score[i, better] < board.score[i, k]:
            continue
        g = closed(board, there)
        for f in range(board.chain.shape[1]):
            if g >= 0 and board.chain[j, f] == g:
                return True
    return False


@lean
def last_in(board, j):
    """Somebody with the lowest score in a full place, by chance when there are more."""
    board.spent[0] += board.start[j + 1] - board.start[j]
    found, many = np.int64(-1), np.int64(0)
    for at in range(board.start[j + 1] - 1, board.start[j] - 1, -1):
        if board.points[at] > board.line[j]:
            break
        i = np.int64(board.learner[at])
        if board.points[at] == board.line[j] and board.held[i] == board.column[at]:
            many += 1
            if many == 1 or draw(board, many) == 0:
                found = i
    return found


@lean
def pass_on(board, j):
    """The seat that came free at j goes to who wants it most, their seat to the next. False: undo everything."""
    most = board.wishes.shape[1]
    while board.length[0] < LOG:
        best, k, points, many, without = np.int64(-1), np.int64(0), np.int64(-1), np.int64(0), False
        for at in range(board.start[j], board.start[j + 1]):
            if board.points[at] < points:
                break
            i, wish, held = np.int64(board.learner[at]), np.int64(board.column[at]), board.held[board.learner[at]]
            if held == LOOSE or tier_of(board, i, np.int64(held)) <= tier_of(board, i, wish):
                continue
            if without and held < most:
                continue
            fresh = held >= most and not without
            many = np.int64(1) if fresh else many + 1
            if fresh or many == 1 or draw(board, many) == 0:
                best, k = i, wish
            points, without = np.int64(board.points[at]), without or fresh
        if best < 0:
            redraw(board, j)
            return True
        old = np.int64(board.held[best])
        if old < most and closed(board, np.int64(board.wishes[best, old])) >= 0:
            return False  # room under a limit would have to be offered to everyone in it
        move(board, best, k)
        redraw(board, j)
        if old >= most:
            return True
        j = np.int64(board.wishes[best, old])
    return False


@lean
def settle(board, i, avoid, boldness):
    """i, who is loose, takes the best that is left, and whoever goes for it does the same. False: undo everything.

    Of `boldness` in a thousand ties on the way one is claimed too, except at the place `avoid`.
    """
    most = board.wishes.shape[1]
    while board.length[0] < LOG:
        found, is_room = np.int64(most), False
        for k in range(most):
            j = np.int64(board.wishes[i, k])
            if found < most and (is_room or tier_of(board, i, k) > tier_of(board, i, found)):
                break
            if j < 0 or board.seats[j] == 0:
                continue
            points = board.score[i, k]
            if board.load[j] < board.seats[j]:
                g = closed(board, j)
                if g < 0:
                    found, is_room = np.int64(k), True
                elif points > board.floor[g]:
                    return False
            elif (found == most and points >= board.line[j]) and (
                points > board.line[j] or (j != avoid and draw(board, np.int64(1000)) < boldness)
            ):
                found = np.int64(k)
        if found == most:
            move(board, i, np.int64(most))
            return True
        if would_move_on(board, i, found):
            return False
        j = np.int64(board.wishes[i, found])
        other = np.int64(-1) if is_room else last_in(board, j)
        if other >= 0:
            move(board, other, np.int64(LOOSE))
        move(board, i, found)
        redraw(board, j)
        if other < 0:
            return True
        i = other
    return False


@lean
def take_back(board):
    """As it was before."""
    for at in range(board.length[0] - 1, -1, -1):
        i = np.int64(board.who[at])
        add(board, i, np.int64(board.held[i]), np.int64(-1))
        add(board, i, np.int64(board.had[at]), np.int64(1))
        board.held[i] = board.had[at]
    for at in range(board.length[1] - 1, -1, -1):
        board.line[board.where[at]] = board.stood[at]


@lean
def exchange(board, i, k, boldness):
    """i claims wish k from somebody with the same score. Gives how many more are placed; -1 when it was taken back."""
    most = board.wishes.shape[1]
    j, old = np.int64(board.wishes[i, k]), np.int64(board.held[i])
    board.length[:] = 0
    other = last_in(board, j) if board.load[j] >= board.seats[j] else np.int64(-1)
    if other >= 0:
        move(board, other, np.int64(LOOSE))
    move(board, i, k)
    redraw(board, j)
    fine = True
    if old < most:
        fine = pass_on(board, np.int64(board.wishes[i, old]))
    if fine and other >= 0:
        fine = settle(board, other, j, boldness)
    if not fine or board.length[2] > 0 or board.length[1] >= LOG:
        take_back(board)
        return -1
    return -board.length[2]


@lean
def chance(board, i):
    """A wish that i may claim from somebody with the same score, or -1."""
    most = board.wishes.shape[1]
    held = np.int64(board.held[i])
    last = held
    while last + 1 < most and held < most and tier_of(board, i, last + 1) == tier_of(board, i, held):
        last += 1
    if held >= most:
        last = np.int64(most - 1)
    if last < 0:
        return -1
    k = draw(board, last + 1)
    j = np.int64(board.wishes[i, k])
    if k == held or j < 0 or board.seats[j] == 0:
        return -1
    if held < most and closed(board, np.int64(board.wishes[i, held])) >= 0:
        return -1
    if board.load[j] >= board.seats[j]:
        fine = board.score[i, k] == board.line[j]
    else:
        fine = tier_of(board, i, k) == tier_of(board, i, held) and closed(board, j) < 0
    return k if fine and not would_move_on(board, i, k) else -1


@lean
def walk(board, turns, tries, boldness):
    """Gives how many more are placed, after so many tries or when nobody is left. O(tries).

    turns: int32[n], rows in an order that does not depend on how the problem was written down.
    """
    n, most = board.wishes.shape
    missing = np.int64(0)
    for i in range(n):
        missing += board.held[i] >= most
    for j in range(board.seats.size):
        board.line[j] = line_of(board, np.int64(j))
    more = 0
    for at in range(AHEAD):
        board.comes[at] = turns[draw(board, np.int64(n))]
    for at in range(tries):
        if more == missing or board.spent[0] > MOST_SPENT * tries:
            break
        i = board.comes[at % AHEAD]
        later = np.int64(turns[draw(board, np.int64(n))])
        board.comes[at % AHEAD] = later
        fetch_ahead(board.wish, later * most)
        fetch_ahead(board.points_of, later * most)
        fetch_ahead(board.held, later)
        if board.held[i] == 0 and board.tier.size == 0:
            continue
        k = chance(board, i)
        if k >= 0:
            more += max(0, exchange(board, i, k, boldness))
    return more
