"""Who may place whom."""

from datetime import date

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may, may_anywhere


def may_place(by: Person, person: Person, on: date) -> bool:
    """Yourself; your school for its own learners; a coordinator for people without a school."""
    if by.pk == person.pk:
        return True
    if person.college is not None:
        return may(by, Can.PLACE, person.college, on)
    return may_anywhere(by, Can.PLACE, on)


def may_name_coach(by: Person, person: Person, coach: Person) -> bool:
    """Never in one's own place: a coach confirms the hours, so that would be the learner's own hand."""
    return person.pk not in (by.pk, coach.pk)


def may_coach(coach: Person, offering: Offering, on: date) -> bool:
    """Who guides learners at any school, since another institution may lend a coach; or a trainer of the host."""
    return may_anywhere(coach, Can.HOLD_CONTACT, on) or may(coach, Can.APPROVE_HOURS, offering.organization, on)


def may_complete(by: Person, enrolment: Enrolment, on: date) -> bool:
    """The coach or the school says that it was done; never the learner's own hand, for figures count it."""
    if by.pk == enrolment.person_id:
        return False
    return by.pk == enrolment.coach_id or may_place(by, enrolment.person, on)


def may_end(by: Person, enrolment: Enrolment, as_state: str, on: date) -> bool:
    """Stopping and withdrawing somebody may do alone."""
    if as_state == EnrolmentState.COMPLETED:
        return may_complete(by, enrolment, on)
    return may_place(by, enrolment.person, on)


def had_place(enrolment: Enrolment) -> bool:
    """Who only waited can leave the line, and nothing else."""
    return enrolment.state == EnrolmentState.PLACED


def may_book_group(by: Person, organization: Organization, on: date) -> bool:
    return may(by, Can.BOOK_GROUP, organization, on) or may_anywhere(by, Can.PLACE, on)


def may_draw(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PLACE, on)


def is_live(enrolment: Enrolment) -> bool:
    return enrolment.state in (EnrolmentState.PLACED, EnrolmentState.WAITING)
