"""Kinds, programmes, and their courses in versions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.people.models import (
    Organization,
    Partnership,
    Project,
    Qualification,
    Region,
    Site,
    Theme,
)


class OfferingKind(models.Model):
    """How a kind of offering behaves, as data: code asks the flag, never the name."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="offering_kinds")
    code = models.SlugField(max_length=40)
    name_nl = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    name = bilingual("name")
    plural_nl = models.CharField(max_length=80)
    plural_en = models.CharField(max_length=80)
    plural = bilingual("plural")
    ordering = models.PositiveSmallIntegerField(default=100)
    is_ranked = models.BooleanField(default=False, help_text="Places are given in a round of ranked wishes.")
    needs_agreement = models.BooleanField(default=False, help_text="Nobody starts without a signed agreement.")
    needs_recognition = models.BooleanField(default=False, help_text="Hours count only at a recognised site.")
    has_hours = models.BooleanField(default=False, help_text="Hours are written and confirmed.")
    has_appointments = models.BooleanField(default=False, help_text="Residents are helped at an agreed time.")
    needs_host = models.BooleanField(
        default=False, help_text="Somebody of the host is there each time: no teacher, no lesson."
    )
    is_counted_by_head = models.BooleanField(default=False, help_text="Groups come; no names are kept.")
    gives_evidence = models.BooleanField(default=False, help_text="Ends in evidence for the portfolio.")
    hours_rule = models.SlugField(
        max_length=80, blank=True, help_text="The dated rule of its hours: so many, or a multiple of that."
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="one_kind_of_offering_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.code


class Programme(Keyed, Invented):
    """A lasting way of learning together with the field; the source's systems are programmes."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="programmes")
    code = models.SlugField(max_length=80)
    rows = models.CharField(max_length=60, blank=True, help_text="Rows of the source, such as «R04».")
    kind = models.ForeignKey(OfferingKind, on_delete=models.PROTECT, related_name="programmes")
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    description = bilingual("description")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programmes")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="programmes")
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.LEARNER)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_programme_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name_nl


class ProgrammePart(models.Model):
    """A part of a programme at a host of its own, as the region describes it; its offerings copy it."""

    personal_data: ClassVar[dict[str, str]] = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parts")
    ordering = models.PositiveSmallIntegerField()
    title_nl = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    title = bilingual("title")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="parts_of_a_programme_stand_in_order", fields=["programme", "ordering"])
        ]

    def __str__(self) -> str:
        return self.title_nl


class Course(Keyed, Invented):
    """A version of something taught, such as an elective, with the project that made it and what it replaces."""

    personal_data: ClassVar[dict[str, str]] = {}

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses")
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    hours = models.PositiveIntegerField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    qualification = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="courses")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_version_of_a_course", fields=["programme", "code", "version"]),
            models.CheckConstraint(name="a_course_never_replaces_itself", condition=~Q(replaces=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
