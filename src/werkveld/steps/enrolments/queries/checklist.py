"""What a round still misses before it can open, and what is worth a second look."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from werkveld.steps.enrolments.models import FixedPlace, Round, RoundOffering
from werkveld.steps.enrolments.queries.rounds import asked_people, choices_of, silent_people
from werkveld.steps.enrolments.rules import is_over
from werkveld.steps.offerings.enums import OfferingState
from werkveld_engine.capacity import seats_left


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list. `must`: without it nobody can choose well, so the round does not open."""

    code: str
    is_met: bool
    must: bool
    number: int = 0
    of: int = 0


def checks_of(choice_round: Round, at: datetime) -> list[Check]:
    """In the order in which a round is made; six questions, and one more after the closing."""
    choices, on = list(choices_of(choice_round)), timezone.localdate(at)
    asked = asked_people(choice_round, on).count()
    gets_nothing = is_over(choice_round, at) and not choice_round.places_silent
    takers = asked - silent_people(choice_round, on).count() if gets_nothing else asked
    return [
        Check("asked", asked > 0, must=True, number=asked),
        Check("choices", len(choices) > 1, must=True, number=len(choices)),
        _drafts(choices),
        _seats(choices, takers * choice_round.seats),
        Check("wishes", choice_round.wishes_least <= len(choices), must=True, number=choice_round.wishes_least),
        *_periods(choice_round, choices),
        _fixed(choice_round, choices),
        Check("closes", choice_round.closes_at > at, must=True),
        _results(choice_round),
        Check("words", bool(choice_round.text_nl), must=False),
    ]


def lacks(choice_round: Round, at: datetime) -> list[Check]:
    """What has to be put right first."""
    return [check for check in checks_of(choice_round, at) if check.must and not check.is_met]


def _drafts(choices: list[RoundOffering]) -> Check:
    closed = sum(choice.offering.state != OfferingState.OPEN for choice in choices)
    return Check("drafts", closed == 0, must=True, number=closed)


def _seats(choices: list[RoundOffering], wanted: int) -> Check:
    left = [seats_left(choice.offering.capacity, choice.offering.seats_taken) for choice in choices]
    room = wanted if None in left else sum(seats for seats in left if seats is not None)
    return Check("seats", room >= wanted, must=False, number=room, of=wanted)


def _periods(choice_round: Round, choices: list[RoundOffering]) -> list[Check]:
    """Nobody is in two offerings of one period, so several places need several periods."""
    used = {choice.period_id for choice in choices}
    loose = sum(choice.period_id is None for choice in choices) if len(used) > 1 else 0
    found = []
    if choice_round.seats > 1:
        found.append(
            Check("periods", len(used) >= choice_round.seats, must=True, number=len(used), of=choice_round.seats)
        )
    if len(used) > 1:
        found.append(Check("loose", loose == 0, must=False, number=loose))
    return found


def _fixed(choice_round: Round, choices: list[RoundOffering]) -> Check:
    fixed: dict[int, int] = {}
    for choice in FixedPlace.objects.filter(choice__round=choice_round).order_by().values_list("choice", flat=True):
        fixed[choice] = fixed.get(choice, 0) + 1
    left = {choice.pk: seats_left(choice.offering.capacity, choice.offering.seats_taken) for choice in choices}
    over = sum(left.get(choice) is not None and count > (left[choice] or 0) for choice, count in fixed.items())
    return Check("fixed", over == 0, must=True, number=over)


def _results(choice_round: Round) -> Check:
    on = choice_round.results_on
    return Check("results", on is not None and on >= timezone.localdate(choice_round.closes_at), must=False)
