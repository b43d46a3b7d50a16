"""Awards and the confirmed entries under each line."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Appointment, Hours, Observation


class Award(Keyed):
    """Something proven: given by someone on a day, and revoked when it was wrong."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_evidence", "title_nl": "retention_evidence"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    issuer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="awards")
    awarded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    awarded_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="award_revoked_by_at_and_why_go_together",
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True, revoked_because="")
                | (Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revoked_because="")),
            ),
            models.UniqueConstraint(
                name="one_award_of_a_kind_per_enrolment",
                fields=["enrolment", "kind", "title_nl"],
                condition=Q(revoked_at__isnull=True, enrolment__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["kind", "awarded_at"], name="award_by_kind")]

    def __str__(self) -> str:
        return self.title_nl


class AwardLine(models.Model):
    """One line of proof: a work process with the confirmed hours or the service under it."""

    personal_data: ClassVar[dict[str, str]] = {"award": "retention_evidence"}

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="lines")
    work_process = models.CharField(max_length=12, blank=True)
    hours = models.ForeignKey(Hours, null=True, blank=True, on_delete=models.PROTECT, related_name="award_lines")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="award_lines"
    )
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="award_lines"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_line_of_proof_points_to_one_entry",
                condition=Q(hours__isnull=False, appointment__isnull=True, observation__isnull=True)
                | Q(hours__isnull=True, appointment__isnull=False, observation__isnull=True)
                | Q(hours__isnull=True, appointment__isnull=True, observation__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_observation_is_evidence_once",
                fields=["observation"],
                condition=Q(observation__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_service_is_evidence_once", fields=["appointment"], condition=Q(appointment__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.work_process}"
