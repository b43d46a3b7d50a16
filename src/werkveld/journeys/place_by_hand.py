"""A coordinator gives somebody another place, or none: what it does is said first, and the line moves afterwards."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from werkveld.journeys.move_line import move_lines
from werkveld.steps.enrolments.actions import give_by_hand
from werkveld.steps.enrolments.models import Enrolment, Round
from werkveld.steps.enrolments.queries import people_in_line
from werkveld.steps.enrolments.queries.running import left_in, places_by_person
from werkveld.steps.enrolments.rules import fits_level
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of one change by hand. `left` None is no limit; `freed` is what comes free, with how many wait for it."""

    offering: Offering | None
    left: int | None
    freed: list[tuple[Offering, int]]
    fits_level: bool = True

    @property
    def is_full(self) -> bool:
        return self.offering is not None and self.left == 0


def consequences_of(choice_round: Round, person: Person, offering: Offering | None) -> Consequences:
    """Nobody else ever loses a place by it: it takes a seat that is free, or it is refused."""
    mine = [one for one in places_by_person(choice_round, [person.pk]).get(person.pk, []) if one.state == "placed"]
    left = {choice.offering_id: (choice.period_id, seats) for choice, seats in left_in(choice_round)}
    if offering is None:
        gives_up = mine
    else:
        period = left[offering.pk][0]
        gives_up = [one for one in mine if left.get(one.offering_id, (None, 0))[0] == period][:1]
    freed = [(one.offering, people_in_line(one.offering)) for one in gives_up]
    if offering is None:
        return Consequences(None, None, freed)
    return Consequences(offering, left[offering.pk][1], freed, fits_level(person, offering))


@transaction.atomic
def place_by_hand(
    choice_round: Round, *, person: Person, offering: Offering | None, why: str, by: Person, at: datetime
) -> Enrolment | None:
    """The seat that comes free goes to the first in line, as it always does."""
    given, freed = give_by_hand(choice_round, person=person, offering=offering, why=why, by=by, at=at)
    move_lines(freed, at=at)
    return given
