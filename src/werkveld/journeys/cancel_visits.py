"""Visits are cancelled or moved, and what comes free goes to who waits for it in the same moment: nobody gets in between."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions import close_appointment, move
from werkveld.steps.practice.actions.waits import leave_line, offer_free_times
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.slots import FreeTime


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


def pass_on(kind: Help, at: datetime) -> None:
    """The product moves the lines, whoever made the room."""
    offer_free_times(kind, by=clockwork(kind.programme.region), at=at)
