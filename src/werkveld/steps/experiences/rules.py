from datetime import date

from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Concern, Survey
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may, may_anywhere
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.rules import may_plan


def may_survey(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.SURVEY, on)


def may_type_in(by: Person, asked: Asked, on: date) -> bool:
    """Your own answer, or one that a resident gave on paper or aloud; nobody answers for a student or a trainer."""
    is_for_resident = asked.survey.respondents == Respondents.RESIDENT
    return by.pk == asked.person_id or (is_for_resident and may_anywhere(by, Can.HELP_RESIDENTS, on))


def may_hear_about_visit(by: Person, visit: Appointment, on: date) -> bool:
    """The coach who was there, and who plans: they ask aloud, or hold the paper."""
    return by.pk == visit.shift.coach_id or may_plan(by, on)


def may_hear(by: Person, concern: Concern, on: date) -> bool:
    """A person with that task at the organisation or at what it is part of; never the product itself."""
    return not by.is_clockwork and may(by, Can.HEAR_CONCERNS, concern.organization, on)


def may_write_down_concern(by: Person, on: date) -> bool:
    """Who helps residents writes down what somebody says by telephone or at the desk, and cannot read it back."""
    return may_anywhere(by, Can.HELP_RESIDENTS, on)


def may_see_counts(by: Person, on: date) -> bool:
    """How many complaints and worries there were, and nothing of what they say."""
    return may_anywhere(by, Can.SEE_RECORDS, on)


def is_open(survey: Survey, on: date) -> bool:
    return survey.opens_on <= on <= survey.closes_on
