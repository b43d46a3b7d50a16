"""Evens out skills in large groups, without touching what is mixed."""

import numpy as np
from numba import njit


@njit(cache=True)
def level(hall, seats, listed, start, column, stamp):
    """People of one kind change seats among each other: who has most goes where most is missing.

    For one skill, and everyone else where they are, that order is the best there is (G. H. Hardy, J. E. Littlewood,
    G. Pólya, Inequalities (1934), 368); with more skills it is kept only where it pays. Who has a bond or a team from
    before stays. listed, start: people of one topic by kind; stamp int64[teams]. O(p log p).
    """
    skill, skill_weight, team = hall.skill, hall.skill_weight, seats.team
    member, slot, total = seats.member, seats.slot, seats.total
    paid, skills = np.int64(0), skill.shape[1]
    for kind in range(start.size - 1):
        count = 0
        who = np.empty(start[kind + 1] - start[kind], np.int32)
        lacks = np.empty(who.size, np.int64)
        has = np.empty(who.size, np.int64)
        for at in range(start[kind], start[kind + 1]):
            i = listed[at]
            free = i < hall.people and hall.before[i] < 0 and hall.bond_from[i] == hall.bond_from[i + 1]
            if free and stamp[team[i]] != kind:
                stamp[team[i]] = kind
                who[count] = i
                lacks[count] = total[team[i], column] - skill[i, column]
                has[count] = -skill[i, column]
                count += 1
        if count < 2:
            continue
        seat, giver = np.argsort(lacks[:count]), np.argsort(has[:count])
        change = np.int64(0)
        for at in range(count):
            t, i, old = team[who[seat[at]]], who[giver[at]], who[seat[at]]
            for k in range(skills):
                more = skill[i, k] - skill[old, k]
                change += skill_weight[k] * more * (2 * total[t, k] + more)
        if change >= 0:
            continue
        paid += change
        to, place = np.empty(count, np.int32), np.empty(count, np.int32)
        for at in range(count):
            to[at], place[at] = team[who[seat[at]]], slot[who[seat[at]]]
        for at in range(count):
            t, i, old = to[at], who[giver[at]], member[to[at], place[at]]
            for k in range(skills):
                total[t, k] += skill[i, k] - skill[old, k]
        for at in range(count):
            i = who[giver[at]]
            team[i], slot[i] = to[at], place[at]
            member[to[at], place[at]] = i
    return paid
