"""Someone withdraws, and the line moves by itself."""

from datetime import datetime

from django.db import transaction

from werkveld.journeys.move_line import move_line
from werkveld.steps.enrolments.actions import end_enrolment
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import keeper_of_line
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import step_off


@transaction.atomic
def give_back_seat(enrolment: Enrolment, *, by: Person, at: datetime) -> Enrolment | None:
    """Gives back who moved up or was offered the seat, or nobody. Who only waited may have had a seat kept too."""
    left = end_enrolment(enrolment, as_state=EnrolmentState.WITHDRAWN, by=by, at=at)
    step_off(left.person, offering=left.offering, by=keeper_of_line(left.offering), at=at)
    return next(iter(move_line(left.offering, at=at)), None)
