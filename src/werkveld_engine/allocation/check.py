"""Does an outcome keep every promise? Shared by the solvers' tests and by the journey that applies it.

It knows nothing of how the outcome was made, only what was promised: seats, wishes, and the drawn order.
"""

from collections import Counter
from collections.abc import Iterator

from werkveld_engine.allocation.problem import Outcome, Problem


def broken_promises(problem: Problem, outcome: Outcome) -> list[str]:
    """Sentences for who runs the draw, in a fixed order; empty when all is well. O(number of wishes)."""
    return [*_seats(problem, outcome), *_reasons(problem, outcome), *_envy(problem, outcome)]


def _seats(problem: Problem, outcome: Outcome) -> Iterator[str]:
    for place, count in sorted(Counter(outcome.placed.values()).items()):
        if count > problem.capacities.get(place, 0):
            yield f"{place} holds {count} of {problem.capacities.get(place, 0)}"


def _reasons(problem: Problem, outcome: Outcome) -> Iterator[str]:
    if outcome.reasons.keys() != problem.wishes.keys():
        yield "not everyone has a reason"
    for person, place in sorted(outcome.placed.items()):
        ranking = problem.wishes.get(person, ())
        reason = outcome.reasons.get(person)
        if place not in ranking:
            yield f"{person} has {place} without a wish for it"
        elif reason is None or reason.rank != ranking.index(place) + 1:
            yield f"{person} has {place} for another reason than is told"
    turns = sorted(reason.turn for reason in outcome.reasons.values())
    if turns != list(range(1, len(turns) + 1)):
        yield "the turns do not follow each other"


def _envy(problem: Problem, outcome: Outcome) -> Iterator[str]:
    """Nobody misses a wish that has a seat left, or whose seat went to a later turn."""
    count = Counter(outcome.placed.values())
    latest: dict[str, int] = {}
    for person, place in outcome.placed.items():
        if person in outcome.reasons:
            latest[place] = max(latest.get(place, 0), outcome.reasons[person].turn)
    for person, ranking in sorted(problem.wishes.items()):
        if person not in outcome.reasons:
            continue
        given = outcome.placed.get(person)
        for place in ranking[: ranking.index(given)] if given in ranking else ranking:
            if count[place] < problem.capacities[place]:
                yield f"{person} misses {place}, which has a seat left"
            elif latest.get(place, 0) > outcome.reasons[person].turn:
                yield f"{person} misses {place}, which went to a later turn"
