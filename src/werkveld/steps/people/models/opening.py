"""When a site is open, when it is closed, and the rooms in it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.text import bilingual
from werkveld.steps.people.models.organizations import Site
from werkveld.steps.people.models.regions import Region

WEEKDAYS = 7


class OpeningHours(models.Model):
    """A stretch of a weekday (Monday is 0) on which a site is open; closed at noon is two rows."""

    personal_data: ClassVar[dict[str, str]] = {}

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The first day on which it no longer holds.")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="opening_hours_once_per_start", fields=["site", "weekday", "opens", "valid_from"]
            ),
            models.CheckConstraint(name="a_week_has_seven_days", condition=Q(weekday__lt=WEEKDAYS)),
            models.CheckConstraint(name="site_closes_after_it_opens", condition=Q(closes__gt=F("opens"))),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.weekday} {self.opens}-{self.closes}"


class ClosedDays(models.Model):
    """Days on which a site, or without one every site of the region, is closed: a holiday, a move."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="closed_days")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, related_name="closed_days")
    first_on = models.DateField()
    last_on = models.DateField()
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="closed_days_end_after_they_begin", condition=Q(last_on__gte=F("first_on"))),
            models.UniqueConstraint(name="closed_once_per_start", fields=["region", "site", "first_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.name_nl} {self.first_on}"


class Room(models.Model):
    """A room of a site: how many people fit, students and residents together."""

    personal_data: ClassVar[dict[str, str]] = {}

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="rooms")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    capacity = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_room_per_code", fields=["site", "code"]),
            models.CheckConstraint(name="a_room_holds_somebody", condition=Q(capacity__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name_nl
