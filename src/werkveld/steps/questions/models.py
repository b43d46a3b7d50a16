"""The question and its way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Invented, Keyed
from werkveld.steps.people.models import Organization, Person, Project, Region, Theme
from werkveld.steps.questions.enums import AskedBy, QuestionState


class Question(Keyed, Invented):
    """What a company, a care home, a school or a resident asks."""

    personal_data: ClassVar[dict[str, str]] = {"asked_by": "retention_questions", "text": "retention_questions"}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="questions")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField()
    channel = models.CharField(max_length=8, choices=AskedBy, default=AskedBy.WEB)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=QuestionState, default=QuestionState.ASKED)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_questions")
    due_on = models.DateField(null=True, blank=True)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_question_taken_up_has_an_owner_and_a_due_date",
                condition=Q(state__in=[QuestionState.ASKED, QuestionState.WITHDRAWN, QuestionState.DECLINED])
                | Q(owner__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_bundled_question_has_a_project",
                condition=~Q(state=QuestionState.BUNDLED) | Q(project__isnull=False),
            ),
            models.CheckConstraint(
                name="a_closed_question_says_when",
                condition=Q(state__in=[QuestionState.ASKED, QuestionState.TAKEN_UP, QuestionState.BUNDLED])
                | Q(closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["region", "state", "due_on"], name="question_by_state")]

    def __str__(self) -> str:
        return self.text[:60]
