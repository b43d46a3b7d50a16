"""How an appointment ends: helped, did not come, or cancelled. A wrong tap is taken back on the same day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.overruns import StudentHelpsSomebody
from werkveld.steps.practice.actions.passing_over import notice_taken
from werkveld.steps.practice.actions.quarters import give_back, helpers_of, hold, in_turn
from werkveld.steps.practice.actions.turns import DayDoesNotRun
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, Hours
from werkveld.steps.practice.rules import is_going_on, may_cancel, may_close

HELD = (AppointmentState.SERVED, AppointmentState.MISSED)


class MayNotClose(Refusal):
    sentence = _("Only the coach of that day can do this.")


class HasNotBegun(Refusal):
    sentence = _("This appointment has not begun yet.")


class CannotBeTakenBack(Refusal):
    sentence = _("Only what you said today of an appointment of today can be taken back.")


class HoursStand(Refusal):
    sentence = _("The hours of this week were confirmed already, so this stands.")


@transaction.atomic
def close_appointment(appointment: Appointment, *, as_state: AppointmentState, by: Person, at: datetime) -> Appointment:
    """Helped, did not come, or cancelled; each appointment is closed once. A resident may cancel the own one."""
    cancels = as_state == AppointmentState.CANCELLED and may_cancel(by, appointment, at)
    if not cancels and not may_close(by, appointment.shift, timezone.localdate(at)):
        raise MayNotClose
    if as_state == AppointmentState.CANCELLED and appointment.help is not None:
        notice_taken(appointment.help, at)
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if locked.state not in OPEN_APPOINTMENTS:
        return locked
    if as_state in HELD and at < locked.starts_at:
        raise HasNotBegun
    locked.state, locked.closed_at = as_state, at
    locked.save(update_fields=["state", "closed_at"])
    give_back([locked], since=None if as_state == AppointmentState.CANCELLED else at)
    note(as_state.value, locked, by=by, at=at)
    return locked


@transaction.atomic
def reopen_appointment(appointment: Appointment, *, by: Person, at: datetime) -> Appointment:
    """Open again on the same day; what is left of its time is held again. Within a journey that looks at what came of it."""
    if not may_close(by, appointment.shift, timezone.localdate(at)):
        raise MayNotClose
    shift = in_turn(appointment.shift)
    if not is_going_on(shift, at):
        raise DayDoesNotRun
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if locked.state == AppointmentState.BOOKED:
        return locked
    if locked.state not in HELD or timezone.localdate(locked.starts_at) != timezone.localdate(at):
        raise CannotBeTakenBack
    if _hours_stand(locked, shift.offering_id):
        raise HoursStand
    if not hold([locked], since=at):
        raise StudentHelpsSomebody
    locked.state, locked.closed_at = AppointmentState.BOOKED, None
    locked.save(update_fields=["state", "closed_at"])
    note("took back", locked, by=by, at=at)
    return locked


def _hours_stand(visit: Appointment, offering: int) -> bool:
    """Of a student who helped, in the week of this visit."""
    day = timezone.localdate(visit.starts_at)
    confirmed = Hours.objects.filter(
        enrolment__person__in=helpers_of(visit),
        enrolment__offering=offering,
        week_of=day - timedelta(days=day.weekday()),
        approved_at__isnull=False,
    )
    return confirmed.exists()
