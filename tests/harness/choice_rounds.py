"""Small choice rounds for tests, made from a seed."""

from typing import Any

import numpy as np

from werkveld_engine.electives import Problem, Quota, Shared


def small_round(seed: int, *, people: int = 30, offerings: int = 12, wishes: int = 5, **given: Any) -> Problem:
    """Plain by default: one seat each, nothing but capacities. Some have no wish, some offerings no seat."""
    chance = np.random.default_rng(seed)
    n, m, most = (
        int(chance.integers(0, people)),
        int(chance.integers(0, offerings)),
        int(chance.integers(1, wishes + 1)),
    )
    wished = np.full((n, most), -1, np.int64)
    for i in range(n):
        length = int(chance.integers(0, min(most, m) + 1))
        wished[i, :length] = chance.choice(m, length, replace=False)
    values: dict[str, Any] = {
        "people": chance.permutation(1000)[:n],
        "offerings": chance.permutation(1000)[:m],
        "wishes": wished,
        "capacity": chance.integers(0, 5, m),
        "unplaced": int(chance.choice([most + 1, 30, 1000])),
    }
    return Problem(**{**values, **given})


def with_periods(seed: int) -> Problem:
    """Several seats each, one a period, and some fixed places."""
    plain = small_round(seed, people=14, offerings=8, wishes=4)
    chance = np.random.default_rng(seed + 1)
    n, m = plain.wishes.shape[0], len(plain.offerings)
    fixed = np.full(n, -1)
    for i in range(n):
        j = int(chance.integers(m)) if m else -1
        if chance.random() < 0.1 and j >= 0 and (fixed == j).sum() < plain.capacity[j]:
            fixed[i] = j
    values = {"period": chance.integers(0, 3, m), "seats": chance.integers(0, 4, n), "fixed": fixed}
    return Problem(**{**vars_of(plain), **values})


def with_everything(seed: int) -> Problem:
    """Every rule together."""
    plain = with_periods(seed)
    chance = np.random.default_rng(seed + 2)
    n, m = plain.wishes.shape[0], len(plain.offerings)
    if not m:
        return plain
    room = tuple(chance.choice(m, min(m, 2), replace=False).tolist())
    values = {
        "minimum": chance.integers(0, 4, m),
        "group": chance.integers(0, 2, n),
        "shared": (Shared("room", room, int(chance.integers(0, 6))),),
        "quotas": (Quota(int(chance.integers(m)), int(chance.integers(2)), int(chance.integers(3))),),
    }
    return Problem(**{**vars_of(plain), **values})


def vars_of(problem: Problem) -> dict[str, Any]:
    return {name: value for name, value in vars(problem).items() if name in Problem.__dataclass_fields__}
