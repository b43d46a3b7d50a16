"""A partnership is a record: purpose, theme, partners and what each brings, from when, and what happened to it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.people.enums import DatePrecision, PartnershipStep
from werkveld.steps.people.models.organizations import Organization, Theme
from werkveld.steps.people.models.regions import Region


class FundingLine(Keyed):
    """A public scheme that pays part of the work."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="funding_lines")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    name = bilingual("name")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_funding_line_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name_nl


class Partnership(Keyed, Invented):
    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="partnerships")
    code = models.SlugField(max_length=80)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    purpose_nl = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    purpose = bilingual("purpose")
    themes = models.ManyToManyField(Theme, blank=True, related_name="partnerships")
    funding_line = models.ForeignKey(FundingLine, null=True, blank=True, on_delete=models.PROTECT)
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_partnership_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name_nl


class PartnershipPartner(models.Model):
    """One organisation in a partnership, with what it brings."""

    personal_data: ClassVar[dict[str, str]] = {}

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="partnered")
    is_lead = models.BooleanField(default=False)
    contribution_nl = models.CharField(max_length=300, blank=True)
    contribution_en = models.CharField(max_length=300, blank=True)
    contribution = bilingual("contribution")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_organization_joins_a_partnership_once", fields=["partnership", "organization"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.organization_id}"


class PartnershipEvent(Keyed):
    """Begun, widened, continued or ended on a day, as exactly as it is known; this is what a year counts."""

    personal_data: ClassVar[dict[str, str]] = {}

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=12, choices=PartnershipStep)
    on = models.DateField()
    precision = models.CharField(max_length=8, choices=DatePrecision, default=DatePrecision.DAY)
    what_nl = models.CharField(max_length=300, blank=True)
    what_en = models.CharField(max_length=300, blank=True)
    what = bilingual("what")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_event_of_a_kind_per_partnership_and_day", fields=["partnership", "step", "on"]
            ),
            models.UniqueConstraint(
                name="a_partnership_begins_once", fields=["partnership"], condition=Q(step=PartnershipStep.BEGUN)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.step} {self.on}"


class Project(Keyed, Invented):
    """Work with an end that a partnership does: questions of the field become new education."""

    personal_data: ClassVar[dict[str, str]] = {}

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="projects")
    code = models.SlugField(max_length=80)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_project_per_code", fields=["partnership", "code"]),
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl
