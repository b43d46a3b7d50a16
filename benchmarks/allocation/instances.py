"""Choice rounds of a whole country, made from a seed: towns, colleges, popular offerings, near ones preferred."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
