"""What runs at a time and a place, and can be chosen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.offerings.enums import Audience, DeliveryMode, OfferingState
from werkveld.steps.offerings.models.programmes import Course, Programme
from werkveld.steps.people.models import Organization, Site


class Offering(Keyed, Invented):
    """A run that can be chosen: a learning place, an elective in a term, a service, a challenge, an event."""

    personal_data: ClassVar[dict[str, str]] = {}

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="offerings")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.PROTECT, related_name="offerings")
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    title = bilingual("title")
    summary_nl = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    summary = bilingual("summary")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="offerings")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="offerings")
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.LEARNER)
    mode = models.CharField(max_length=12, choices=DeliveryMode, default=DeliveryMode.ON_SITE)
    language = models.CharField(max_length=5, default="nl")
    level_min = models.PositiveSmallIntegerField(null=True, blank=True)
    level_max = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    starts_any_week = models.BooleanField(default=False)
    begins = models.TimeField(null=True, blank=True, help_text="Of what is on one day.")
    ends = models.TimeField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    capacity_min = models.PositiveIntegerField(default=0)
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="Empty means no limit.")
    seats_taken = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=OfferingState, default=OfferingState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offering_seats_within_capacity",
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
            ),
            models.CheckConstraint(
                name="offering_capacity_at_least_its_minimum",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=F("capacity_min")),
            ),
            models.CheckConstraint(
                name="offering_ends_after_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="offering_starts_on_a_day_or_any_week",
                condition=Q(starts_any_week=True) | Q(starts_on__isnull=False) | Q(state=OfferingState.DRAFT),
            ),
            models.CheckConstraint(
                name="offering_has_both_times_in_order_or_none",
                condition=Q(begins__isnull=True, ends__isnull=True)
                | Q(begins__isnull=False, ends__isnull=False, ends__gt=F("begins")),
            ),
            models.CheckConstraint(
                name="offering_with_times_is_on_one_day",
                condition=Q(begins__isnull=True)
                | (
                    Q(starts_on__isnull=False, starts_any_week=False)
                    & (Q(ends_on__isnull=True) | Q(ends_on=F("starts_on")))
                ),
            ),
            models.CheckConstraint(
                name="offering_levels_in_order",
                condition=Q(level_min__isnull=True) | Q(level_max__isnull=True) | Q(level_min__lte=F("level_max")),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "starts_on"], name="offering_by_programme"),
            models.Index(fields=["organization", "state"], name="offering_by_organization"),
        ]

    def __str__(self) -> str:
        return self.title_nl


class OfferingPart(models.Model):
    """A part of one offering at a host of its own: two days at the company, three on campus."""

    personal_data: ClassVar[dict[str, str]] = {}

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="parts")
    ordering = models.PositiveSmallIntegerField()
    title_nl = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    title = bilingual("title")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="parts_stand_in_order", fields=["offering", "ordering"])]

    def __str__(self) -> str:
        return self.title_nl
