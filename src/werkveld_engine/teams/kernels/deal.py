"""A first seating: everyone of one kind goes to the teams that have the fewest like them."""

import numpy as np
from numba import njit

ENOUGH = 4096  # teams looked at for one kind, at least
MOST_ALIKE = 64


@njit(cache=True)
def deal(order, kind, code, unit, people, first, choice, size):
    """Gives int32[p] teams. O(p + kinds · teams) and less for many kinds.

    order: rows by topic and kind, int64[people]; choice int32[p]: the topic of each; first int64[topics + 1]: the teams of
    each topic. unit int32[values + 1]: small weights. Empty seats go one to a team, to the first of a topic.
    """
    p = kind.size
    teams = first[-1]
    count = np.zeros((teams, unit.size), np.int32)
    load = np.zeros(teams, np.int32)
    team = np.empty(p, np.int32)
    given = np.zeros(first.size - 1, np.int64)
    for i in range(people, p):
        t = first[choice[i]] + given[choice[i]]
        given[choice[i]] += 1
        team[i] = t
        load[t] += 1
    cost, near = np.empty(teams, np.int32), np.empty(teams, np.int32)
    head = np.zeros(MOST_ALIKE + 1, np.int64)
    pick = np.empty(teams, np.int32)
    begin, turn = 0, 0
    while begin < people:
        example = order[begin]
        topic = choice[example]
        end = begin
        while end < people and kind[order[end]] == kind[example] and choice[order[end]] == topic:
            end += 1
        wide = first[topic + 1] - first[topic]
        while begin < end:
            wanted = max(ENOUGH, 4 * (end - begin))
            found = 0
            head[:] = 0
            for step in range(wide):
                t = first[topic] + (step + turn) % wide
                if load[t] >= size:
                    continue
                alike = 0
                for a in range(code.shape[1]):
                    alike += unit[code[example, a]] * count[t, code[example, a]]
                alike = min(alike, MOST_ALIKE - 1)
                near[found], cost[found] = t, alike
                head[alike + 1] += 1
                found += 1
                if found == wanted:
                    break
            for alike in range(MOST_ALIKE):
                head[alike + 1] += head[alike]
            for at in range(found):
                pick[head[cost[at]]] = near[at]
                head[cost[at]] += 1
            now = min(end - begin, found)
            for at in range(now):
                i, t = order[begin + at], pick[at]
                team[i] = t
                load[t] += 1
                for a in range(code.shape[1]):
                    count[t, code[i, a]] += 1
            begin += now
            turn += now
    return team


@njit(cache=True)
def resume(before, people, teams, size, smallest):
    """Gives int32[p] teams: as before where there is a seat, new people where there are fewest. O(p · size + teams)."""
    p = before.size
    team = np.full(p, -1, np.int32)
    load = np.zeros(teams, np.int64)
    for i in range(people):
        t = before[i]
        if t >= 0 and load[t] < size:
            team[i] = t
            load[t] += 1
    level, t = 0, 0
    for i in range(people):
        while team[i] < 0:  # the teams with the fewest first, one person each in turn
            if t == teams:
                level, t = level + 1, 0
            elif load[t] <= level:
                team[i] = t
                load[t] += 1
                t += 1
            else:
                t += 1
    short = 0
    for i in range(people - 1, -1, -1):  # the last lots make room where a team is too small
        while short < teams and load[short] >= smallest:
            short += 1
        if short == teams:
            break
        if load[team[i]] > smallest:
            load[team[i]] -= 1
            team[i] = short
            load[short] += 1
    t = 0
    for i in range(people, p):
        while load[t] >= size:
            t += 1
        team[i] = t
        load[t] += 1
    return team
