"""Readers' ways to people, places and the rules of the year."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from werkveld.steps.people.models import Account, Norm, Organization, Person, Region, Role, Site


def region(code: str) -> Region:
    return Region.objects.get(code=code)


def home_region() -> Region | None:
    """The region that this site serves: the first that was loaded."""
    return Region.objects.order_by("id").first()


def person(key: UUID) -> Person:
    return Person.objects.select_related("region", "college").get(key=key)


def person_of(account: Account) -> Person | None:
    if account.person_id is None:
        return None
    return Person.objects.select_related("region", "college").get(pk=account.person_id)


def clockwork(region: Region) -> Person:
    """The product itself, in whose name jobs and loaders act."""
    return Person.objects.get(region=region, is_clockwork=True)


def organization(key: UUID) -> Organization:
    return Organization.objects.select_related("region", "parent").get(key=key)


def organizations(region: Region) -> QuerySet[Organization]:
    return Organization.objects.filter(region=region).select_related("parent").order_by("name", "id")


def sites(region: Region) -> QuerySet[Site]:
    return Site.objects.filter(organization__region=region).select_related("organization").order_by("name", "id")


def current_roles(person: Person, on: date) -> QuerySet[Role]:
    return (
        person.roles.filter(begins_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .select_related("organization")
        .order_by("code", "id")
    )


class NormIsMissing(LookupError):
    """No rule with this code holds on this day; the region's package must state it."""


def norm(region: Region, code: str, on: date) -> Any:
    """The value of a dated rule on a day."""
    held = (
        Norm.objects.filter(region=region, code=code, valid_from__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    if held is None:
        raise NormIsMissing(f"{code} on {on} in {region.code}")
    return held
