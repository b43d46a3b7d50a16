"""Complaints and worries: told by anybody, read by the confidential adviser and by nobody else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Invented, Keyed
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.people.models import Organization, Person, Site
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.enums import AskedBy


class Concern(Keyed, Invented):
    """Without a name when the teller wants that; then `code` is the only way back to it."""

    personal_data: ClassVar[dict[str, str]] = {
        "told_by": "retention_concern",
        "reach": "retention_concern",
        "text": "retention_concern",
        "answer": "retention_concern",
        "code": "retention_concern",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="concerns", help_text="Whose adviser reads it."
    )
    kind = models.CharField(max_length=16, choices=ConcernKind)
    text = models.TextField()
    told_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=120, blank=True, help_text="How to reach the teller, when they want that.")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    channel = models.CharField(max_length=8, choices=AskedBy, default=AskedBy.WEB)
    code = models.CharField(max_length=12)
    told_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_concern_is_taken_by_somebody_at_a_moment",
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.UniqueConstraint(name="a_code_opens_one_concern", fields=["code"], condition=~Q(code="")),
        ]
        indexes = [models.Index(fields=["organization", "told_at"], name="concern_by_organization")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.organization_id}"
