"""The search for small groups: every exchange that pays, and exchanges that do not, ever more rarely."""

import numpy as np
from numba import njit

from werkveld_engine.teams.kernels.hall import (
    below,
    exchange,
    may_change,
    mix_change,
    partner,
    random,
    skill_change,
    wish_change,
)

COOLINGS = 256


@njit(cache=True)
def unlikely(state):
    """-log2 of a random number, in 256ths, bent straight between powers of two: whole numbers, the same everywhere."""
    bits = random(state) | np.uint64(1)
    zeros = 0
    while bits < np.uint64(1) << np.uint64(63):
        bits <<= np.uint64(1)
        zeros += 1
    return (zeros << 8) + 255 - np.int64((bits >> np.uint64(55)) & np.uint64(255))


@njit(cache=True)
def usual_loss(hall, seats, samples, state):
    """What an exchange usually loses that does not pay: the lower quartile of some, in points."""
    losses, found = np.zeros(samples, np.int64), 0
    for _ in range(4 * samples):
        i = below(state, hall.people)
        j = partner(
            i, state, hall.kind, hall.alike, hall.alike_from, hall.topic, hall.first, hall.bond_from, hall.bond_to,
            hall.bond, seats.team, seats.member,
        )  # fmt: skip
        t, u = seats.team[i], seats.team[j]
        if found < samples and may_change(i, j, t, u, hall.people, seats.empty):
            change = mix_change(i, j, t, u, hall.code, hall.weight, seats.count)
            change += skill_change(i, j, t, u, hall.skill, hall.skill_weight, seats.total)
            change += wish_change(
                i, j, t, u, seats.team, hall.rank, hall.topic, hall.bond_from, hall.bond_to, hall.bond, hall.before,
                hall.price,
            )  # fmt: skip
            if change > 0:
                losses[found] = change
                found += 1
    return np.sort(losses[:found])[found // 4] if found else np.int64(1)


@njit(cache=True)
def anneal(hall, seats, steps, warmest, state):
    """Simulated annealing over exchanges (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, 1983); gives the best that was
    seen, and what it costs beside the beginning. O(steps).

    warmest: points that an exchange may cost at first, about; that falls to a 3,000th of it.
    """
    code, weight, people, kind = hall.code, hall.weight, hall.people, hall.kind
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond, first = hall.bond_from, hall.bond_to, hall.bond, hall.first
    skill, skill_weight, alike, alike_from = hall.skill, hall.skill_weight, hall.alike, hall.alike_from
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    cost, least = np.int64(0), np.int64(0)
    best = team.copy()
    heat = np.int64(warmest) << 8
    often = max(1, steps // COOLINGS)
    for step in range(steps):
        if step % often == often - 1:
            heat = heat * 31 // 32
            if cost < least:
                least = cost
                best[:] = team
        i = below(state, people)
        j = partner(i, state, kind, alike, alike_from, topic, first, bond_from, bond_to, bond, team, member)
        t, u = team[i], team[j]
        if not may_change(i, j, t, u, people, empty):
            continue
        change = mix_change(i, j, t, u, code, weight, count)
        change += skill_change(i, j, t, u, skill, skill_weight, total)
        change += wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price)
        if change <= 0 or change <= (heat >> 8) * unlikely(state) >> 8:
            exchange(i, j, t, u, people, code, skill, team, slot, member, count, total, empty)
            cost += change
    if cost < least:
        least = cost
        best[:] = team
    return best, least


@njit(cache=True)
def descend(hall, seats):
    """Every exchange that pays, until none does; gives the points gained. O(p²) a round."""
    code, weight, people = hall.code, hall.weight, hall.people
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond = hall.bond_from, hall.bond_to, hall.bond
    skill, skill_weight = hall.skill, hall.skill_weight
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    gained, changed = np.int64(0), True
    while changed:
        changed = False
        for i in range(people):
            for j in range(code.shape[0]):
                t, u = team[i], team[j]
                if not may_change(i, j, t, u, people, empty):
                    continue
                change = mix_change(i, j, t, u, code, weight, count)
                change += skill_change(i, j, t, u, skill, skill_weight, total)
                change += wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price)
                if change < 0:
                    exchange(i, j, t, u, people, code, skill, team, slot, member, count, total, empty)
                    gained -= change
                    changed = True
    return gained
