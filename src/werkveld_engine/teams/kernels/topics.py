"""Who works on which topic: the smallest sum of ranks, by shortest augmenting paths between topics.

Topics are few, so people are kept in stacks: for each pair of topics and each difference in rank, who would lose that
much by going from one to the other. A shortest path runs over the tops of stacks, and moves as many people at once as
all its stacks hold (R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), 9.7, on a network of topics).
"""

import numpy as np
from numba import njit

FAR = 1 << 40


@njit(cache=True)
def _push(i, choice, rank, head, onward, back, count):
    topics, most = rank.shape[1], (head.shape[2] - 1) // 2
    a = choice[i]
    for b in range(topics):
        if b != a:
            d = rank[i, b] - rank[i, a] + most
            node = i * topics + b
            onward[node], back[node] = head[a, b, d], -1
            if head[a, b, d] >= 0:
                back[head[a, b, d]] = node
            head[a, b, d] = node
            count[a, b, d] += 1


@njit(cache=True)
def _pull(i, choice, rank, head, onward, back, count):
    topics, most = rank.shape[1], (head.shape[2] - 1) // 2
    a = choice[i]
    for b in range(topics):
        if b != a:
            d = rank[i, b] - rank[i, a] + most
            node = i * topics + b
            if back[node] >= 0:
                onward[back[node]] = onward[node]
            else:
                head[a, b, d] = onward[node]
            if onward[node] >= 0:
                back[onward[node]] = back[node]
            count[a, b, d] -= 1


@njit(cache=True)
def _least(a, count, length):
    """Lengths of the edges from a topic."""
    most = (count.shape[2] - 1) // 2
    for b in range(count.shape[1]):
        length[a, b] = FAR
        if a != b:
            for d in range(count.shape[2]):
                if count[a, b, d] > 0:
                    length[a, b] = d - most
                    break


@njit(cache=True)
def _path(length, gives, takes, distance, origin):
    """The topic that takes at the end of a shortest path from one that gives; -1 if there is none."""
    topics = gives.size
    for a in range(topics):
        distance[a], origin[a] = (0 if gives[a] > 0 else FAR), -1
    changed = True
    while changed:
        changed = False
        for a in range(topics):
            if distance[a] < FAR:
                for b in range(topics):
                    if length[a, b] < FAR and distance[a] + length[a, b] < distance[b]:
                        distance[b], origin[b] = distance[a] + length[a, b], a
                        changed = True
    best = -1
    for b in range(topics):
        if takes[b] > 0 and distance[b] < FAR and (best < 0 or distance[b] < distance[best]):
            best = b
    return best


@njit(cache=True)
def smallest_ranks(rank, low, high):
    """Gives choice int32[n] and price int64[topics]. Every topic gets low to high people; sum(low) <= n <= sum(high).

    rank int32[n, topics]. Price: going by rank + price, nobody would choose otherwise, and a topic that could have one
    more is never dearer than one that could have one less: weak duality makes that a proof.
    """
    n, topics = rank.shape
    most = 0
    for i in range(n):
        for b in range(topics):
            most = max(most, rank[i, b])
    choice = np.empty(n, np.int32)
    head = np.full((topics, topics, 2 * most + 1), -1, np.int32)
    count = np.zeros((topics, topics, 2 * most + 1), np.int32)
    onward, back = np.empty(n * topics, np.int32), np.empty(n * topics, np.int32)
    held = np.zeros(topics, np.int64)
    for i in range(n):
        choice[i] = np.argmin(rank[i])
        held[choice[i]] += 1
        _push(i, choice, rank, head, onward, back, count)
    length = np.empty((topics, topics), np.int64)
    for a in range(topics):
        _least(a, count, length)
    distance, origin = np.empty(topics, np.int64), np.empty(topics, np.int64)
    gives, takes = np.empty(topics, np.int64), np.empty(topics, np.int64)
    for stage in range(3):
        # Too many to too few; then too many to where is room; then from where some can be missed to too few.
        while True:
            for a in range(topics):
                gives[a] = held[a] - (high[a] if stage < 2 else low[a])
                takes[a] = (high[a] if stage == 1 else low[a]) - held[a]
            end = _path(length, gives, takes, distance, origin)
            if end < 0:
                break
            moved, b = takes[end], end
            while origin[b] >= 0:
                a = origin[b]
                moved = min(moved, np.int64(count[a, b, length[a, b] + most]))
                b = a
            moved = min(moved, gives[b])
            b = end
            while origin[b] >= 0:
                a = origin[b]
                for _ in range(moved):
                    i = head[a, b, length[a, b] + most] // topics
                    _pull(i, choice, rank, head, onward, back, count)
                    choice[i] = b
                    _push(i, choice, rank, head, onward, back, count)
                held[a] -= moved
                held[b] += moved
                b = a
            b = end
            while b >= 0:
                _least(b, count, length)
                b = origin[b]
    return choice, _prices(length, held, low, high)


@njit(cache=True)
def _prices(length, held, low, high):
    topics = held.size
    price = np.zeros(topics + 1, np.int64)  # the last: a seat anywhere
    changed = True
    while changed:
        changed = False
        for a in range(topics):
            for b in range(topics):
                if length[a, b] < FAR and price[b] + length[a, b] < price[a]:
                    price[a] = price[b] + length[a, b]
                    changed = True
            if held[a] < high[a] and price[topics] < price[a]:
                price[a] = price[topics]
                changed = True
            if held[a] > low[a] and price[a] < price[topics]:
                price[topics] = price[a]
                changed = True
    return price[:topics].copy()
