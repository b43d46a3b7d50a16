"""Organisations, where they are, and what they are recognised for."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.people.enums import OrganizationKind
from werkveld.steps.people.models.regions import Region


class Theme(Keyed):
    """What a region works on: the energy transition, healthy urban living."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_theme_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name_nl


class Organization(Keyed, Invented):
    """A school, company, care organisation, municipality or network."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="organizations")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=OrganizationKind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    description = bilingual("description")
    website = models.URLField(blank=True)
    sbb_id = models.CharField(max_length=9, blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="organizations")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_organization_per_code", fields=["region", "code"]),
            models.CheckConstraint(
                name="organization_sbb_id_has_nine_digits", condition=Q(sbb_id="") | Q(sbb_id__regex=r"^[0-9]{9}$")
            ),
            models.CheckConstraint(
                name="organization_kvk_has_eight_digits", condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$")
            ),
        ]
        indexes = [models.Index(fields=["region", "kind"], name="organization_by_kind")]

    def __str__(self) -> str:
        return self.name


class Site(Keyed, Invented):
    """A place where people learn, work or are helped."""

    personal_data: ClassVar[dict[str, str]] = {}

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="sites")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80)
    lat = models.FloatField()
    lon = models.FloatField()
    is_campus = models.BooleanField(default=False)
    facilities_nl = models.CharField(max_length=300, blank=True)
    facilities_en = models.CharField(max_length=300, blank=True)
    facilities = bilingual("facilities")
    is_step_free = models.BooleanField(null=True, blank=True, help_text="With a wheelchair; empty: not known.")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_site_per_code", fields=["organization", "code"]),
            models.CheckConstraint(
                name="site_lies_on_earth", condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Qualification(models.Model):
    """A crebo code: what a vocational programme leads to."""

    personal_data: ClassVar[dict[str, str]] = {}

    crebo = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    dossier = models.CharField(max_length=200, blank=True)
    stated_in = models.PositiveSmallIntegerField(help_text="Year of the list that names it.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="qualification_crebo_has_five_digits", condition=Q(crebo__regex=r"^[0-9]{5}$")),
        ]

    def __str__(self) -> str:
        return f"{self.crebo} {self.name}"


class WorkProcess(Invented):
    """A line of a qualification dossier, such as «B1-K1-W1»: what a student shows and an award proves."""

    personal_data: ClassVar[dict[str, str]] = {}

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="work_processes")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_work_process_per_code", fields=["qualification", "code"]),
            models.CheckConstraint(
                name="work_process_is_a_code_of_a_dossier", condition=Q(code__regex=r"^[BP][0-9]+-K[0-9]+-W[0-9]+$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Recognition(Invented):
    """A company may train for a qualification at a site, until a day. An invented one may be of a real partner."""

    personal_data: ClassVar[dict[str, str]] = {}

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="recognitions")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="recognitions")
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_recognition_per_site_qualification_and_start",
                fields=["site", "qualification", "begins_on"],
            ),
            models.CheckConstraint(name="recognition_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
        ]

    @property
    def follows_on(self) -> date:
        """The first day of the one after this."""
        return self.ends_on + timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.site_id} {self.qualification_id} until {self.ends_on}"
