"""What may happen at work, and whose hand confirms it."""

from datetime import date, datetime

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may, may_anywhere
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Appointment, Hours, Shift


def may_plan(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PLAN, on)


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


def may_write_hours(by: Person, enrolment: Enrolment) -> bool:
    return by.pk == enrolment.person_id


def may_approve_hours(by: Person, hours: Hours, on: date) -> bool:
    """The coach, or the trainer at the host; never the learner's own hand."""
    enrolment = hours.enrolment
    if by.pk == enrolment.person_id:
        return False
    return by.pk == enrolment.coach_id or may(by, Can.APPROVE_HOURS, enrolment.offering.organization, on)


def may_hold_contact(by: Person, enrolment: Enrolment, on: date) -> bool:
    college = enrolment.person.college
    return by.pk == enrolment.coach_id or (college is not None and may(by, Can.HOLD_CONTACT, college, on))


def has_coach(shift: Shift) -> bool:
    """No coach, no service."""
    return shift.coach_id is not None


def may_book(by: Person, resident: Person, on: date) -> bool:
    return by.pk == resident.pk or may_anywhere(by, Can.HELP_RESIDENTS, on)


def may_cancel(by: Person, appointment: Appointment, at: datetime) -> bool:
    """Residents cancel what they booked, until it begins."""
    return by.pk == appointment.resident_id and at < appointment.starts_at


def may_close(by: Person, shift: Shift, on: date) -> bool:
    return by.pk == shift.coach_id or may_plan(by, on)
