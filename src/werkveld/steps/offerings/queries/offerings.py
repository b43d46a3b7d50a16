"""Readers' ways to what is offered."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.offerings.rules import PUBLIC_STATES
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.people.rules import homes_where


def public_offerings(region: Region) -> QuerySet[Offering]:
    """What everybody may see: everything but drafts and what was cancelled."""
    return Offering.objects.filter(programme__region=region, state__in=PUBLIC_STATES)


def public_offering(key: UUID) -> Offering:
    return (
        Offering.objects.filter(state__in=PUBLIC_STATES)
        .select_related("programme__kind", "programme__partnership", "organization", "site", "course")
        .get(key=key)
    )


def offerings_of(reader: Person, on: date) -> QuerySet[Offering]:
    """What the reader's own organisations offer, drafts too."""
    return (
        Offering.objects.filter(organization__in=homes_where(reader, Can.OFFER, on))
        .select_related("programme__kind", "organization", "site")
        .order_by("-starts_on", "-id")
    )


def programmes(region: Region) -> QuerySet[Programme]:
    return Programme.objects.filter(region=region).select_related("kind", "organization", "site").order_by("code")


def programme(key: UUID) -> Programme:
    return Programme.objects.select_related("kind", "organization", "site", "partnership").get(key=key)


def hours_unit(kind: OfferingKind, audience: str, on: date) -> int | None:
    """The hours of something of this kind by the rule of that day, of which more is a multiple; None without a rule.

    Such a rule is about the years of students; who works already takes what fits.
    """
    if not kind.hours_rule or audience != Audience.LEARNER:
        return None
    return int(norm(kind.region, kind.hours_rule, on))


def kinds(region: Region) -> QuerySet[OfferingKind]:
    return OfferingKind.objects.filter(region=region).order_by("ordering", "code")
