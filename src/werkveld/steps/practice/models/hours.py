"""Hours at work and the conversations about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person


class Hours(Keyed):
    """The hours of one person in one week, for one work process; they count once confirmed by another hand."""

    personal_data: ClassVar[dict[str, str]] = {
        "enrolment": "retention_enrolment",
        "note": "retention_practice",
        "approved_by": "retention_enrolment",
    }

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="hours")
    week_of = models.DateField(help_text="The Monday.")
    amount = models.DecimalField(max_digits=5, decimal_places=2)
    work_process = models.CharField(max_length=12, blank=True, help_text="Such as «B1-K1-W1».")
    note = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hours_once_per_week_and_work_process", fields=["enrolment", "week_of", "work_process"]
            ),
            models.CheckConstraint(name="hours_fit_in_a_week", condition=Q(amount__gt=0, amount__lte=60)),
            models.CheckConstraint(
                name="hours_approved_by_and_at_go_together",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["week_of"], name="hours_by_week")]

    def __str__(self) -> str:
        return f"{self.amount} in {self.week_of}"


class ContactMoment(Keyed):
    """School and company speak about a learner; at least one of them at the site."""

    personal_data: ClassVar[dict[str, str]] = {
        "enrolment": "retention_enrolment",
        "held_by": "retention_enrolment",
        "note": "retention_practice",
    }

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="contact_moments")
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    is_on_site = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_contact_moment_a_day", fields=["enrolment", "held_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.held_on}"
