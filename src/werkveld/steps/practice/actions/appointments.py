"""Shifts and the residents who are helped on them."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.rules import has_coach, may_book, may_cancel, may_close, may_plan
from werkveld.steps.questions.models import Question

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class MayNotPlan(Refusal):
    sentence = _("Only a coordinator plans shifts.")


class ShiftIsPlanned(Refusal):
    sentence = _("There is already a shift here at this time.")


class NoCoachNoService(Refusal):
    sentence = _("There is no coach at this time, so nobody can be helped then.")


class TimeIsTaken(Refusal):
    sentence = _("This time is already taken.")


class MayNotBook(Refusal):
    sentence = _("You can book for yourself, or for a resident at the desk.")


class IsOutsideShift(Refusal):
    sentence = _("Choose a time within the opening hours, with a student who works then.")


class MayNotClose(Refusal):
    sentence = _("Only the coach of that day can do this.")


@transaction.atomic
def plan_shift(
    *,
    offering: Offering,
    site: Site,
    coach: Person | None,
    people: Iterable[Person],
    starts_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
) -> Shift:
    if not may_plan(by, at.date()):
        raise MayNotPlan
    if Shift.objects.filter(offering=offering, site=site, starts_at=starts_at).exists():
        raise ShiftIsPlanned
    shift = Shift.objects.create(offering=offering, site=site, coach=coach, starts_at=starts_at, ends_at=ends_at)
    shift.people.set(people)
    note("planned", shift, by=by, at=at)
    return shift


@transaction.atomic
def book(
    *,
    shift: Shift,
    resident: Person,
    learner: Person,
    starts_at: datetime,
    by: Person,
    at: datetime,
    minutes: int = 30,
    question: Question | None = None,
) -> Appointment:
    """One student, one resident, one time, under a coach."""
    if not may_book(by, resident, at.date()):
        raise MayNotBook
    if not has_coach(shift):
        raise NoCoachNoService
    ends_at = starts_at + timedelta(minutes=minutes)
    if not (shift.starts_at <= starts_at and ends_at <= shift.ends_at and shift.people.filter(pk=learner.pk).exists()):
        raise IsOutsideShift
    Person.objects.select_for_update(of=("self",)).get(pk=learner.pk)  # two who book the same student wait in turn
    if _is_busy(learner, starts_at, ends_at):
        raise TimeIsTaken
    try:
        with transaction.atomic():
            booked = Appointment.objects.create(
                shift=shift,
                resident=resident,
                learner=learner,
                starts_at=starts_at,
                minutes=minutes,
                question=question,
                code="".join(secrets.choice(CODE_LETTERS) for _place in range(6)),
                booked_at=at,
            )
    except IntegrityError as taken:
        raise TimeIsTaken from taken
    note("booked", booked, by=by, at=at)
    return booked


def _is_busy(learner: Person, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the student helps somebody in this time; nobody is helped for longer than a day."""
    near = Appointment.objects.filter(
        learner=learner, starts_at__lt=ends_at, starts_at__gt=starts_at - timedelta(days=1)
    ).exclude(state=AppointmentState.CANCELLED)
    return any(
        begins + timedelta(minutes=minutes) > starts_at for begins, minutes in near.values_list("starts_at", "minutes")
    )


@transaction.atomic
def close_appointment(appointment: Appointment, *, as_state: AppointmentState, by: Person, at: datetime) -> Appointment:
    """Helped, did not come, or cancelled; each appointment is closed once. A resident may cancel the own one."""
    cancels = as_state == AppointmentState.CANCELLED and may_cancel(by, appointment, at)
    if not cancels and not may_close(by, appointment.shift, at.date()):
        raise MayNotClose
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if locked.state != AppointmentState.BOOKED:
        return locked
    locked.state, locked.closed_at = as_state, at
    locked.save(update_fields=["state", "closed_at"])
    note(as_state.value, locked, by=by, at=at)
    return locked
