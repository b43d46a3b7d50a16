"""What somebody plans to learn: the person's own words beside what can be chosen here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class Plan(Keyed):
    """Of one person, who alone changes it; a coach reads it only after the person shared it."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment", "goal": "retention_enrolment"}

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="plan")
    goal = models.CharField(max_length=300, blank=True)
    is_shared = models.BooleanField(default=False, help_text="Whether the own coaches read it.")
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"plan of {self.person_id}"


class PlanItem(Keyed):
    """One thing to do: an offering, or something in own words. Taken out it stays, so that it can be put back."""

    personal_data: ClassVar[dict[str, str]] = {
        "words": "retention_enrolment",
        "why": "retention_enrolment",
        "notes": "retention_enrolment",
    }

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.PROTECT, related_name="planned")
    words = models.CharField(max_length=160, blank=True)
    term_on = models.DateField(null=True, blank=True, help_text="The first day of its term; empty is «some day».")
    ordering = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True, help_text="Why it fits the goal.")
    notes = models.TextField(max_length=2000, blank=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_offering_is_once_in_a_plan", fields=["plan", "offering"], condition=Q(removed_at__isnull=True)
            ),
            models.CheckConstraint(name="a_planned_item_says_what", condition=Q(offering__isnull=False) | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words or f"offering {self.offering_id}"
