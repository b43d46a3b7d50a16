from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from werkveld.steps.evidence.models import Award
from werkveld.steps.people.models import Person, Region


def standing_awards(region: Region, *, start: datetime, end: datetime, kind: str | None = None) -> QuerySet[Award]:
    """Given in the period and not revoked since; of one kind, or of all."""
    awards = Award.objects.filter(
        issuer__region=region, revoked_at__isnull=True, awarded_at__gte=start, awarded_at__lt=end
    )
    return awards.filter(kind=kind) if kind else awards


def awards_of(person: Person) -> QuerySet[Award]:
    return Award.objects.filter(person=person).select_related("issuer").order_by("-awarded_at", "-id")


def people_with_awards(people: Iterable[int]) -> set[int]:
    """Row numbers, of these, of who has evidence that is still kept."""
    return set(Award.objects.filter(person__in=set(people)).values_list("person", flat=True))
