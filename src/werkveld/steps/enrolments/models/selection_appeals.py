"""Asking to look again at the outcome of a selection."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.enums import AppealState
from werkveld.steps.enrolments.models.selections import Application
from werkveld.steps.people.models import Person


class SelectionAppeal(Keyed):
    """Whether it went by the criteria is looked at again; the answer says why."""

    personal_data: ClassVar[dict[str, str]] = {"text": "retention_enrolment", "answer": "retention_enrolment"}

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="appeals")
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_appeal_per_application", fields=["application"], condition=Q(state=AppealState.OPEN)
            ),
            models.CheckConstraint(
                name="a_decided_appeal_of_a_selection_says_who_when_and_why",
                condition=Q(state=AppealState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=AppealState.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.state}"
