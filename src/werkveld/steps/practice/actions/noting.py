"""How a date of a series went, written down at once: which students were there, the host, and how many visitors."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.days import MOST_HEADS, HasNoHost, IsNoCount
from werkveld.steps.practice.actions.turns import DayDoesNotRun, MayNotRunDay
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.rules import is_going_on, may_run_day


@transaction.atomic
def note_date(
    shift: Shift, *, came: Iterable[Person], host: bool, heads: int | None, by: Person, at: datetime
) -> Shift:
    """Noting again replaces who was there and how many; that the host came stands."""
    if not may_run_day(by, shift, at):
        raise MayNotRunDay
    if host and shift.host_id is None:
        raise HasNoHost
    if heads is not None and not 0 <= heads <= MOST_HEADS:
        raise IsNoCount
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if not is_going_on(locked, at):
        raise DayDoesNotRun
    _see(locked, {person.pk for person in came}, by, at)
    if host and locked.host_came_at is None:
        locked.host_came_at = at
        note("saw the host", locked, by=by, at=at)
    if heads is not None and heads != locked.heads:
        locked.heads = heads
        note("counted heads", locked, by=by, at=at, heads=heads)
    locked.save(update_fields=["host_came_at", "heads"])
    return locked


def _see(shift: Shift, here: set[int], by: Person, at: datetime) -> None:
    turns = list(Turn.objects.select_for_update(of=("self",)).filter(shift=shift).order_by("id"))
    fresh = [turn for turn in turns if turn.person_id in here and turn.state != TurnState.PRESENT]
    back = [turn for turn in turns if turn.person_id not in here and turn.state == TurnState.PRESENT]
    Turn.objects.filter(pk__in=[turn.pk for turn in fresh]).update(state=TurnState.PRESENT, came_at=at, seen_by=by)
    Turn.objects.filter(pk__in=[turn.pk for turn in back]).update(state=TurnState.PLANNED, came_at=None, seen_by=None)
    note_all("checked in", fresh, by=by, at=at)
    note_all("took back", back, by=by, at=at)
