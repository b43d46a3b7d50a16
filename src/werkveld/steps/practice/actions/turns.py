"""Who is there: seen by the coach, or said by the student with the code of the shift."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.rules import is_code_time, is_going_on, may_run_day


class MayNotRunDay(Refusal):
    sentence = _("Only the coach of this shift can do this.")


class DayDoesNotRun(Refusal):
    sentence = _("This shift is still far away, or its day was closed.")


class IsNotTheCode(Refusal):
    sentence = _("This is not the code of this shift. Look at the screen of your coach.")


class IsNotTimeForCode(Refusal):
    sentence = _("The code works from half an hour before the shift until its end. Ask your coach.")


class IsNotOnShift(Refusal):
    sentence = _("This person is not on this shift.")


def check_in(turn: Turn, *, by: Person, at: datetime) -> Turn:
    """By the coach's tap. Also who had a reason to be away may come after all."""
    return _see(turn, TurnState.PRESENT, "checked in", by=by, at=at)


def mark_absent(turn: Turn, *, by: Person, at: datetime) -> Turn:
    """Missing without a word. Who is away with a word beforehand stays so."""
    return _see(turn, TurnState.ABSENT, "marked absent", by=by, at=at)


def undo_turn(turn: Turn, *, by: Person, at: datetime) -> Turn:
    """A wrong tap is taken back."""
    return _see(turn, TurnState.PLANNED, "took back", by=by, at=at)


@transaction.atomic
def check_in_with_code(shift: Shift, code: str, *, by: Person, at: datetime) -> Turn:
    """By the student, who reads the code at the place itself."""
    turn = Turn.objects.select_for_update(of=("self",)).filter(shift=shift, person=by).first()
    if turn is None:
        raise IsNotOnShift
    if not is_code_time(shift, at) or shift.closed_at is not None:
        raise IsNotTimeForCode
    if not (shift.code and constant_time_compare(code.strip().upper(), shift.code)):
        raise IsNotTheCode
    return _settle(turn, TurnState.PRESENT, "checked in", by=by, at=at)


@transaction.atomic
def _see(turn: Turn, state: TurnState, verb: str, *, by: Person, at: datetime) -> Turn:
    if not may_run_day(by, turn.shift, at):
        raise MayNotRunDay
    if not is_going_on(turn.shift, at):
        raise DayDoesNotRun
    return _settle(Turn.objects.select_for_update(of=("self",)).get(pk=turn.pk), state, verb, by=by, at=at)


def _settle(turn: Turn, state: TurnState, verb: str, *, by: Person, at: datetime) -> Turn:
    """Seeing the same again changes nothing: the first moment stands."""
    stays = turn.state == TurnState.EXCUSED and state != TurnState.PRESENT
    if turn.state == state or stays:
        return turn
    turn.state = state
    turn.came_at = at if state == TurnState.PRESENT else None
    turn.seen_by = None if state == TurnState.PLANNED else by
    turn.save(update_fields=["state", "came_at", "seen_by"])
    note(verb, turn, by=by, at=at)
    return turn
