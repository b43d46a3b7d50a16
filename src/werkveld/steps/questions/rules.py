"""Who may ask in whose name, and who takes a question up."""

from datetime import date

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may, may_anywhere
from werkveld.steps.questions.enums import OPEN_STATES
from werkveld.steps.questions.models import Question


def may_ask(by: Person, asked_by: Person, organization: Organization | None, on: date) -> bool:
    """For yourself always; for a resident at the desk who helps residents; for an organisation who speaks for it."""
    if organization is not None:
        return may(by, Can.ASK, organization, on) or may_anywhere(by, Can.TAKE_UP, on)
    return by.pk == asked_by.pk or may_anywhere(by, Can.HELP_RESIDENTS, on)


def may_take_up(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.TAKE_UP, on)


def may_see_question(reader: Person, question: Question, on: date) -> bool:
    """The asker, the asker's organisation, and who takes questions up."""
    return (
        reader.pk == question.asked_by_id
        or may_take_up(reader, on)
        or (question.organization is not None and may(reader, Can.ASK, question.organization, on))
    )


def is_open(question: Question) -> bool:
    return question.state in OPEN_STATES
