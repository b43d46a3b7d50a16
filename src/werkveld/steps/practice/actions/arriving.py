"""Students who go to a home or along with somebody say when they have arrived."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.turns import DayDoesNotRun
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.rules import is_away, is_going_on, may_arrive


class MayNotArrive(Refusal):
    sentence = _("Only the students of this visit and their coach can say this.")


class IsNotAway(Refusal):
    sentence = _("This appointment is at the place itself, where your coach sees you.")


@transaction.atomic
def arrive(visit: Appointment, *, by: Person, at: datetime) -> Appointment:
    """The first of the two who says so is enough; the first moment stands."""
    if not may_arrive(by, visit, at):
        raise MayNotArrive
    if not is_away(visit):
        raise IsNotAway
    if not is_going_on(visit.shift, at):
        raise DayDoesNotRun
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if locked.state == AppointmentState.BOOKED and locked.arrived_at is None:
        locked.arrived_at = at
        locked.save(update_fields=["arrived_at"])
        note("arrived", locked, by=by, at=at)
    return locked
