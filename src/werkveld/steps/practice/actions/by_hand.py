"""A shift is changed by hand, after the consequences were shown."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.absences import facts_of
from werkveld.steps.practice.actions.handovers import IsOnShift
from werkveld.steps.practice.actions.moving import pass_on_visits
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import HERE_STATES, ShiftState, TurnOrigin, TurnState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.queries.consequences import Change
from werkveld.steps.practice.queries.turns import obstacles_for
from werkveld.steps.practice.rules import may_change_shift
from werkveld.steps.practice.rules.fitting import Obstacle


class MayNotChangeShift(Refusal):
    sentence = _("Only who makes this roster, or the coach of the shift, changes it.")


class ShiftIsOver(Refusal):
    sentence = _("This shift is over or does not go on.")


class IsNotOnShift(Refusal):
    sentence = _("%(name)s is not on this shift any more.")


@transaction.atomic
def change_shift(shift: Shift, change: Change, *, by: Person, at: datetime) -> Shift:
    """Two at one moment take turns. What only costs something is allowed: whoever does it has seen the price."""
    people = [one.pk for one in (change.comes, change.goes, change.coach) if one is not None]
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
    related = ("site", "offering__programme__region", "slot")
    locked = Shift.objects.select_for_update(of=("self",)).select_related(*related).get(pk=shift.pk)
    if not may_change_shift(by, locked, timezone.localdate(at)):
        raise MayNotChangeShift
    if locked.state == ShiftState.CANCELLED or locked.ends_at <= at:
        raise ShiftIsOver
    if change.comes is not None:
        _come(locked, change.comes, by=by, at=at)
    if change.goes is not None:
        _go(locked, change.goes, by=by, at=at)
    if change.sets_coach:
        _lead(locked, change.coach, by=by, at=at)
    return locked


def _come(shift: Shift, person: Person, *, by: Person, at: datetime) -> None:
    if Obstacle.OVERLAPS in obstacles_for([person.pk], shift)[person.pk]:
        raise WorksThen(name=person.given_name)
    Turn.objects.filter(shift=shift, person=person, state=TurnState.EXCUSED).delete()
    try:
        with transaction.atomic():
            turn = Turn.objects.create(shift=shift, person=person, origin=TurnOrigin.HAND)
    except IntegrityError as twice:
        raise IsOnShift(name=person.given_name) from twice
    note("put on", turn, by=by, at=at)
    if shift.state == ShiftState.PLANNED and by.pk != person.pk:
        tell(person, "put-on-shift", about=turn, by=by, at=at, **facts_of(shift))


def _go(shift: Shift, person: Person, *, by: Person, at: datetime) -> None:
    gone, _tables = Turn.objects.filter(shift=shift, person=person, state__in=HERE_STATES).delete()
    if not gone:
        raise IsNotOnShift(name=person.given_name)
    note("took off", shift, by=by, at=at, person=str(person.key))
    pass_on_visits(person, shift, by=by, at=at)
    if shift.state == ShiftState.PLANNED and by.pk != person.pk:
        tell(person, "taken-off-shift", about=shift, by=by, at=at, **facts_of(shift))


def _lead(shift: Shift, coach: Person | None, *, by: Person, at: datetime) -> None:
    if coach is not None and Obstacle.OVERLAPS in obstacles_for([coach.pk], shift, once_a_day=False)[coach.pk]:
        raise WorksThen(name=coach.given_name)
    before = shift.coach
    shift.coach = coach
    shift.save(update_fields=["coach"])
    note("has another coach", shift, by=by, at=at)
    if shift.state != ShiftState.PLANNED:
        return
    if coach is not None and coach.pk != by.pk:
        tell(coach, "leads-shift", about=shift, by=by, at=at, **facts_of(shift))
    if before is not None and before.pk not in (by.pk, coach.pk if coach else None):
        tell(before, "leads-shift-no-more", about=shift, by=by, at=at, **facts_of(shift))


@transaction.atomic
def stand_in(shift: Shift, *, by: Person, at: datetime) -> Shift:
    """A coach takes a shift that has none; of two at one moment one gets it."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    locked = (
        Shift.objects.select_for_update(of=("self",)).select_related("offering__programme__region").get(pk=shift.pk)
    )
    if locked.roster is None or not locked.roster.coaches.filter(pk=by.pk).exists():
        raise MayNotChangeShift
    if locked.state != ShiftState.PLANNED or locked.ends_at <= at:
        raise ShiftIsOver
    if locked.coach_id is not None:
        raise HasCoach
    if Obstacle.OVERLAPS in obstacles_for([by.pk], locked, once_a_day=False)[by.pk]:
        raise WorksThen(name=by.given_name)
    locked.coach = by
    locked.save(update_fields=["coach"])
    note("stood in", locked, by=by, at=at)
    return locked


class HasCoach(Refusal):
    sentence = _("This shift has a coach again.")
