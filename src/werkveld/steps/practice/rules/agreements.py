"""Who draws up and signs, and when somebody may start."""

from datetime import date

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may, may_anywhere
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement


def may_draw_up(by: Person, enrolment: Enrolment, on: date) -> bool:
    college = enrolment.person.college
    return may(by, Can.SIGN_FOR_SCHOOL, college, on) if college else may_anywhere(by, Can.SIGN_FOR_SCHOOL, on)


def may_sign(by: Person, agreement: Agreement, party: Party, on: date) -> bool:
    """Each party with its own hand; a guardian's signature is taken in by the school."""
    if party == Party.LEARNER:
        return by.pk == agreement.enrolment.person_id
    if party == Party.COMPANY:
        return may(by, Can.SIGN_FOR_COMPANY, agreement.company, on)
    return may_draw_up(by, agreement.enrolment, on)


def parties_needed(agreement: Agreement) -> set[str]:
    needed = {Party.SCHOOL.value, Party.LEARNER.value, Party.COMPANY.value}
    return needed | {Party.GUARDIAN.value} if agreement.needs_guardian else needed


def may_start(enrolment: Enrolment) -> bool:
    """Where the kind asks an agreement, nobody writes hours before everyone has signed."""
    if enrolment.state != EnrolmentState.PLACED:
        return False
    if not enrolment.offering.programme.kind.needs_agreement:
        return True
    agreement = getattr(enrolment, "agreement", None)
    return agreement is not None and agreement.complete_at is not None


def is_agreed(enrolment: Enrolment) -> bool:
    """Everybody signed, and nobody ended it: such a place is not given up with one press."""
    agreement = getattr(enrolment, "agreement", None)
    return agreement is not None and agreement.complete_at is not None and agreement.ended_on is None
