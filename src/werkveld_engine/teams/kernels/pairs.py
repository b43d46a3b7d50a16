"""Teams two by two: the best exchange between them, as long as one pays. Which two, the caller says."""

import numpy as np
from numba import njit

from werkveld_engine.teams.kernels.hall import below, exchange, may_change, mix_change, skill_change, wish_change


@njit(cache=True)
def shuffled(state, count):
    """int64[count]: the numbers from 0 in an order by lot (R. Durstenfeld, 1964)."""
    order = np.arange(count)
    for at in range(count - 1, 0, -1):
        other = below(state, at + 1)
        order[at], order[other] = order[other], order[at]
    return order


@njit(cache=True)
def between(hall, seats, one, other):
    """Team one[k] with team other[k], one pair after the other. Gives the points gained; O(pairs · size² · attributes)."""
    code, weight, people = hall.code, hall.weight, hall.people
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond = hall.bond_from, hall.bond_to, hall.bond
    skill, skill_weight = hall.skill, hall.skill_weight
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    size, gained = member.shape[1], np.int64(0)
    for at in range(one.size):
        t, u = one[at], other[at]
        if t == u:
            continue
        for _ in range(size):
            best, best_i, best_j = np.int64(0), -1, -1
            for x in range(size):
                i = member[t, x]
                for y in range(size):
                    j = member[u, y]
                    if not may_change(i, j, t, u, people, empty):
                        continue
                    change = mix_change(i, j, t, u, code, weight, count)
                    change += skill_change(i, j, t, u, skill, skill_weight, total)
                    change += wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price)
                    if change < best:
                        best, best_i, best_j = change, i, j
            if best_i < 0:
                break
            exchange(best_i, best_j, t, u, people, code, skill, team, slot, member, count, total, empty)
            gained -= best
    return gained
