"""The practice agreement and who signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Organization, Person, Qualification, Site
from werkveld.steps.practice.enums import Party


class Agreement(Keyed):
    """The practice agreement (POK) of one enrolment, with what the law asks of it (WEB 7.2.8)."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_agreement"}

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="agreement")
    company = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agreements")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="agreements")
    qualification = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.PROTECT)
    begins_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    hours = models.PositiveIntegerField()
    needs_guardian = models.BooleanField(default=False)
    drawn_up_at = models.DateTimeField()
    complete_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(name="agreement_has_hours", condition=Q(hours__gte=1)),
        ]
        indexes = [models.Index(fields=["company", "begins_on"], name="agreement_by_company")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.begins_on}"


class Signature(models.Model):
    personal_data: ClassVar[dict[str, str]] = {"person": "retention_agreement"}

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=Party)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="each_party_signs_once", fields=["agreement", "party"])]

    def __str__(self) -> str:
        return f"{self.party} {self.agreement_id}"
