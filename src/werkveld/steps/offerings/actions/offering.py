"""Offers, opens, closes, cancels; each writes what the catalogue knows in the same deed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.offerings.actions.listing import list_offerings
from werkveld.steps.offerings.enums import Audience, OfferingState
from werkveld.steps.offerings.models import Offering, OfferingPart, Programme
from werkveld.steps.offerings.queries import hours_unit
from werkveld.steps.offerings.rules import are_hours_by_rule, are_times_in_order, is_one_day, may_offer
from werkveld.steps.people.models import Organization, Person

DAY_COLUMNS = ("starts_on", "ends_on", "starts_any_week", "begins", "ends")


class MayNotOffer(Refusal):
    sentence = _("You cannot offer something for this organisation.")


class HoursAreByRule(Refusal):
    sentence = _("This has %(hours)s hours by the rule, or a multiple of that.")


class TimesDoNotFit(Refusal):
    sentence = _("With a time of day go a begin and a later end, on one day.")


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
    """A draft; nobody sees it before it is opened. `facts` are the columns of Offering, `parts` those of its parts.

    Where a dated rule says how many hours such an offering has, those are its hours when none are given.
    """
    if not may_offer(by, organization, localdate(at)):
        raise MayNotOffer
    unit = hours_unit(programme.kind, facts.get("audience", Audience.LEARNER), facts.get("starts_on") or localdate(at))
    facts["hours"] = _by_rule(facts.get("hours"), unit)
    _times_must_fit(facts)
    offering = Offering.objects.create(programme=programme, organization=organization, **facts)
    OfferingPart.objects.bulk_create(
        [OfferingPart(offering=offering, ordering=place, **part) for place, part in enumerate(parts, start=1)]
    )
    note("offered", offering, by=by, at=at)
    return offering


def _by_rule(hours: int | None, unit: int | None) -> int | None:
    if unit is None:
        return hours
    if hours is None:
        return unit
    if not are_hours_by_rule(hours, unit):
        raise HoursAreByRule(hours=unit)
    return hours


@transaction.atomic
def open_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.OPEN, "opened", by, at, opened_at=at)


@transaction.atomic
def open_offerings(offerings: Iterable[Offering], *, by: Person, at: datetime) -> list[Offering]:
    """Many at once, as when a term begins: a deed an offering, and the catalogue is written once."""
    return _turn_all(offerings, OfferingState.OPEN, "opened", by, at, opened_at=at)


@transaction.atomic
def change_offering(offering: Offering, *, by: Person, at: datetime, **facts: Any) -> Offering:
    """Its words, its days, its place; what differs is written in the deed. Its state has verbs of its own."""
    if not may_offer(by, offering.organization, localdate(at)):
        raise MayNotOffer
    if "hours" in facts:
        starts_on = facts.get("starts_on", offering.starts_on)
        unit = hours_unit(offering.programme.kind, offering.audience, starts_on or localdate(at))
        facts["hours"] = _by_rule(facts["hours"], unit)
    _times_must_fit({name: getattr(offering, name) for name in DAY_COLUMNS} | facts)
    if changes := settle(offering, facts, {}):
        note("changed", offering, by=by, at=at, **changes)
        list_offerings([offering.pk], at=at)
    return offering


def _times_must_fit(facts: Mapping[str, Any]) -> None:
    begins, ends = facts.get("begins"), facts.get("ends")
    any_week = facts.get("starts_any_week", False)
    is_day = is_one_day(facts.get("starts_on"), facts.get("ends_on"), starts_any_week=any_week)
    if not are_times_in_order(begins, ends) or (begins is not None and not is_day):
        raise TimesDoNotFit


@transaction.atomic
def close_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.CLOSED, "closed", by, at)


@transaction.atomic
def close_offerings(offerings: Iterable[Offering], *, by: Person, at: datetime) -> list[Offering]:
    """Many at once, as when a term is two weeks old."""
    return _turn_all(offerings, OfferingState.CLOSED, "closed", by, at)


@transaction.atomic
def finish_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    return _turn(offering, OfferingState.DONE, "finished", by, at)


@transaction.atomic
def finish_offerings(offerings: Iterable[Offering], *, by: Person, at: datetime) -> list[Offering]:
    """Many at once, as when a term ends."""
    return _turn_all(offerings, OfferingState.DONE, "finished", by, at)


@transaction.atomic
def cancel_offering(offering: Offering, *, by: Person, at: datetime) -> Offering:
    """Only turns the offering itself; the journey of the same name also tells and frees its people."""
    return _turn(offering, OfferingState.CANCELLED, "cancelled", by, at)


def _turn(offering: Offering, state: OfferingState, verb: str, by: Person, at: datetime, **also: Any) -> Offering:
    (turned,) = _turn_all([offering], state, verb, by, at, **also)
    return turned


def _turn_all(
    offerings: Iterable[Offering], state: OfferingState, verb: str, by: Person, at: datetime, **also: Any
) -> list[Offering]:
    turned = list(offerings)
    hosts = {offering.organization_id: offering.organization for offering in turned}
    if not all(may_offer(by, host, localdate(at)) for host in hosts.values()):
        raise MayNotOffer
    columns = {"state": state, **also}
    for offering in turned:
        for name, value in columns.items():
            setattr(offering, name, value)
    Offering.objects.filter(pk__in=[offering.pk for offering in turned]).update(**columns)
    note_all(verb, turned, by=by, at=at)
    list_offerings([offering.pk for offering in turned], at=at)
    return turned
