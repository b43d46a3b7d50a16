"""What a region is made of, as its package describes it."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import (
    ClosedDays,
    FundingLine,
    Norm,
    OpeningHours,
    Organization,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Person,
    Project,
    Qualification,
    Region,
    Room,
    Site,
    Skill,
    Theme,
    WorkProcess,
)
from werkveld.steps.people.rules import may_describe

# What a region is made of, as far as this step holds it.
Described = TypeVar(
    "Described",
    Region,
    Norm,
    Theme,
    Organization,
    Site,
    Qualification,
    FundingLine,
    Partnership,
    PartnershipPartner,
    PartnershipEvent,
    Project,
    Skill,
    WorkProcess,
    OpeningHours,
    ClosedDays,
    Room,
)


class MayNotDescribe(Refusal):
    sentence = _("Only the keeper of the region changes what the region is made of.")


@transaction.atomic
def found(*, code: str, by: Person | None, at: datetime, **facts: Any) -> Region:
    """A new region, with the person in whose name the product itself acts there; without `by`, that one founds it."""
    region = Region.objects.create(code=code, **facts)
    clockwork = Person.objects.create(region=region, given_name="Werkveld", is_clockwork=True)
    note("founded", region, by=by or clockwork, at=at)
    return region


@transaction.atomic
def describe(
    record: Described, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> Described:
    """Makes a record, new or stored, say what the region's package says. Nothing changed: no deed."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def remember_package(region: Region, *, rows: dict[str, list[str]], by: Person, at: datetime) -> Region:
    """Which rows the region got from its package, so that a later package can say which ones are gone."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    if region.package != rows:
        region.package = rows
        region.save(update_fields=["package"])
        note("loaded package", region, by=by, at=at, rows={table: len(keys) for table, keys in rows.items()})
    return region


@transaction.atomic
def strike(record: Described, *, by: Person, at: datetime) -> None:
    """Takes a record out of the region. The database refuses when others still need it."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()
