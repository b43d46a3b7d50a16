from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from werkveld.steps.deeds.queries import deeds_on
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import names_of, organizations
from werkveld.steps.people.rules import homes_where
from werkveld.steps.questions.enums import OPEN_STATES, QuestionState
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.rules import may_take_up


def questions_for(reader: Person, on: date) -> QuerySet[Question]:
    """What this reader may see: everything for who handles questions, else the own and those of the own organisations."""
    every = Question.objects.select_related("asked_by", "organization", "owner", "theme", "project").order_by("-id")
    if may_take_up(reader, on):
        return every.filter(region=reader.region)
    own = homes_where(reader, Can.ASK, on)
    return every.filter(Q(asked_by=reader) | Q(organization__in=own))


def question_for(reader: Person, key: UUID, on: date) -> Question:
    return questions_for(reader, on).get(key=key)


def typed_in_by(question: Question) -> str:
    """Who wrote it down for the asker; empty when the asker did."""
    asked = deeds_on(question).filter(verb="asked").first()
    if asked is None or asked.by == question.asked_by.key:
        return ""
    return names_of([asked.by]).get(asked.by, "")


def questions_without_owner(reader: Person, on: date) -> QuerySet[Question]:
    """The oldest first; nothing for who may not take one up."""
    waiting = questions_for(reader, on).filter(region=reader.region, state=QuestionState.ASKED)
    return waiting.order_by("asked_at", "id") if may_take_up(reader, on) else waiting.none()


def questions_owned(reader: Person) -> QuerySet[Question]:
    """What the reader still has to answer, the first due first."""
    return (
        Question.objects.filter(owner=reader, state__in=(QuestionState.TAKEN_UP, QuestionState.BUNDLED))
        .select_related("asked_by", "organization")
        .order_by("due_on", "id")
    )


def organizations_to_ask_for(reader: Person, on: date) -> QuerySet[Organization]:
    """Whom the reader speaks for."""
    return organizations(reader.region).filter(pk__in=homes_where(reader, Can.ASK, on))


def open_questions(region: Region) -> QuerySet[Question]:
    return Question.objects.filter(region=region, state__in=OPEN_STATES).order_by("due_on", "id")


def questions_closed(region: Region, *, start: datetime, end: datetime) -> QuerySet[Question]:
    """Answered in the half-open period; what was not possible or taken back is not an answer."""
    return Question.objects.filter(region=region, state=QuestionState.ANSWERED, closed_at__gte=start, closed_at__lt=end)


def people_who_asked(region: Region, since: datetime) -> set[int]:
    """Row numbers of who asked something since then, or waits for the answer, or heard it since then."""
    near = Q(asked_at__gte=since) | Q(closed_at__isnull=True) | Q(closed_at__gte=since)
    return set(Question.objects.filter(near, region=region).values_list("asked_by", flat=True))
