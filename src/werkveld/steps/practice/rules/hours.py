"""Whose hand writes hours and whose confirms them."""

from datetime import date

from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may
from werkveld.steps.practice.models import Hours


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
