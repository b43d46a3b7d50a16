"""Reads the audit."""

from django.db.models import Model, QuerySet

from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.people.models import Person


def deeds_on(record: Model) -> QuerySet[Deed]:
    """Newest first."""
    name = record._meta.object_name
    return (
        Deed.objects.filter(record=f"{name}:{getattr(record, 'key', None) or record.pk}")
        .select_related("by")
        .order_by("-id")
    )


def looks_at(person: Person) -> QuerySet[Look]:
    return Look.objects.filter(person=person).select_related("by").order_by("-at", "-id")
