"""Who may ask in whose name, and who takes a question up."""

from datetime import date, datetime, timedelta

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import is_neighbour, may, may_anywhere
from werkveld.steps.questions.enums import OPEN_STATES, QuestionState
from werkveld.steps.questions.models import Question

STILL_FRESH = timedelta(days=14)


def may_ask(by: Person, asked_by: Person, organization: Organization | None, on: date) -> bool:
    """In your own name, for yourself or for whom you speak. In another's name only who types in what that one said:

    for a resident who helps residents, for who speaks for an organisation who takes questions up.
    """
    speaks = organization is None or may(asked_by, Can.ASK, organization, on)
    if by.pk == asked_by.pk:
        return speaks
    if organization is None:
        return may_anywhere(by, Can.HELP_RESIDENTS, on) and is_neighbour(asked_by, on)
    return speaks and may_anywhere(by, Can.TAKE_UP, on)


def may_take_up(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.TAKE_UP, on)


def may_see_question(reader: Person, question: Question, on: date) -> bool:
    """The asker, the asker's organisation, and who takes questions up."""
    return (
        reader.pk == question.asked_by_id
        or may_take_up(reader, on)
        or (question.organization is not None and may(reader, Can.ASK, question.organization, on))
    )


def may_withdraw(by: Person, question: Question, on: date) -> bool:
    """The asker, who speaks for the asker's organisation, and the school when the asker says so by telephone."""
    return may_see_question(by, question, on)


def may_come_back(question: Question, at: datetime) -> bool:
    """What was taken back can be asked again with one press for a while; later it is a new question."""
    if question.state != QuestionState.WITHDRAWN or question.closed_at is None:
        return False
    return at < question.closed_at + STILL_FRESH


def is_open(question: Question) -> bool:
    return question.state in OPEN_STATES
