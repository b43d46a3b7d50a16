"""The day of a shift as a whole: visitors without a name, the host of the place, and its close."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.turns import DayDoesNotRun, MayNotRunDay
from werkveld.steps.practice.enums import AppointmentState, TurnState
from werkveld.steps.practice.models import Appointment, Shift, Turn
from werkveld.steps.practice.rules import is_going_on, may_run_day

MOST_HEADS = 2000


class IsNoCount(Refusal):
    sentence = _("Write how many visitors there were, from 0 to 2000.")


class HasNoHost(Refusal):
    sentence = _("Nobody was named who receives you at this place.")


class VisitsAreOpen(Refusal):
    sentence = _("Say first of everybody with an appointment whether they were helped.")


def count_heads(shift: Shift, heads: int, *, by: Person, at: datetime) -> Shift:
    """Counting again replaces the number."""
    if not 0 <= heads <= MOST_HEADS:
        raise IsNoCount
    return _write(shift, "counted heads", by=by, at=at, heads=heads)


def host_came(shift: Shift, *, by: Person, at: datetime) -> Shift:
    """Such as the teacher of the group. The first moment stands."""
    if shift.host_id is None:
        raise HasNoHost
    return _write(shift, "saw the host", by=by, at=at, host_came_at=shift.host_came_at or at)


@transaction.atomic
def _write(shift: Shift, verb: str, *, by: Person, at: datetime, **facts: object) -> Shift:
    locked = _running(shift, by=by, at=at)
    if any(getattr(locked, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(facts))
        note(verb, locked, by=by, at=at)
    return locked


@transaction.atomic
def close_day(shift: Shift, *, by: Person, at: datetime) -> Shift:
    """Who was not seen by then was missing. Nobody with an appointment is left without a word about it."""
    locked = _running(shift, by=by, at=at)
    if Appointment.objects.filter(shift=locked, state=AppointmentState.BOOKED, starts_at__lte=at).exists():
        raise VisitsAreOpen
    unseen = list(
        Turn.objects.select_for_update(of=("self",)).filter(shift=locked, state=TurnState.PLANNED).order_by("id")
    )
    Turn.objects.filter(pk__in=[turn.pk for turn in unseen]).update(state=TurnState.ABSENT, seen_by=by)
    note_all("marked absent", unseen, by=by, at=at)
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    note("closed the day", locked, by=by, at=at)
    return locked


@transaction.atomic
def reopen_day(shift: Shift, *, by: Person, at: datetime) -> Shift:
    """What was wrong can be put right; who was missing stays so until somebody says otherwise."""
    if not may_run_day(by, shift, at):
        raise MayNotRunDay
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if locked.closed_at is not None:
        locked.closed_at = None
        locked.save(update_fields=["closed_at"])
        note("opened the day again", locked, by=by, at=at)
    return locked


def _running(shift: Shift, *, by: Person, at: datetime) -> Shift:
    if not may_run_day(by, shift, at):
        raise MayNotRunDay
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if not is_going_on(locked, at):
        raise DayDoesNotRun
    return locked
