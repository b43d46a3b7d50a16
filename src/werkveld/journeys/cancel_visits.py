"""Visits are cancelled or moved, and what comes free goes to who waits for it in the same moment: nobody gets in between."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions import close_appointment, move
from werkveld.steps.practice.actions.waits import (
    decline_time,
    leave_line,
    offer_free_times,
    offer_instead,
)
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.slots import FreeTime
from werkveld.steps.practice.queries.visits import offered_to


@transaction.atomic
def cancel_visits(visits: Iterable[Appointment], *, by: Person, at: datetime) -> None:
    every = list(visits)
    for visit in every:
        close_appointment(visit, as_state=AppointmentState.CANCELLED, by=by, at=at)
    for kind in {visit.help for visit in every if visit.help is not None}:
        pass_on(kind, at)


@transaction.atomic
def move_visit(visit: Appointment, free: FreeTime, *, by: Person, at: datetime) -> Appointment:
    moved = move(visit, shift=free.shift, starts_at=free.starts_at, by=by, at=at)
    if moved.help is not None:
        pass_on(moved.help, at)
    return moved


@transaction.atomic
def stop_waiting(line: Wait, *, by: Person, at: datetime) -> Wait:
    """A time that was offered and is not wanted goes to the next."""
    left = leave_line(line, by=by, at=at)
    pass_on(line.help, at)
    return left


@transaction.atomic
def wait_on(line: Wait, *, by: Person, at: datetime) -> Wait:
    """Not this time: it goes to the next, and who said no keeps the turn."""
    kept = decline_time(line, by=by, at=at)
    pass_on(line.help, at)
    return kept


@transaction.atomic
def let_down(visit: Appointment, *, at: datetime) -> bool:
    """Cancelled by us: an apology with another time that is held, before anybody else gets it. False: it was over."""
    by = clockwork(visit.shift.offering.programme.region)
    if close_appointment(visit, as_state=AppointmentState.CANCELLED, by=by, at=at).closed_at != at:
        return False
    line = offer_instead(visit, by=by, at=at)
    held = offered_to(line) if line else {"code": ""}
    facts: dict[str, Any] = {
        "starts_at": visit.starts_at.isoformat(),
        "site": visit.shift.site.name,
        "code": held["code"],
        "phone": visit.resident.region.help_phone,
    }
    facts |= {"offered_at": held.get("starts_at", ""), "where": held.get("where", ""), "until": held.get("until", "")}
    tell(visit.resident, "visit-let-down", about=visit, by=by, at=at, **facts)
    if visit.help is not None:
        pass_on(visit.help, at)
    return True


def pass_on(kind: Help, at: datetime) -> None:
    """The product moves the lines, whoever made the room."""
    offer_free_times(kind, by=clockwork(kind.programme.region), at=at)
