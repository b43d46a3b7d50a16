"""Who may place whom."""

from datetime import date

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
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


def may_book_group(by: Person, organization: Organization, on: date) -> bool:
    return may(by, Can.BOOK_GROUP, organization, on) or may_anywhere(by, Can.PLACE, on)


def may_draw(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PLACE, on)


def is_live(enrolment: Enrolment) -> bool:
    return enrolment.state in (EnrolmentState.PLACED, EnrolmentState.WAITING)
