"""What an allocation is asked to solve and what comes out, in plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Places with their free seats, and people with their wishes (best first).

    :raises ValueError: fewer than no seats, a wish for a place that is not there, or the same wish twice.
    """

    capacities: Mapping[str, int]
    wishes: Mapping[str, tuple[str, ...]]
    seed: int

    def __post_init__(self) -> None:
        if any(seats < 0 for seats in self.capacities.values()):
            raise ValueError("A place has fewer than no seats.")
        for person, ranking in self.wishes.items():
            if len(set(ranking)) < len(ranking):
                raise ValueError(f"{person} wishes the same place twice.")
            if not self.capacities.keys() >= set(ranking):
                raise ValueError(f"{person} wishes a place that is not there.")

    def digest(self) -> str:
        """SHA-256 over places, wishes and seed, the same for every order of the mappings; O(n log n)."""
        written = [self.seed, sorted(self.capacities.items()), sorted(self.wishes.items())]
        return hashlib.sha256(json.dumps(written, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Missed:
    """A wish above the given one: its rank, and the turn in which its last seat went (0: it never had one)."""

    place: str
    rank: int
    last_seat_at: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody has what they have: turn 1 chooses first; `rank` is the wish that was given, None for no place.

    What would have changed it: a turn before `missed[0].last_seat_at` gives the first wish.
    """

    turn: int
    rank: int | None
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Person -> place for who got one, and a reason for everyone."""

    placed: Mapping[str, str]
    reasons: Mapping[str, Reason]
