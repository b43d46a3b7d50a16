"""Reads the audit."""

from django.db.models import Model, QuerySet

from werkveld.ground.records import Keyed
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.rules import address


def deeds_on(record: Model) -> QuerySet[Deed]:
    """Newest first."""
    return Deed.objects.filter(record=address(record)).order_by("-id")


def looks_at(person: Keyed) -> QuerySet[Look]:
    """Newest first; for the person's own data page."""
    return Look.objects.filter(person=person.key).order_by("-at", "-id")
