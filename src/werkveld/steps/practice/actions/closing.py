"""How an appointment ends: helped, did not come, or cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.passing_over import notice_taken
from werkveld.steps.practice.actions.quarters import give_back
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment
from werkveld.steps.practice.rules import may_cancel, may_close


class MayNotClose(Refusal):
    sentence = _("Only the coach of that day can do this.")


@transaction.atomic
def close_appointment(appointment: Appointment, *, as_state: AppointmentState, by: Person, at: datetime) -> Appointment:
    """Helped, did not come, or cancelled; each appointment is closed once. A resident may cancel the own one."""
    cancels = as_state == AppointmentState.CANCELLED and may_cancel(by, appointment, at)
    if not cancels and not may_close(by, appointment.shift, at.date()):
        raise MayNotClose
    if as_state == AppointmentState.CANCELLED and appointment.help is not None:
        notice_taken(appointment.help, at)
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if locked.state not in OPEN_APPOINTMENTS:
        return locked
    locked.state, locked.closed_at = as_state, at
    locked.save(update_fields=["state", "closed_at"])
    give_back([locked], since=None if as_state == AppointmentState.CANCELLED else at)
    note(as_state.value, locked, by=by, at=at)
    return locked
