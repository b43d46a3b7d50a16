"""A neighbour without an account books a time: made known and booked in one go, and once however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.actions import make_known
from werkveld.steps.people.models import Person, Site
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions import Details, book
from werkveld.steps.practice.actions.booking import IsBookedBefore
from werkveld.steps.practice.actions.recurring import book_again
from werkveld.steps.practice.actions.waits import wait
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.recurring import Again
from werkveld.steps.practice.queries.slots import FreeTime
from werkveld.steps.practice.queries.visits import visit_of_request
from werkveld.steps.questions.enums import AskedBy

Kept = TypeVar("Kept", Appointment, Wait)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who books: somebody who is known already, or a first name and perhaps a telephone number."""

    given_name: str = ""
    phone: str = ""
    wants_texts: bool = False
    language: str = "nl"
    known: Person | None = None


def book_visit(
    kind: Help, free: FreeTime, *, who: Neighbour, by: Person | None, at: datetime, details: Details, once: UUID
) -> Appointment:
    """Without `by` the neighbour does it alone. The same `once` gives back the same appointment."""

    def deed(resident: Person, doer: Person) -> Appointment:
        return book(
            shift=free.shift,
            resident=resident,
            starts_at=free.starts_at,
            kind=kind,
            details=details,
            once=once,
            by=doer,
            at=at,
        )

    return _once(once, lambda: _done(kind, who, by, at, deed))


def book_visits(
    kind: Help, days: list[Again], *, who: Neighbour, by: Person | None, at: datetime, details: Details, once: UUID
) -> Appointment:
    """Every week or two weeks: the first of them, whose series names the others."""

    def deed(resident: Person, doer: Person) -> Appointment:
        return book_again(kind, days, resident=resident, by=doer, at=at, details=details, once=once)[0]

    return _once(once, lambda: _done(kind, who, by, at, deed))


def wait_for_time(
    kind: Help,
    *,
    who: Neighbour,
    site: Site | None,
    until_on: date,
    by: Person | None,
    at: datetime,
    place: str = "",
    needs_step_free: bool = False,
    channel: AskedBy = AskedBy.WEB,
) -> Wait:
    def deed(resident: Person, doer: Person) -> Wait:
        return wait(
            kind,
            resident=resident,
            site=site,
            until_on=until_on,
            place=place,
            language=who.language,
            needs_step_free=needs_step_free,
            channel=channel,
            by=doer,
            at=at,
        )

    return _done(kind, who, by, at, deed)


@transaction.atomic
def _done(kind: Help, who: Neighbour, by: Person | None, at: datetime, deed: Callable[[Person, Person], Kept]) -> Kept:
    region = kind.programme.region
    resident = who.known or make_known(
        who.given_name,
        region=region,
        phone=who.phone,
        wants_texts=who.wants_texts,
        language=who.language,
        by=by or clockwork(region),
        at=at,
    )
    return deed(resident, by or resident)


def _once(once: UUID, deed: Callable[[], Appointment]) -> Appointment:
    if (known := visit_of_request(once)) is not None:
        return known
    try:
        return deed()
    except IsBookedBefore:  # the same was sent twice at one moment, and the other was first
        known = visit_of_request(once)
        if known is None:
            raise
        return known
