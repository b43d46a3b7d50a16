"""Repairs in large groups: only what is not as it should be is looked at, and few exchanges are tried for each."""

import numpy as np
from numba import njit

from werkveld_engine.teams.kernels.hall import (
    NEVER,
    below,
    exchange,
    may_change,
    mix_change,
    partner,
    skill_change,
    wish_change,
)

HOPELESS = 20  # when not even one fault in so many is mended, a round was the last
SIDEWAYS = 8  # one try in so many may cost nothing, to get out of a corner


@njit(cache=True)
def by_value(code, topic_of, topics, values):
    """People by topic and value: rows listed[start[c * values + v]:start[c * values + v + 1]]."""
    start = np.zeros(topics * values + 1, np.int64)
    for i in range(topic_of.size):
        for a in range(code.shape[1]):
            start[topic_of[i] * values + code[i, a] + 1] += 1
    for at in range(topics * values):
        start[at + 1] += start[at]
    listed, filled = np.empty(start[-1], np.int32), start.copy()
    for i in range(topic_of.size):
        for a in range(code.shape[1]):
            at = topic_of[i] * values + code[i, a]
            listed[filled[at]] = i
            filled[at] += 1
    return start, listed


@njit(cache=True)
def mend_mix(hall, seats, first, tries, rounds, state):
    """Looks up every team that has more or fewer of a value than spreading evenly over its topic would give, and tries
    exchanges with people who have what it lacks. Skills are not looked at. Gives the number of exchanges.

    first int64[topics + 1]: the teams of each topic. O(rounds · (teams · values + faults · tries · size)).
    """
    code, weight, people = hall.code, hall.weight, hall.people
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond, skill = hall.bond_from, hall.bond_to, hall.bond, hall.skill
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    p, attributes = code.shape
    teams, size = member.shape
    values, topics = weight.size, first.size - 1
    topic_of = np.empty(p, np.int32)
    for i in range(p):
        topic_of[i] = topic[team[i]]
    start, listed = by_value(code, topic_of, topics, values)
    everyone = np.argsort(topic_of, kind="mergesort")
    done = 0
    for _ in range(rounds):
        faults, fixed = 0, 0
        for t in range(teams):
            c = topic[t]
            wide = first[c + 1] - first[c]
            for v in range(values - 1):
                at = c * values + v
                least = (start[at + 1] - start[at]) // wide
                most = least + ((start[at + 1] - start[at]) % wide != 0)
                if least <= count[t, v] <= most or weight[v] == 0:
                    continue
                faults += 1
                lacks = count[t, v] < least
                for attempt in range(tries):
                    if lacks:
                        j = listed[start[at] + below(state, start[at + 1] - start[at])]
                        if count[team[j], v] <= least:
                            continue
                    else:
                        j = everyone[first[c] * size + below(state, wide * size)]
                    u = team[j]
                    best, best_slot = np.int64(NEVER), -1
                    for place in range(size):
                        i = member[t, place]
                        if not may_change(i, j, t, u, people, empty):
                            continue
                        if not lacks:
                            has = False
                            for a in range(attributes):
                                has |= code[i, a] == v
                            if not has:
                                continue
                        change = mix_change(i, j, t, u, code, weight, count)
                        if change < best and change <= 0:
                            change += wish_change(
                                i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price
                            )
                            if change < best:
                                best, best_slot = change, place
                    if best_slot >= 0 and (best < 0 or (best == 0 and attempt % SIDEWAYS == 0)):
                        i = member[t, best_slot]
                        exchange(i, j, t, u, people, code, skill, team, slot, member, count, total, empty)
                        done += 1
                        if least <= count[t, v] <= most:
                            fixed += 1
                            break
        if fixed * HOPELESS < faults or faults == 0:
            break
    return done


@njit(cache=True)
def mend_bonds(hall, seats, tries, state):
    """Tries to join who asked for each other, and to part who may not meet. Gives the number of exchanges."""
    code, weight, people = hall.code, hall.weight, hall.people
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond = hall.bond_from, hall.bond_to, hall.bond
    skill, skill_weight = hall.skill, hall.skill_weight
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    size, done = member.shape[1], 0
    for i in range(people):
        for at in range(bond_from[i], bond_from[i + 1]):
            other = bond_to[at]
            apart = bond[at] < 0
            if (team[i] == team[other]) != apart:
                continue
            best, chosen = np.int64(0), -1
            for attempt in range(tries if apart else size):
                j = below(state, code.shape[0]) if apart else member[team[other], attempt]
                t, u = team[i], team[j]
                if j == other or not may_change(i, j, t, u, people, empty):
                    continue
                change = mix_change(i, j, t, u, code, weight, count)
                change += skill_change(i, j, t, u, skill, skill_weight, total)
                change += wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price)
                if change < best:
                    best, chosen = change, j
            if chosen >= 0:
                t, u = team[i], team[chosen]
                exchange(i, chosen, t, u, people, code, skill, team, slot, member, count, total, empty)
                done += 1
    return done


@njit(cache=True)
def polish(hall, seats, tries, state):
    """Once through everyone: so many people to change seats with, if that pays. Gives the points gained; O(p · tries)."""
    code, weight, people, kind = hall.code, hall.weight, hall.people, hall.kind
    topic, rank, price, before = hall.topic, hall.rank, hall.price, hall.before
    bond_from, bond_to, bond, first = hall.bond_from, hall.bond_to, hall.bond, hall.first
    skill, skill_weight, alike, alike_from = hall.skill, hall.skill_weight, hall.alike, hall.alike_from
    team, slot, member, count, total, empty = (
        seats.team, seats.slot, seats.member, seats.count, seats.total, seats.empty,
    )  # fmt: skip
    gained = np.int64(0)
    for i in range(people):
        for _ in range(tries):
            j = partner(i, state, kind, alike, alike_from, topic, first, bond_from, bond_to, bond, team, member)
            t, u = team[i], team[j]
            if not may_change(i, j, t, u, people, empty):
                continue
            change = mix_change(i, j, t, u, code, weight, count)
            change += skill_change(i, j, t, u, skill, skill_weight, total)
            change += wish_change(i, j, t, u, team, rank, topic, bond_from, bond_to, bond, before, price)
            if change < 0:
                exchange(i, j, t, u, people, code, skill, team, slot, member, count, total, empty)
                gained -= change
    return gained
