from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from werkveld.steps.people.models import Person, Region
from werkveld.steps.questions.enums import OPEN_STATES, QuestionState
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.rules import may_take_up


def questions_for(reader: Person, on: date) -> QuerySet[Question]:
    """What this reader may see: everything for who handles questions, else the own and those of the own organisations."""
    every = Question.objects.select_related("asked_by", "organization", "owner", "theme", "project").order_by("-id")
    if may_take_up(reader, on):
        return every.filter(region=reader.region)
    own = [role.organization_id for role in reader.roles_worn]
    return every.filter(Q(asked_by=reader) | Q(organization__in=own)).distinct()


def question_for(reader: Person, key: UUID, on: date) -> Question:
    return questions_for(reader, on).get(key=key)


def open_questions(region: Region) -> QuerySet[Question]:
    return Question.objects.filter(region=region, state__in=OPEN_STATES).order_by("due_on", "id")


def questions_closed(region: Region, *, start: datetime, end: datetime) -> QuerySet[Question]:
    """Answered in the half-open period; what was not possible or taken back is not an answer."""
    return Question.objects.filter(
        region=region, state=QuestionState.ANSWERED, closed_at__gte=start, closed_at__lt=end
    )
