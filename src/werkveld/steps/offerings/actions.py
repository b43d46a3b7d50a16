"""Describes programmes, offers, opens, cancels, and the one way to take a seat."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering, OfferingKind, OfferingPart, Programme, ProgrammePart
from werkveld.steps.offerings.rules import may_offer
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may_describe

# What a region's package says about what can be chosen.
Described = TypeVar("Described", OfferingKind, Programme, ProgrammePart)


class MayNotDescribe(Refusal):
    sentence = _("Only the keeper of the region changes its programmes.")


class MayNotOffer(Refusal):
    sentence = _("You cannot offer something for this organisation.")


class OfferingIsFull(Refusal):
    sentence = _("All places are taken.")


class OfferingIsNotOpen(Refusal):
    sentence = _("This is not open for sign-up.")


@transaction.atomic
def describe(
    record: Described, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> Described:
    """Makes a kind, a programme or a part, new or stored, say what the package says. Nothing changed: no deed."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def strike(record: Described, *, by: Person, at: datetime) -> None:
    """Takes it out of the region. The database refuses when offerings still need it."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()


@transaction.atomic
def offer(
    *,
    programme: Programme,
    organization: Organization,
    by: Person,
    at: datetime,
    parts: Iterable[dict[str, Any]] = (),
    **facts: Any,
) -> Offering:
    """A draft; nobody sees it before it is opened. `facts` are the columns of Offering, `parts` those of its parts."""
    if not may_offer(by, organization, at.date()):
        raise MayNotOffer
    offering = Offering.objects.create(programme=programme, organization=organization, **facts)
    OfferingPart.objects.bulk_create(
        [OfferingPart(offering=offering, ordering=place, **part) for place, part in enumerate(parts, start=1)]
    )
    note("offered", offering, by=by, at=at)
    return offering


@transaction.atomic
def open_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.OPEN, "opened", by, at, opened_at=at)


@transaction.atomic
def close_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.CLOSED, "closed", by, at)


@transaction.atomic
def finish_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.DONE, "finished", by, at)


@transaction.atomic
def cancel_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    """Only turns the offering itself; the journey of the same name also tells and frees its people."""
    return _turn(offering, OfferingState.CANCELLED, "cancelled", by, at)


def _turn(offering: Offering, state: OfferingState, verb: str, by: Person, at: datetime, **also: Any) -> Offering:
    if not may_offer(by, offering.organization, at.date()):
        raise MayNotOffer
    for name, value in {"state": state, **also}.items():
        setattr(offering, name, value)
    offering.save(update_fields=["state", *also])
    note(verb, offering, by=by, at=at)
    return offering


def take_seats(offering: Offering, seats: int = 1) -> None:
    """The one guard of capacity: a single conditional update, so the last seat is taken once on every database.

    It is part of the deed that needs the seat (an enrolment, a group), and runs in that deed's transaction.
    """
    fits = Q(capacity__isnull=True) | Q(capacity__gte=F("seats_taken") + seats)
    taken = Offering.objects.filter(fits, pk=offering.pk, state=OfferingState.OPEN).update(
        seats_taken=F("seats_taken") + seats
    )
    if not taken:
        still_open = Offering.objects.filter(pk=offering.pk, state=OfferingState.OPEN).exists()
        raise OfferingIsFull if still_open else OfferingIsNotOpen


def free_seats(offering: Offering, seats: int = 1) -> None:
    """The other way round, in the deed that gives the seat back."""
    Offering.objects.filter(pk=offering.pk).update(seats_taken=F("seats_taken") - seats)
