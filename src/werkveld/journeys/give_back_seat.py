"""Someone withdraws, and the first in line moves up by itself."""

from datetime import datetime

from django.db import transaction

from werkveld.steps.enrolments.actions import end_enrolment, move_up
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import keeper_of_line
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.people.models import Person


@transaction.atomic
def give_back_seat(enrolment: Enrolment, *, by: Person, at: datetime) -> Enrolment | None:
    """Gives back who moved up. The line moves in the name of the product: a student may not place another."""
    had_seat = enrolment.state == EnrolmentState.PLACED
    left = end_enrolment(enrolment, as_state=EnrolmentState.WITHDRAWN, by=by, at=at)
    if not had_seat or left.offering.state != OfferingState.OPEN:
        return None
    clockwork = keeper_of_line(left.offering)
    moved = move_up(left.offering, by=clockwork, at=at)
    if moved is not None:
        title = [left.offering.title_nl, left.offering.title_en]
        tell(moved.person, "moved-up", about=moved, by=clockwork, at=at, title=title)
    return moved
