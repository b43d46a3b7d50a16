"""A resident without an appointment is helped now, by a student who is free."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.actions import make_known
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.overruns import CannotDoThis, StudentHelpsSomebody
from werkveld.steps.practice.actions.quarters import ends_of, hold, in_turn
from werkveld.steps.practice.actions.turns import DayDoesNotRun, IsNotOnShift, MayNotRunDay
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.queries.slots import is_able
from werkveld.steps.practice.rules import has_coach, is_code_time, is_going_on, is_on_shift, may_run_day, may_walk_in
from werkveld.steps.questions.enums import AskedBy

USUAL_MINUTES, MOST_MINUTES = 30, 240


class IsNotDoneHere(Refusal):
    sentence = _("This help is not given on this shift.")


class TakesTooLong(Refusal):
    sentence = _("Choose a time from 15 minutes to 4 hours that ends before the shift does.")


@transaction.atomic
def walk_in(
    shift: Shift,
    *,
    learner: Person,
    given_name: str,
    by: Person,
    at: datetime,
    kind: Help | None = None,
    minutes: int | None = None,
    once: UUID | None = None,
) -> Appointment:
    """Begins this minute and holds the quarters that it touches. `once` of a request makes it happen once."""
    if known := Appointment.objects.filter(once=once, once__isnull=False).first():
        return known
    _allow(shift, learner, kind, by=by, at=at)
    starts_at = at.replace(second=0, microsecond=0)
    lasts = minutes or (kind.minutes if kind else USUAL_MINUTES)
    if not 15 <= lasts <= MOST_MINUTES or starts_at + timedelta(minutes=lasts) > shift.ends_at:
        raise TakesTooLong
    in_turn(shift)
    visit = Appointment(
        shift=shift, help=kind, learner=learner, starts_at=starts_at, minutes=lasts, channel=AskedBy.DESK
    )
    visit.is_walk_in, visit.once, visit.booked_at, visit.arrived_at = True, once, at, at
    if _is_taken(visit):
        raise StudentHelpsSomebody
    visit.resident = make_known(given_name, region=by.region, by=by, at=at, is_example=learner.is_example)
    visit.save()
    if not hold([visit]):
        raise StudentHelpsSomebody
    note("helped a walk-in", visit, by=by, at=at)
    return visit


def _allow(shift: Shift, learner: Person, kind: Help | None, *, by: Person, at: datetime) -> None:
    if not may_run_day(by, shift, at):
        raise MayNotRunDay
    if not (has_coach(shift) and is_going_on(shift, at) and is_code_time(shift, at)):
        raise DayDoesNotRun
    if not is_on_shift(learner, shift):
        raise IsNotOnShift
    if not may_walk_in(shift, kind):
        raise IsNotDoneHere
    if not is_able(learner, kind, timezone.localdate(at)):
        raise CannotDoThis


def _is_taken(visit: Appointment) -> bool:
    """By a visit that is open then, also one that began on the same minute."""
    near = Appointment.objects.filter(
        learner=visit.learner,
        starts_at__lt=ends_of(visit),
        starts_at__gt=visit.starts_at - timedelta(days=1),
    )
    begun_now = near.filter(starts_at=visit.starts_at).exclude(state=AppointmentState.CANCELLED)
    open_then = near.filter(state=AppointmentState.BOOKED)
    return begun_now.exists() or any(ends_of(one) > visit.starts_at for one in open_then)
