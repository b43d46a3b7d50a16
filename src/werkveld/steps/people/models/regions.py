"""A region and the dated rules that hold in it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.ground.text import bilingual


class Region(Keyed):
    """One region: its name, where its map opens, and its brand. Everything else hangs under it."""

    personal_data: ClassVar[dict[str, str]] = {}

    code = models.SlugField(max_length=60, unique=True)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    centre_lat = models.FloatField()
    centre_lon = models.FloatField()
    zoom = models.PositiveSmallIntegerField(default=10)
    brand = models.JSONField(default=dict, blank=True)
    outline = models.JSONField(null=True, blank=True)
    help_phone = models.CharField(max_length=20, blank=True, help_text="Where residents call; empty: nobody answers.")
    help_when_nl = models.CharField(max_length=120, blank=True)
    help_when_en = models.CharField(max_length=120, blank=True)
    help_when = bilingual("help_when")
    is_invented = models.BooleanField(default=False)
    sources = models.JSONField(default=dict, blank=True, help_text="What a row may cite: short name to full citation.")
    package = models.JSONField(default=dict, blank=True, help_text="The rows that the last package held, by table.")

    def __str__(self) -> str:
        return self.name_nl


class Norm(models.Model):
    """A rule of the year: a value that law or agreement may change, so it carries its dates and its source."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="norms")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    value = models.JSONField()
    unit = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_norm_per_code_and_start", fields=["region", "code", "valid_from"]),
            models.CheckConstraint(
                name="norm_ends_after_it_starts",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"
