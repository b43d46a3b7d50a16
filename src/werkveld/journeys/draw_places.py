"""A round closes: wishes become places, each with its reason, and who got none waits for the first wish."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from werkveld.steps.enrolments.actions import close_round, place_all, wait_all
from werkveld.steps.enrolments.enums import Reason
from werkveld.steps.enrolments.models import Enrolment, Round
from werkveld.steps.enrolments.queries import people_who_wish, wishes_by_person
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person
from werkveld_engine.allocation.check import broken_promises
from werkveld_engine.allocation.problem import Missed, Outcome, Problem
from werkveld_engine.allocation.solve import serial_draw
from werkveld_engine.capacity import seats_left


@transaction.atomic
def draw_places(choice_round: Round, *, by: Person, at: datetime) -> Outcome:
    """Closing comes first: it asks the rule and locks the round, so that no round is drawn twice."""
    people = {name_in_draw(turn): person for turn, person in enumerate(people_who_wish(choice_round), start=1)}
    offerings = {str(offering.pk): offering for offering in choice_round.offerings.select_related("organization")}
    problem = problem_of(choice_round, people, offerings)
    close_round(choice_round, digest=problem.digest(), by=by, at=at)
    outcome = serial_draw(problem)
    if broken := broken_promises(problem, outcome):
        raise AssertionError(broken)
    enrolled = _give(problem, outcome, people, offerings, by=by, at=at)
    titles = {key: [offering.title_nl, offering.title_en] for key, offering in offerings.items()}
    rows = [
        {"to": people[who], "about": enrolment, "facts": facts_of(outcome, who, titles)}
        for who, enrolment in enrolled.items()
    ]
    tell_all("round-drawn", rows, by=by, at=at)
    return outcome


def name_in_draw(turn: int) -> str:
    """How someone is called in the draw: the how-manieth that is known here, so that a draw names nobody."""
    return f"p{turn:06}"


def problem_of(choice_round: Round, people: Mapping[str, Person], offerings: Mapping[str, Offering]) -> Problem:
    """No limit is as many seats as there are people."""
    wishes = wishes_by_person(choice_round)
    return Problem(
        capacities={
            key: len(people) if (left := seats_left(offering.capacity, offering.seats_taken)) is None else left
            for key, offering in offerings.items()
        },
        wishes={who: tuple(map(str, wishes[person.pk])) for who, person in people.items()},
        seed=choice_round.seed,
    )


def _give(
    problem: Problem,
    outcome: Outcome,
    people: Mapping[str, Person],
    offerings: Mapping[str, Offering],
    *,
    by: Person,
    at: datetime,
) -> dict[str, Enrolment]:
    """Places offering by offering; who has none stands in line for the first wish, in the drawn order."""
    placed, waiting = defaultdict(list), defaultdict(list)
    for who in sorted(people, key=lambda who: outcome.reasons[who].turn):
        if who in outcome.placed:
            placed[outcome.placed[who]].append(who)
        elif problem.wishes[who]:
            waiting[problem.wishes[who][0]].append(who)
    enrolled: dict[str, Enrolment] = {}
    for key, winners in sorted(placed.items()):
        rows: list[dict[str, Any]] = [
            {"person": people[who], "reason": Reason.WISH, "rank": outcome.reasons[who].rank} for who in winners
        ]
        enrolled.update(zip(winners, place_all(offering=offerings[key], rows=rows, by=by, at=at), strict=True))
    for key, line in sorted(waiting.items()):
        rows = [{"person": people[who], "rank": 1} for who in line]
        enrolled.update(zip(line, wait_all(offering=offerings[key], rows=rows, by=by, at=at), strict=True))
    return enrolled


def facts_of(outcome: Outcome, who: str, titles: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the message says: the place in both languages, its rank, the turn, and what was full before that turn."""

    def told(missed: Missed) -> dict[str, Any]:
        return {"title": titles[missed.place], "rank": missed.rank, "last_seat_at": missed.last_seat_at}

    reason = outcome.reasons[who]
    return {
        "title": titles[outcome.placed[who]] if who in outcome.placed else None,
        "rank": reason.rank,
        "turn": reason.turn,
        "turns": len(outcome.reasons),
        "missed": [told(missed) for missed in reason.missed],
    }
