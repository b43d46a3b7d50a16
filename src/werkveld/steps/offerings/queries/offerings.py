"""Readers' ways to what is offered."""

from uuid import UUID

from django.db.models import QuerySet

from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.offerings.rules import PUBLIC_STATES
from werkveld.steps.people.models import Region


def public_offerings(region: Region) -> QuerySet[Offering]:
    """What everybody may see: everything but drafts and what was cancelled."""
    return Offering.objects.filter(programme__region=region, state__in=PUBLIC_STATES)


def public_offering(key: UUID) -> Offering:
    return (
        Offering.objects.filter(state__in=PUBLIC_STATES)
        .select_related("programme__kind", "programme__partnership", "organization", "site", "course")
        .get(key=key)
    )


def programmes(region: Region) -> QuerySet[Programme]:
    return Programme.objects.filter(region=region).select_related("kind", "organization", "site").order_by("code")


def programme(key: UUID) -> Programme:
    return Programme.objects.select_related("kind", "organization", "site", "partnership").get(key=key)


def kinds(region: Region) -> QuerySet[OfferingKind]:
    return OfferingKind.objects.filter(region=region).order_by("ordering", "code")
