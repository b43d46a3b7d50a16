"""Choosing people by criteria that everybody could read before: who applied, who assesses, and how."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.enrolments.enums import SelectionOutcome, SelectionState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class Selection(Keyed, Invented):
    """The places of this offering go to who fits the criteria best, by the marks of two assessors."""

    personal_data: ClassVar[dict[str, str]] = {}

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="selection")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decides_on = models.DateField(help_text="When everybody hears.")
    most_difference = models.PositiveSmallIntegerField(
        default=15, help_text="Points of a hundred between two assessors, above which they must settle it together."
    )
    seed = models.PositiveIntegerField(help_text="The lot between equal points can be drawn again with it.")
    state = models.CharField(max_length=9, choices=SelectionState, default=SelectionState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    divided_at = models.DateTimeField(null=True, blank=True, help_text="When the applications went to assessors.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="selection_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="criteria_are_published_before_a_selection_opens",
                condition=Q(state=SelectionState.DRAFT, published_at__isnull=True)
                | (~Q(state=SelectionState.DRAFT) & Q(published_at__lt=F("opens_at"))),
            ),
            models.CheckConstraint(
                name="a_divided_selection_says_when",
                condition=Q(state__in=[SelectionState.DRAFT, SelectionState.OPEN], divided_at__isnull=True)
                | Q(state__in=[SelectionState.ASSESSING, SelectionState.DECIDED], divided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_decided_selection_says_who_and_when",
                condition=Q(state=SelectionState.DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(state=SelectionState.DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="assessors_differ_a_hundred_points_at_most", condition=Q(most_difference__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return str(self.offering)


class Criterion(models.Model):
    """What is looked at, what good looks like, and how heavily it counts."""

    personal_data: ClassVar[dict[str, str]] = {}

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="criteria")
    ordering = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    name = bilingual("name")
    good_nl = models.TextField(max_length=1000)
    good_en = models.TextField(max_length=1000, blank=True)
    good = bilingual("good")
    most = models.PositiveSmallIntegerField(default=10, help_text="The most points that can be given.")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="criteria_stand_in_order", fields=["selection", "ordering"]),
            models.UniqueConstraint(name="a_criterion_is_named_once", fields=["selection", "name_nl"]),
            models.CheckConstraint(
                name="a_criterion_counts", condition=Q(most__gte=1, most__lte=100, weight__gte=1, weight__lte=100)
            ),
            models.CheckConstraint(
                name="a_criterion_says_what_good_looks_like", condition=~Q(name_nl="") & ~Q(good_nl="")
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class Application(Keyed):
    """Somebody wants a place and says why; who takes it back may apply again until the closing."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "retention_enrolment",
        "motivation": "retention_enrolment",
        "points": "retention_enrolment",
        "facts": "retention_enrolment",
    }

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    motivation = models.TextField(max_length=4000, blank=True, help_text="Empty once its writer left.")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=SelectionOutcome, blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="The whole reason, as it was said on the day.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_application_per_person_and_selection", fields=["selection", "person"]),
            models.CheckConstraint(
                name="an_outcome_has_its_points",
                condition=Q(outcome="", points__isnull=True)
                | (~Q(outcome="") & Q(points__gte=0, points__lte=100, withdrawn_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.selection_id}"


class Assessor(models.Model):
    """Who assesses in this selection."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment"}

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="assessors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assesses_in")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_assessor_is_named_once", fields=["selection", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.selection_id}"


class Assessment(Keyed):
    """What one assessor thinks of one application; there are two, and neither sees the other before both are in."""

    personal_data: ClassVar[dict[str, str]] = {
        "assessor": "retention_enrolment",
        "declared": "retention_enrolment",
    }

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="assessments")
    turn = models.PositiveSmallIntegerField(help_text="The first or the second of the two.")
    declared = models.CharField(max_length=300, blank=True, help_text="How the assessor knows the applicant.")
    at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_assessment_per_assessor_and_application", fields=["application", "assessor"]
            ),
            models.UniqueConstraint(name="one_assessment_per_turn", fields=["application", "turn"]),
            models.CheckConstraint(name="an_application_has_two_assessments", condition=Q(turn__gte=1, turn__lte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} by {self.assessor_id}"


class Score(models.Model):
    """Points for one criterion, with a note that the applicant reads. That they fit the criterion guards the action."""

    personal_data: ClassVar[dict[str, str]] = {"points": "retention_enrolment", "note": "retention_enrolment"}

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_score_per_assessment_and_criterion", fields=["assessment", "criterion"]),
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.criterion_id}"


class Settlement(models.Model):
    """Two assessors differed too much and settled it: one proposes the points, and the other agrees."""

    personal_data: ClassVar[dict[str, str]] = {"points": "retention_enrolment", "note": "retention_enrolment"}

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="settlement")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    note = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="settled_points_are_of_a_hundred", condition=Q(points__gte=0, points__lte=100)),
            models.CheckConstraint(name="a_settlement_says_why", condition=~Q(note="")),
            models.CheckConstraint(
                name="a_settlement_is_agreed_by_the_other",
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("proposed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.points}"
