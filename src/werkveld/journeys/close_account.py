"""Somebody closes the own account: each step lets go of what is theirs, and the last one of the name.

All or nothing. What stands in the way is said all at once, so that nobody has to try again for each reason.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import end_enrolment, leave_plan, leave_rounds
from werkveld.steps.enrolments.actions.applying import leave_selections
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import live_places_of
from werkveld.steps.enrolments.rules import has_started
from werkveld.steps.evidence.queries import awards_of
from werkveld.steps.experiences.actions import leave_surveys
from werkveld.steps.messages.actions import forget_messages
from werkveld.steps.people.actions import leave
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import leave_practice
from werkveld.steps.practice.queries import has_agreements
from werkveld.steps.questions.actions import leave_questions

Part = Callable[..., object]
PARTS: tuple[Part, ...] = (
    leave_practice,
    leave_questions,
    leave_rounds,
    leave_selections,
    leave_plan,
    leave_surveys,
    forget_messages,
)


class StillNeeded(Refusal):
    sentence = _("You cannot close your account yet.")

    def __init__(self, reasons: list[Refusal]) -> None:
        super().__init__()
        self.reasons = reasons

    def __str__(self) -> str:
        return " ".join([str(self.sentence), *map(str, self.reasons)])


def is_kept_by_law(person: Person) -> bool:
    """Agreements and evidence must be found back for years: by the student number, and not by the name."""
    return has_agreements(person) or awards_of(person).exists()


@transaction.atomic
def close_account(person: Person, *, by: Person, at: datetime) -> None:
    """Places that did not begin go to the first in line; what began is stopped, and stays counted."""
    reasons = [reason for part in PARTS if (reason := _refused(part, person, by=by, at=at))]
    if not reasons:
        _leave_places(person, by, at)
    keeps_number = is_kept_by_law(person)
    if reason := _refused(leave, person, by=by, at=at, keeps_number=keeps_number):
        reasons.append(reason)
    if reasons:
        raise StillNeeded(reasons)


def _refused(part: Part, person: Person, **named: object) -> Refusal | None:
    try:
        with transaction.atomic():
            part(person, **named)
    except Refusal as refusal:
        return refusal
    return None


def _leave_places(person: Person, by: Person, at: datetime) -> None:
    for place in live_places_of(person):
        if has_started(place, localdate(at)):
            end_enrolment(place, as_state=EnrolmentState.STOPPED, by=by, at=at)
        else:
            give_back_seat(place, by=by, at=at)
