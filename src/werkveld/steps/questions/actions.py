"""Asks, takes up, bundles and answers."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Organization, Person, Project, Region, Theme
from werkveld.steps.questions.enums import AskedBy, QuestionState
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.rules import is_open, may_ask, may_take_up


class MayNotAsk(Refusal):
    sentence = _("You can ask for yourself, or for an organisation that you speak for.")


class MayNotTakeUp(Refusal):
    sentence = _("Only who handles questions at the school can do this.")


class QuestionIsClosed(Refusal):
    sentence = _("This question is already closed.")


@transaction.atomic
def ask(
    *,
    region: Region,
    text: str,
    asked_by: Person,
    by: Person,
    at: datetime,
    organization: Organization | None = None,
    channel: AskedBy = AskedBy.WEB,
    theme: Theme | None = None,
) -> Question:
    """`asked_by` has the question; `by` may have typed it in for them."""
    if not may_ask(by, asked_by, organization, at.date()):
        raise MayNotAsk
    question = Question.objects.create(
        region=region,
        text=text,
        asked_by=asked_by,
        organization=organization,
        channel=channel,
        theme=theme,
        asked_at=at,
        is_example=asked_by.is_example,
    )
    note("asked", question, by=by, at=at, channel=channel)
    return question


@transaction.atomic
def take_up(question: Question, *, owner: Person, due_on: date, by: Person, at: datetime) -> Question:
    """From here someone is answerable for it, until a day."""
    changed = _open_question(question, by, at)
    changed.state, changed.owner, changed.due_on = QuestionState.TAKEN_UP, owner, due_on
    changed.save(update_fields=["state", "owner", "due_on"])
    note("took up", changed, by=by, at=at, due_on=due_on.isoformat())
    tell(changed.asked_by, "question-taken-up", about=changed, by=by, at=at)
    return changed


@transaction.atomic
def bundle(
    questions: list[Question], *, project: Project, owner: Person, due_on: date, by: Person, at: datetime
) -> list[Question]:
    """Several questions become one project."""
    bundled = []
    for question in questions:
        changed = _open_question(question, by, at)
        changed.state, changed.project, changed.owner, changed.due_on = QuestionState.BUNDLED, project, owner, due_on
        changed.save(update_fields=["state", "project", "owner", "due_on"])
        note("bundled", changed, by=by, at=at, project=project.code)
        tell(changed.asked_by, "question-in-project", about=changed, by=by, at=at)
        bundled.append(changed)
    return bundled


@transaction.atomic
def answer(question: Question, *, text: str, by: Person, at: datetime, is_possible: bool = True) -> Question:
    changed = _open_question(question, by, at)
    changed.state = QuestionState.ANSWERED if is_possible else QuestionState.DECLINED
    if is_possible and changed.owner is None:
        changed.owner, changed.due_on = by, at.date()
    changed.answer, changed.closed_at = text, at
    changed.save(update_fields=["state", "owner", "due_on", "answer", "closed_at"])
    note("answered" if is_possible else "declined", changed, by=by, at=at)
    tell(changed.asked_by, "question-answered", about=changed, by=by, at=at)
    return changed


def _open_question(question: Question, by: Person, at: datetime) -> Question:
    if not may_take_up(by, at.date()):
        raise MayNotTakeUp
    locked = Question.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=question.pk)
    if not is_open(locked):
        raise QuestionIsClosed
    return locked
