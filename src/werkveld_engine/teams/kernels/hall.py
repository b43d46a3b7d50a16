"""What the kernels share: who sits where, and what it costs when two people change seats."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

NEVER = 1 << 61


class Hall(NamedTuple):
    """What does not move; `standing.Standing` says what each array is."""

    code: Any
    weight: Any
    kind: Any
    skill: Any
    skill_weight: Any
    rank: Any
    topic: Any
    bond_from: Any
    bond_to: Any
    bond: Any
    before: Any
    price: Any  # int64[2]: points for a rank and for a person who moves
    first: Any  # int64[topics + 1]: the teams of each topic
    alike: Any  # int32[p]: rows by kind
    alike_from: Any  # int64[kinds + 1]
    people: int  # rows from here on are empty seats


class Seats(NamedTuple):
    """Who sits where. Beside it, for each team, how often it has each value, its skills together, its empty seats."""

    team: Any  # int32[p]
    slot: Any  # int32[p]
    member: Any  # int32[teams, size]
    count: Any  # int32[teams, values + 1]
    total: Any  # int64[teams, k]
    empty: Any  # int32[teams]


@njit(cache=True)
def seated(hall, team, teams, size):
    """Seats from int32[p] teams, each of which has `size` rows."""
    p = team.size
    slot, member = np.empty(p, np.int32), np.empty((teams, size), np.int32)
    count = np.zeros((teams, hall.weight.size), np.int32)
    total = np.zeros((teams, hall.skill.shape[1]), np.int64)
    empty, filled = np.zeros(teams, np.int32), np.zeros(teams, np.int32)
    for i in range(p):
        t = team[i]
        slot[i] = filled[t]
        member[t, filled[t]] = i
        filled[t] += 1
        if i >= hall.people:
            empty[t] += 1
        for a in range(hall.code.shape[1]):
            count[t, hall.code[i, a]] += 1
        for k in range(hall.skill.shape[1]):
            total[t, k] += hall.skill[i, k]
    return Seats(team, slot, member, count, total, empty)


@njit(cache=True)
def random(state):
    """The next number of a xorshift64* generator (G. Marsaglia, Xorshift RNGs, 2003; S. Vigna, 2016), uint64."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return x * np.uint64(2685821657736338717)


@njit(cache=True)
def below(state, limit):
    """A number from 0 to below the limit (at most 2**31)."""
    return np.int64(((random(state) >> np.uint64(33)) * np.uint64(limit)) >> np.uint64(31))


@njit(forceinline=True)
def mix_change(i, j, t, u, code, weight, count):
    """What the pairs that share a value change when i of team t and j of team u change seats."""
    found = np.int64(0)
    for a in range(code.shape[1]):
        mine, yours = code[i, a], code[j, a]
        if mine != yours:
            found += weight[mine] * (count[u, mine] - count[t, mine] + 1)
            found += weight[yours] * (count[t, yours] - count[u, yours] + 1)
    return found


@njit(forceinline=True)
def skill_change(i, j, t, u, skill, skill_weight, total):
    found = np.int64(0)
    for k in range(skill.shape[1]):
        more = skill[j, k] - skill[i, k]
        found += 2 * skill_weight[k] * more * (total[t, k] - total[u, k] + more)
    return found


@njit(forceinline=True)
def wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price):
    """Topics, bonds and who moves."""
    found = np.int64(0)
    if topic[t] != topic[u]:
        here, there = topic[t], topic[u]
        found += price[0] * (rank[i, there] - rank[i, here] + rank[j, here] - rank[j, there])
    for at in range(bond_from[i], bond_from[i + 1]):
        other = bond_to[at]
        if other != j:
            if team[other] == t:
                found += bond[at]
            elif team[other] == u:
                found -= bond[at]
    for at in range(bond_from[j], bond_from[j + 1]):
        other = bond_to[at]
        if other != i:
            if team[other] == u:
                found += bond[at]
            elif team[other] == t:
                found -= bond[at]
    if before[i] >= 0:
        found += price[1] * (np.int64(before[i] == t) - np.int64(before[i] == u))
    if before[j] >= 0:
        found += price[1] * (np.int64(before[j] == u) - np.int64(before[j] == t))
    return found


@njit(forceinline=True)
def may_change(i, j, t, u, people, empty):
    """Two of one team need not, and a team has one empty seat at most."""
    if t == u:
        return False
    if i >= people:
        return j < people and empty[u] == 0
    return j < people or empty[t] == 0


@njit(forceinline=True)
def exchange(i, j, t, u, people, code, skill, team, slot, member, count, total, empty):
    for a in range(code.shape[1]):
        count[t, code[i, a]] -= 1
        count[u, code[i, a]] += 1
        count[u, code[j, a]] -= 1
        count[t, code[j, a]] += 1
    for k in range(skill.shape[1]):
        more = skill[j, k] - skill[i, k]
        total[t, k] += more
        total[u, k] -= more
    if i >= people:
        empty[t] -= 1
        empty[u] += 1
    if j >= people:
        empty[u] -= 1
        empty[t] += 1
    team[i], team[j] = u, t
    slot[i], slot[j] = slot[j], slot[i]
    member[t, slot[j]], member[u, slot[i]] = j, i


@njit(forceinline=True)
def partner(i, state, kind, alike, alike_from, topic, first, bond_from, bond_to, bond, team, member):
    """Somebody to change seats with: anyone, of the same kind, of the same topic, or in the team of a missed bond."""
    size, way = member.shape[1], below(state, 4)
    if way == 0:
        start, end = alike_from[kind[i]], alike_from[kind[i] + 1]
        return alike[start + below(state, end - start)]
    if way == 1:
        return member[below(state, member.shape[0]), below(state, size)]
    if way == 2 and bond_from[i + 1] > bond_from[i]:
        at = bond_from[i] + below(state, bond_from[i + 1] - bond_from[i])
        if bond[at] > 0 and team[bond_to[at]] != team[i]:
            return member[team[bond_to[at]], below(state, size)]
    c = topic[team[i]]
    return member[first[c] + below(state, first[c + 1] - first[c]), below(state, size)]
