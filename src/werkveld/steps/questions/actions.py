"""Asks, takes up, bundles and answers."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.past import first_of_year
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.actions.forgetting import MayNotForget, stand_in_for
from werkveld.steps.people.models import Organization, Person, Project, Region, Theme
from werkveld.steps.people.rules import may_forget, may_leave
from werkveld.steps.questions.enums import OPEN_STATES, AskedBy, QuestionState
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.rules import is_open, may_ask, may_come_back, may_take_up, may_withdraw


class MayNotAsk(Refusal):
    sentence = _("You can ask for yourself, or for an organisation that you speak for.")


class MayNotTakeUp(Refusal):
    sentence = _("Only who handles questions at the school can do this.")


class QuestionIsClosed(Refusal):
    sentence = _("This question is already closed.")


class MayNotWithdraw(Refusal):
    sentence = _("Only who asked this question can take it back.")


class StillAnswers(Refusal):
    sentence = _("You took up questions that are not answered yet. Let a colleague take them over.")


class IsTooLateToComeBack(Refusal):
    sentence = _("This question was taken back too long ago. Ask it again as a new one.")


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
    if not may_ask(by, asked_by, organization, localdate(at)):
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
    if is_possible and changed.owner_id is None:
        changed.owner, changed.due_on = by, localdate(at)
    changed.answer, changed.closed_at = text, at
    changed.save(update_fields=["state", "owner", "due_on", "answer", "closed_at"])
    note("answered" if is_possible else "declined", changed, by=by, at=at)
    tell(changed.asked_by, "question-answered", about=changed, by=by, at=at)
    return changed


@transaction.atomic
def withdraw(question: Question, *, by: Person, at: datetime) -> Question:
    """It keeps its owner and project, so that it can come back as it was."""
    changed = _locked(question)
    if not may_withdraw(by, changed, localdate(at)):
        raise MayNotWithdraw
    if not is_open(changed):
        raise QuestionIsClosed
    changed.state, changed.closed_at = QuestionState.WITHDRAWN, at
    changed.save(update_fields=["state", "closed_at"])
    note("withdrew", changed, by=by, at=at)
    if owner := _owner_but(by, changed):
        tell(owner, "question-withdrawn", about=changed, by=by, at=at)
    return changed


@transaction.atomic
def bring_back(question: Question, *, by: Person, at: datetime) -> Question:
    """The undo of withdrawing: to where it was, with the same owner and day."""
    changed = _locked(question)
    if not may_withdraw(by, changed, localdate(at)):
        raise MayNotWithdraw
    if not may_come_back(changed, at):
        raise IsTooLateToComeBack
    was = QuestionState.BUNDLED if changed.project_id else QuestionState.TAKEN_UP
    changed.state, changed.closed_at = was if changed.owner_id else QuestionState.ASKED, None
    changed.save(update_fields=["state", "closed_at"])
    note("brought back", changed, by=by, at=at)
    if owner := _owner_but(by, changed):
        tell(owner, "question-is-back", about=changed, by=by, at=at)
    return changed


@transaction.atomic
def leave_questions(person: Person, *, by: Person, at: datetime) -> None:
    """Own words go; what was asked for an organisation is that organisation's, and stays."""
    if not may_leave(by, person):
        raise MayNotLeave
    if Question.objects.filter(owner=person, state__in=OPEN_STATES).exists():
        raise StillAnswers
    own = Question.objects.filter(asked_by=person, organization__isnull=True)
    for question in own.filter(state__in=OPEN_STATES).order_by("id"):
        withdraw(question, by=by, at=at)
    own.update(text="", answer="")
    note("left questions", person, by=by, at=at)


def _owner_but(by: Person, question: Question) -> Person | None:
    """Nobody is told what they did themselves."""
    return question.owner if question.owner_id != by.pk else None


def _locked(question: Question) -> Question:
    """Who asked it hears of nearly every deed; its owner and organisation are read where they are asked for."""
    return Question.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=question.pk)


def _open_question(question: Question, by: Person, at: datetime) -> Question:
    if not may_take_up(by, localdate(at)):
        raise MayNotTakeUp
    locked = _locked(question)
    if not is_open(locked):
        raise QuestionIsClosed
    return locked


@transaction.atomic
def forget_old_questions(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """The words go, and who asked; also of what nobody answered. That it was asked and answered stays counted."""
    if not may_forget(by):
        raise MayNotForget
    end = first_of_year(before)
    past = Question.objects.filter(Q(closed_at__lt=end) | Q(closed_at__isnull=True, asked_at__lt=end), region=region)
    wordy = past.exclude(text="", answer="") | past.filter(asked_by__left_at__isnull=True, asked_by__is_clockwork=False)
    people = list(wordy.order_by("asked_by").values_list("asked_by", flat=True).distinct()[:most])
    theirs = past.filter(asked_by__in=people)
    count = theirs.update(text="", answer="")
    for person, stand_in in stand_in_for(people, region, by=by, at=at).items():
        past.filter(asked_by=person).update(asked_by=stand_in)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_questions", rows=count)
    return len(people)
