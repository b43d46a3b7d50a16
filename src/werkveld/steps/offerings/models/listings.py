"""What the catalogue searches: one flat row an offering, written in the deed that opens, closes or changes it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.steps.offerings.enums import Audience, Duration
from werkveld.steps.offerings.models.offerings import Offering
from werkveld.steps.people.models import Region


class Catalogue(models.Model):
    """The catalogue of a region counts its changes: `number` goes up with every listing that is written.

    `history` is new when the whole catalogue was written anew; whoever kept something of an older history drops it.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.OneToOneField(Region, on_delete=models.CASCADE, related_name="catalogue")
    history = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.history.hex[:8]}-{self.number}"


class Listing(models.Model):
    """An offering as the catalogue knows it. `title_words` and `words` are stems; the database indexes them.

    A listing stays when its offering is withdrawn, with `is_public` off, so that readers who keep the catalogue in
    memory learn of it by its `number`. The migration adds the index of words: FTS5 with triggers on SQLite, a stored
    tsvector with GIN on PostgreSQL.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(help_text="The number of the catalogue when this row was written.")
    is_public = models.BooleanField()
    is_open = models.BooleanField()
    kind_id = models.PositiveBigIntegerField()
    programme_id = models.PositiveBigIntegerField()
    organization_id = models.PositiveBigIntegerField()
    site_id = models.PositiveBigIntegerField(null=True)
    themes = models.CharField(max_length=200, blank=True, help_text="Row numbers of themes, with spaces between.")
    audience = models.CharField(max_length=16, choices=Audience)
    language = models.CharField(max_length=5)
    levels = models.PositiveSmallIntegerField(help_text="One bit a level; every bit where no level is asked.")
    duration = models.CharField(max_length=8, choices=Duration)
    starts_on = models.DateField(null=True)
    starts_any_week = models.BooleanField()
    opened_at = models.DateTimeField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    title_words = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listing_has_both_coordinates_or_none",
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
            ),
            models.CheckConstraint(
                name="listing_that_is_open_is_public", condition=Q(is_open=False) | Q(is_public=True)
            ),
        ]
        indexes = [models.Index(fields=["region", "number"], name="listing_by_number")]

    def __str__(self) -> str:
        return f"listing of {self.offering_id}"


class CatalogueWord(models.Model):
    """A word as written in the catalogue, to guess from when somebody mistypes one."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_word_stands_once_in_a_catalogue", fields=["region", "word"])]

    def __str__(self) -> str:
        return self.word


class PostcodeArea(models.Model):
    """The middle of a four-digit postcode area and its town: where somebody is who types either."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="postcode_areas")
    code = models.CharField(max_length=4)
    town = models.CharField(max_length=80)
    lat = models.FloatField()
    lon = models.FloatField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_postcode_area_per_code", fields=["region", "code"]),
            models.CheckConstraint(name="postcode_area_has_four_digits", condition=Q(code__regex=r"^[1-9][0-9]{3}$")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.town}"
