"""Reads the audit."""

from datetime import datetime

from django.db.models import Model, QuerySet

from werkveld.ground.records import Keyed
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.rules import address


def deeds_on(record: Model) -> QuerySet[Deed]:
    """Newest first."""
    return Deed.objects.filter(record=address(record)).order_by("-id")


def last_carried_out(record: Model) -> datetime | None:
    """When the rules of keeping were last carried out for a region."""
    return deeds_on(record).filter(verb="carried out the rules").values_list("at", flat=True).first()


def has_deeds_before(before: datetime) -> bool:
    return Deed.objects.filter(at__lt=before).exists()


def has_looks_before(before: datetime) -> bool:
    return Look.objects.filter(at__lt=before).exists()


def looks_at(person: Keyed) -> QuerySet[Look]:
    """Newest first; for the person's own data page."""
    return Look.objects.filter(person=person.key).order_by("-at", "-id")
