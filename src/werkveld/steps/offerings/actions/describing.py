"""Describes kinds and programmes as the region's package says them."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Help, OfferingKind, PostcodeArea, Programme, ProgrammePart
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_describe

# What a region's package says about what can be chosen.
Described = TypeVar("Described", OfferingKind, PostcodeArea, Programme, ProgrammePart, Help)


class MayNotDescribe(Refusal):
    sentence = _("Only the keeper of the region changes its programmes.")


@transaction.atomic
def describe(
    record: Described, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> Described:
    """Makes a kind, a programme or a part, new or stored, say what the package says. Nothing changed: no deed."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def strike(record: Described, *, by: Person, at: datetime) -> None:
    """Takes it out of the region. The database refuses when offerings still need it."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()
