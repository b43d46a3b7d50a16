"""The serial draw: everyone in a drawn order takes the best wish that has a seat left."""

import hashlib

from werkveld_engine.allocation.problem import Missed, Outcome, Problem, Reason
from werkveld_engine.capacity import is_full


def drawn_order(problem: Problem) -> list[str]:
    """Who chooses when; O(n log n).

    Everyone's lot is the SHA-256 of «seed/person», lowest first. So anyone can repeat the draw with any tool, and
    somebody who joins or leaves does not change the order of the others.
    """
    return sorted(problem.wishes, key=lambda person: hashlib.sha256(f"{problem.seed}/{person}".encode()).digest())


def serial_draw(problem: Problem) -> Outcome:
    """O(n log n + number of wishes). Nobody gains by ranking otherwise than they really wish."""
    taken = dict.fromkeys(problem.capacities, 0)
    last_seat_at = dict.fromkeys(problem.capacities, 0)
    placed: dict[str, str] = {}
    reasons: dict[str, Reason] = {}
    for turn, person in enumerate(drawn_order(problem), start=1):
        missed: list[Missed] = []
        given = None
        for rank, place in enumerate(problem.wishes[person], start=1):
            if not is_full(problem.capacities[place], taken[place]):
                given, placed[person] = rank, place
                taken[place] += 1
                last_seat_at[place] = turn
                break
            missed.append(Missed(place=place, rank=rank, last_seat_at=last_seat_at[place]))
        reasons[person] = Reason(turn=turn, rank=given, missed=tuple(missed))
    return Outcome(placed=placed, reasons=reasons)
