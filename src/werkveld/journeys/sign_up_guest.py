"""Somebody without an account takes part: made known and placed in one go, and once however often it is sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from werkveld.ground.codes import new_code
from werkveld.ground.refusals import Refusal
from werkveld.steps.enrolments.actions import IsForOthers, place_all, wait_all
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import enrolment_of_request
from werkveld.steps.enrolments.rules import takes_guests
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.actions import make_known
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import clockwork


def sign_up_guest(
    offering: Offering,
    *,
    given_name: str,
    once: UUID,
    at: datetime,
    by: Person | None = None,
    known: Person | None = None,
    phone: str = "",
    waits: bool = False,
) -> Enrolment:
    """Without `by` the neighbour does it alone. The same `once` gives back the same place, with its code."""
    if not takes_guests(offering):
        raise IsForOthers(audience=Audience(offering.audience).label)
    if (before := enrolment_of_request(once)) is not None:
        return before
    try:
        with transaction.atomic():
            guest = known or _new(offering, given_name, phone, by, at)
            row: dict[str, Any] = {"person": guest, "code": new_code(), "once": once}
            enrol = wait_all if waits else place_all
            return enrol(offering=offering, rows=[row], by=by or guest, at=at)[0]
    except Refusal:
        if (before := enrolment_of_request(once)) is not None:  # the same was sent twice, and the other was first
            return before
        raise


def _new(offering: Offering, given_name: str, phone: str, by: Person | None, at: datetime) -> Person:
    """In the name of the product: a host knows nobody here, and who comes alone is nobody yet."""
    region = offering.programme.region
    return make_known(
        given_name,
        region=region,
        phone=phone,
        wants_texts=bool(phone),
        by=clockwork(region),
        at=at,
        is_example=by is not None and by.is_example,
    )
