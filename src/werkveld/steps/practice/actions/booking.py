"""Residents book a time: a student who can do it, one resident, under a coach."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.actions.passing_over import notice_taken
from werkveld.steps.practice.actions.quarters import ends_of, give_back, hold, quarter_of
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, Shift
from werkveld.steps.practice.queries.nearby import nearest_first
from werkveld.steps.practice.queries.slots import crews, shift_for_booking
from werkveld.steps.practice.rules import has_coach, may_book, may_come_in, may_move
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


class NoCoachNoService(Refusal):
    sentence = _("There is no coach at this time, so nobody can be helped then.")


class TimeIsTaken(Refusal):
    sentence = _("This time is already taken.")


class MayNotBook(Refusal):
    sentence = _("You can book for yourself, or for a resident at the desk.")


class IsOutsideShift(Refusal):
    sentence = _("Choose a time within the opening hours, with a student who works then.")


class CannotBeBookedNow(Refusal):
    sentence = _("This time can no longer be booked. Choose another one.")


class HasSteps(Refusal):
    sentence = _(
        "You cannot come in there with a wheelchair. Choose another place, or ask the school what is possible."
    )


class WayInIsNotKnown(Refusal):
    sentence = _("We do not know whether you can come in there with a wheelchair. Ask the school first.")


class NeedsAPlace(Refusal):
    sentence = _("Write where the student has to come.")


class HasEnough(Refusal):
    sentence = _("You have %(count)s appointments standing already. Come back when one of them is over.")


class IsBookedBefore(Refusal):
    sentence = _("This was booked already.")


class MayNotMove(Refusal):
    sentence = _("This appointment can no longer be moved.")


@dataclass(frozen=True, slots=True)
class Details:
    """Only what the visit needs."""

    channel: AskedBy = AskedBy.WEB
    place: str = ""
    wishes: str = ""
    language: str = ""
    interpreter: str = ""
    brings_somebody: bool = False
    needs_step_free: bool = False


NO_DETAILS = Details()


@transaction.atomic
def book(
    *,
    shift: Shift,
    resident: Person,
    starts_at: datetime,
    by: Person,
    at: datetime,
    kind: Help | None = None,
    learner: Person | None = None,
    minutes: int = 30,
    question: Question | None = None,
    details: Details = NO_DETAILS,
    once: UUID | None = None,
    series: UUID | None = None,
) -> Appointment:
    """A quarter of a student is promised once. Without `learner` it is who can do it and has promised least that day."""
    if not may_book(by, resident, timezone.localdate(at)):
        raise MayNotBook
    held = Shift.objects.select_for_update(of=("self",)).select_related("site").get(pk=shift.pk)
    if once is not None and Appointment.objects.filter(once=once).exists():
        raise IsBookedBefore
    visit = Appointment(
        shift=held,
        help=kind,
        resident=resident,
        starts_at=starts_at,
        minutes=kind.minutes if kind else minutes,
        question=question,
        once=once,
        series=series,
        code=new_code(),
        booked_at=at,
        **{name: getattr(details, name) for name in Details.__slots__},
    )
    _refuse_time(visit, at)
    if kind is not None:
        _refuse_too_many(resident, at)
    _find_helpers(visit, learner)
    _keep(visit)
    note("booked", visit, by=by, at=at)
    return visit


@transaction.atomic
def move(visit: Appointment, *, shift: Shift, starts_at: datetime, by: Person, at: datetime) -> Appointment:
    """To another free time, with the same code; what was promised before is given back in the same moment."""
    if visit.help is not None:
        notice_taken(visit.help, at)
    both = {visit.shift_id, shift.pk}
    rows = Shift.objects.select_for_update(of=("self",)).select_related("site").filter(pk__in=both)
    shifts = {one.pk: one for one in rows.order_by("pk")}
    locked = Appointment.objects.select_for_update(of=("self",)).select_related(
        "help__skill", "help__programme__region"
    )
    moved = locked.get(pk=visit.pk)
    if not may_move(by, moved, at):
        raise MayNotMove
    if (moved.shift_id, moved.starts_at) == (shift.pk, starts_at):
        return moved
    before = moved.starts_at
    give_back([moved])
    moved.shift, moved.starts_at, moved.reminded_at = shifts[shift.pk], starts_at, None
    _refuse_time(moved, at)
    _find_helpers(moved)
    _keep(moved)
    note("moved", moved, by=by, at=at, before=before.isoformat())
    return moved


def new_code() -> str:
    """What nobody reads wrong, and nobody guesses."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


def _refuse_time(visit: Appointment, at: datetime) -> None:
    shift, kind, starts_at = visit.shift, visit.help, visit.starts_at
    if not has_coach(shift):
        raise NoCoachNoService
    if not (shift.starts_at <= starts_at and ends_of(visit) <= shift.ends_at):
        raise IsOutsideShift
    if kind is None:
        return
    if quarter_of(starts_at) != starts_at:
        raise IsOutsideShift
    if (kind.is_at_home or kind.is_walking_along) and not visit.place.strip():
        raise NeedsAPlace
    if visit.needs_step_free and not may_come_in(kind, shift.site):
        raise WayInIsNotKnown if shift.site.is_step_free is None else HasSteps
    soonest = at + timedelta(hours=norm(kind.programme.region, "book_until_hours", timezone.localdate(at)))
    is_open = shift_for_booking(kind, shift, at=at) is not None
    if starts_at < soonest or not is_open:
        raise CannotBeBookedNow


def _refuse_too_many(resident: Person, at: datetime) -> None:
    Person.objects.select_for_update(of=("self",)).get(pk=resident.pk)  # who presses everywhere at once waits in turn
    standing = Appointment.objects.filter(resident=resident, state__in=OPEN_APPOINTMENTS, starts_at__gte=at).count()
    if standing >= norm(resident.region, "booked_at_once_max", timezone.localdate(at)):
        raise HasEnough(count=standing)


def _find_helpers(visit: Appointment, learner: Person | None = None) -> None:
    (crew,) = crews(visit.help, [visit.shift])
    if learner is not None and learner.pk not in crew.held:
        raise IsOutsideShift
    able: Sequence[int] = crew.able_at(visit.starts_at, visit.minutes)
    if learner is not None:
        able = [learner.pk] if learner.pk in able else []
    wanted = visit.help.people if visit.help else 1
    if len(able) < wanted:
        raise TimeIsTaken
    if visit.help is not None and (visit.help.is_at_home or visit.help.is_walking_along):
        able = nearest_first(visit.help.programme.region, able, visit.place)
    visit.learner_id, visit.second_id = able[0], able[1] if wanted > 1 else None


def _keep(visit: Appointment) -> None:
    """The database refuses a quarter that is promised already, also when another shift promised it."""
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as taken:
        if visit.once is not None and Appointment.objects.filter(once=visit.once).exclude(pk=visit.pk).exists():
            raise IsBookedBefore from taken
        raise TimeIsTaken from taken
    if not hold([visit]):
        raise TimeIsTaken
