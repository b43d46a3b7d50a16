"""A visit that takes longer: who comes next comes later, and is told; and a visit that another student takes over."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.quarters import ONE, ends_of, give_back, helpers_of, hold, in_turn, quarter_of
from werkveld.steps.practice.actions.turns import DayDoesNotRun, IsNotOnShift, MayNotRunDay
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries import day_of
from werkveld.steps.practice.queries.slots import is_able
from werkveld.steps.practice.rules import is_going_on, is_on_shift, may_run_day

MOST_QUARTERS = 8


class IsOver(Refusal):
    sentence = _("This appointment is already over.")


class CannotRunOver(Refusal):
    sentence = _("%(name)s comes next and would not be helped before the shift ends. Let another student help.")


class ShiftEndsFirst(Refusal):
    sentence = _("The shift ends before that.")


class StudentHelpsSomebody(Refusal):
    sentence = _("This student helps somebody else at that time.")


class CannotDoThis(Refusal):
    sentence = _("This student may not give this help: what was learnt, the level or a certificate is missing.")


class SayInsteadOfWhom(Refusal):
    sentence = _("Say which student of this appointment does not help.")


@transaction.atomic
def extend(visit: Appointment, *, by: Person, at: datetime, quarters: int = 1) -> list[Appointment]:
    """Gives back who comes later because of it, in the order of the clock; each of them is told."""
    locked = _open(visit, by=by, at=at)
    if not 1 <= quarters <= MOST_QUARTERS:
        raise ShiftEndsFirst
    locked.minutes += int(ONE.total_seconds()) // 60 * quarters
    if ends_of(locked) > locked.shift.ends_at:
        raise ShiftEndsFirst
    later = _who_moves(locked)
    give_back([locked, *later])
    Appointment.objects.bulk_update([locked, *later], ["minutes", "starts_at"])
    if not hold([locked, *later]):
        raise StudentHelpsSomebody
    note("took longer", locked, by=by, at=at, quarters=quarters)
    for one in later:
        note("moved", one, by=by, at=at, starts_at=one.starts_at.isoformat())
        tell(
            one.resident,
            "visit-later",
            about=one,
            by=by,
            at=at,
            news_until=one.starts_at,
            anew=one.starts_at.isoformat(),
            starts_at=one.starts_at.isoformat(),
        )
    return later


def _who_moves(first: Appointment) -> list[Appointment]:
    """Each visit that no longer fits begins when its students are free; a visit of two moves for both."""
    coming = {one.pk: one for one in _still_to_come(first)}
    moved: dict[int, Appointment] = {}
    todo = [first]
    while todo:
        sooner = todo.pop(0)
        for one in coming.values():
            if one.starts_at < sooner.starts_at or one.starts_at >= ends_of(sooner) or one.pk == sooner.pk:
                continue
            if not set(helpers_of(one)) & set(helpers_of(sooner)):
                continue
            one.starts_at = _next_quarter(ends_of(sooner))
            if ends_of(one) > one.shift.ends_at:
                raise CannotRunOver(name=one.resident.name)
            moved[one.pk] = one
            todo.append(one)
    return sorted(moved.values(), key=lambda one: (one.starts_at, one.pk))


def _still_to_come(first: Appointment) -> list[Appointment]:
    """Of everybody on this shift, since one of two may have the other in the next visit."""
    booked = Appointment.objects.filter(
        learner__in=first.shift.people.all(), state=AppointmentState.BOOKED, starts_at__gte=first.starts_at
    )
    same_day = booked.filter(starts_at__lt=day_of(first.starts_at)[1]).exclude(pk=first.pk)
    return list(
        same_day.select_related("resident", "shift", "help").select_for_update(of=("self",)).order_by("starts_at", "id")
    )


def _next_quarter(at: datetime) -> datetime:
    begins = quarter_of(at)
    return begins if begins == at else begins + ONE


@transaction.atomic
def pass_on(
    visit: Appointment, *, learner: Person, by: Person, at: datetime, instead_of: Person | None = None
) -> Appointment:
    """Another student of the shift, who can do this, helps in the place of one who does not; of two it is said which."""
    locked = _open(visit, by=by, at=at)
    if not is_on_shift(learner, locked.shift):
        raise IsNotOnShift
    if not is_able(learner, locked.help, timezone.localdate(locked.starts_at)):
        raise CannotDoThis
    if learner.pk in helpers_of(locked):
        return locked
    column = _column_of(locked, instead_of)
    give_back([locked])
    setattr(locked, column, learner)
    if _is_helping(learner, locked) or not (_kept(locked, column) and hold([locked])):
        raise StudentHelpsSomebody
    note("passed on", locked, by=by, at=at, to=str(learner.key))
    return locked


def _column_of(visit: Appointment, helper: Person | None) -> str:
    if helper is None and visit.second_id is None:
        return "learner"
    columns = {visit.learner_id: "learner", visit.second_id: "second"}
    if helper is None or helper.pk not in columns:
        raise SayInsteadOfWhom
    return columns[helper.pk]


def _kept(visit: Appointment, column: str) -> bool:
    """False when this student had a visit at this very minute that is over already."""
    try:
        with transaction.atomic():
            visit.save(update_fields=[column])
    except IntegrityError:
        return False
    return True


def _is_helping(helper: Person, visit: Appointment) -> bool:
    """Also what holds no quarters."""
    mine = Q(learner=helper) | Q(second=helper)
    others = Appointment.objects.filter(mine, state=AppointmentState.BOOKED).exclude(pk=visit.pk)
    near = others.filter(starts_at__lt=ends_of(visit), starts_at__gt=visit.starts_at - timedelta(days=1))
    return any(ends_of(one) > visit.starts_at for one in near)


def _open(visit: Appointment, *, by: Person, at: datetime) -> Appointment:
    """The visit under its lock, and before it the shift."""
    if not may_run_day(by, visit.shift, at):
        raise MayNotRunDay
    if not is_going_on(visit.shift, at):
        raise DayDoesNotRun
    in_turn(visit.shift)
    locked = Appointment.objects.select_for_update(of=("self",)).select_related("shift", "help__skill").get(pk=visit.pk)
    if locked.state != AppointmentState.BOOKED:
        raise IsOver
    return locked
