"""Rounds of a whole country, made from a seed: towns, colleges, what is popular, what is near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

TOWNS = 320
DOMAINS = 16
WISHES = 10
KM = 15.0  # so far away an offering is 1/e as popular


@dataclass(frozen=True)
class Country:
    """wishes int32[n, 10], capacity, minimum int64[m], period int64[m] (4 of them), seats int64[n] (1 to 3)."""

    wishes: NDArray[np.int32]
    capacity: NDArray[np.int64]
    minimum: NDArray[np.int64]
    period: NDArray[np.int64]
    seats: NDArray[np.int64]


def country(people: int, seed: int = 1, ratio: float = 1.15) -> Country:
    """People choose 5 to 10 offerings of their own college and domain, or national ones; seats for `ratio` of them."""
    chance = np.random.default_rng(seed)
    m = max(20, int(people * 0.12))
    towns = np.column_stack([chance.uniform(0, 200, TOWNS), chance.uniform(0, 300, TOWNS)])
    share = _falling(TOWNS, 0.85)
    colleges = max(1, round(people / 8000))
    town_of = chance.choice(TOWNS, colleges, p=share)
    college = chance.choice(colleges, people, p=_falling(colleges, 0.5))
    offered_by = chance.choice(colleges, m, p=_falling(colleges, 0.5))
    domain, offered_for = chance.choice(DOMAINS, people, p=_falling(DOMAINS, 0.6)), chance.choice(DOMAINS, m)
    offered_for[chance.random(m) < 0.3] = -1
    home = towns[town_of[college]] + chance.normal(0, 12, (people, 2))
    site = towns[town_of[offered_by]] + chance.normal(0, 10, (m, 2))
    appeal = np.empty(m)
    for one in range(colleges):
        inside = np.flatnonzero(offered_by == one)
        appeal[inside] = -0.8 * np.log(chance.permutation(len(inside)) + 1.0)
    national = chance.random(m) < 0.02
    wishes = np.full((people, WISHES), -1, np.int32)
    key = college * DOMAINS + domain
    order = np.argsort(key, kind="stable")
    for alike in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        open_to_all = (offered_for == domain[alike[0]]) | (offered_for == -1)
        at_home = offered_by == college[alike[0]]
        near = np.flatnonzero(at_home & open_to_all)
        far = np.flatnonzero(national & open_to_all & ~at_home)
        far = chance.choice(far, 40, replace=False) if len(far) > 40 else far
        among = np.concatenate([near, far])
        for part in np.array_split(alike, max(1, len(alike) // 4000)):
            _wish(chance, wishes, part, among, appeal, home, site, national)
    length = chance.integers(5, WISHES + 1, people)
    wishes[np.arange(WISHES)[None, :] >= length[:, None]] = -1
    asked = np.bincount(wishes[:, :3][wishes[:, :3] >= 0], minlength=m) / 3.0
    size = (chance.gamma(6, 1, m) + 1) * (0.55 + 0.45 * np.minimum(asked / max(asked.mean(), 1e-9), 15))
    capacity = np.maximum(2, np.round(size * (ratio * people / size.sum()))).astype(np.int64)
    minimum = np.maximum(1, np.round(capacity * chance.choice([0.3, 0.4, 0.5, 0.6], m))).astype(np.int64)
    return Country(wishes, capacity, minimum, chance.integers(0, 4, m), chance.integers(1, 4, people))


def _falling(number: int, power: float) -> NDArray[np.float64]:
    share = 1 / np.arange(1, number + 1) ** power
    return share / share.sum()


def _wish(chance, wishes, part, among, appeal, home, site, national) -> None:
    """The best of a random utility: appeal, distance and taste (Gumbel, so that choices are logit)."""
    if not len(among) or not len(part):
        return
    taste = appeal[among][None, :] - 1.5 * national[among] + chance.gumbel(size=(len(part), len(among)))
    away = np.sqrt(((home[part][:, None, :] - site[among][None, :, :]) ** 2).sum(-1))
    taste -= away / KM * ~national[among][None, :]
    most = min(WISHES, len(among))
    top = np.argpartition(-taste, most - 1, axis=1)[:, :most]
    ordered = np.argsort(-np.take_along_axis(taste, top, 1), axis=1)
    wishes[part, :most] = among[np.take_along_axis(top, ordered, 1)]


@dataclass(frozen=True)
class Placements:
    """wishes int32[n, 10], score int32[n, 10] of five classes, so heavy ties; capacity int64[m]; coach, region int64[m];
    quota int64[coaches], 85 % of the seats of each.
    """

    wishes: NDArray[np.int32]
    score: NDArray[np.int32]
    capacity: NDArray[np.int64]
    coach: NDArray[np.int64]
    quota: NDArray[np.int64]
    region: NDArray[np.int64]


def placements(learners: int, seed: int = 2, ratio: float = 1.15) -> Placements:
    """Learners wish 3 to 10 near places of their own qualification; places score ability, fit and distance."""
    chance = np.random.default_rng(seed)
    m = max(20, learners // 2)
    towns = np.column_stack([chance.uniform(0, 200, TOWNS), chance.uniform(0, 300, TOWNS)])
    share = _falling(TOWNS, 0.85)
    home = towns[chance.choice(TOWNS, learners, p=share)] + chance.normal(0, 5, (learners, 2))
    site = towns[chance.choice(TOWNS, m, p=share)] + chance.normal(0, 6, (m, 2))
    kinds = min(400, max(4, learners // 100))
    of_kind = _falling(kinds, 0.9)
    learns, number = chance.choice(kinds, learners, p=of_kind), chance.integers(1, 4, m)
    offers = np.full((m, 3), -1)
    for at in range(3):
        offers[number > at, at] = chance.choice(kinds, int((number > at).sum()), p=of_kind)
    appeal = -0.5 * np.log(chance.permutation(m) + 1.0)
    appeal = (appeal - appeal.min()) * 0.5
    wishes = np.full((learners, WISHES), -1, np.int32)
    length = chance.integers(3, WISHES + 1, learners)
    for kind in range(kinds):
        who, where = np.flatnonzero(learns == kind), np.flatnonzero((offers == kind).any(axis=1))
        if len(who) and len(where):
            _wish_nearby(chance, wishes, who, where, appeal, home, site)
    wishes[np.arange(WISHES)[None, :] >= length[:, None]] = -1
    size = 1 + chance.geometric(0.6, m)
    capacity = np.maximum(1, np.round(size * (ratio * learners / size.sum()))).astype(np.int64)
    away = np.sqrt(((home[:, None, :] - site[np.maximum(wishes, 0)]) ** 2).sum(-1))
    ability = chance.normal(0, 1, learners)
    raw = ability[:, None] + chance.normal(0, 1, wishes.shape) - away / 30
    score = np.digitize(raw, [-2, -1, 0, 1]).astype(np.int32)
    region = (np.floor(site[:, 0] / 40) * 8 + np.floor(site[:, 1] / 40)).astype(np.int64)
    coaches = max(2, m // 40)
    coach = np.empty(m, np.int64)
    coach[np.argsort(region, kind="stable")] = np.arange(m) * coaches // m
    quota = np.maximum(1, np.bincount(coach, weights=capacity, minlength=coaches) * 0.85).astype(np.int64)
    return Placements(wishes, score, capacity, coach, quota, region - region.min())


def _wish_nearby(chance, wishes, who, where, appeal, home, site) -> None:
    """The best of a random utility among the sixty nearest."""
    most = min(60, len(where))
    away, near = cKDTree(site[where]).query(home[who], k=most)
    away, near = away.reshape(len(who), most), near.reshape(len(who), most)
    taste = appeal[where][near] - away / 8.0 + chance.gumbel(size=away.shape)
    best = np.argsort(-taste, axis=1)[:, : min(WISHES, most)]
    wishes[who, : best.shape[1]] = where[np.take_along_axis(near, best, 1)]
