"""Somebody gives a place or a turn in the line up."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import end_enrolment
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import keeper_of_line
from werkveld.steps.enrolments.rules import has_started
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import step_off
from werkveld.steps.practice.rules import is_agreed


class AgreementRuns(Refusal):
    sentence = _("Everybody signed the agreement for this place. Talk to your coach or coordinator to end it.")


@transaction.atomic
def leave_place(enrolment: Enrolment, *, by: Person, at: datetime) -> Enrolment | None:
    """Before it begins the seat goes to the first in line, who is given back; what began is stopped early."""
    if is_agreed(enrolment):
        raise AgreementRuns
    if not has_started(enrolment, localdate(at)):
        return give_back_seat(enrolment, by=by, at=at)
    end_enrolment(enrolment, as_state=EnrolmentState.STOPPED, by=by, at=at)
    step_off(enrolment.person, offering=enrolment.offering, by=keeper_of_line(enrolment.offering), at=at)
    return None
