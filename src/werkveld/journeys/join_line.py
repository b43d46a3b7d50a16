"""Somebody wants something else after a round; a seat that is free already is offered at once."""

from datetime import datetime

from django.db import transaction

from werkveld.journeys.move_line import move_line
from werkveld.steps.enrolments.actions import wait_after_round
from werkveld.steps.enrolments.models import Enrolment, Round
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


@transaction.atomic
def join_line(choice_round: Round, *, person: Person, offering: Offering, by: Person, at: datetime) -> Enrolment:
    """What one has stays until a better place is taken."""
    waiting = wait_after_round(choice_round, person=person, offering=offering, by=by, at=at)
    move_line(offering, at=at)
    return waiting
