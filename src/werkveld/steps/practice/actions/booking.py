"""Residents book a time: one student, one resident, under a coach."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.rules import has_coach, may_book
from werkveld.steps.questions.models import Question

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class NoCoachNoService(Refusal):
    sentence = _("There is no coach at this time, so nobody can be helped then.")


class TimeIsTaken(Refusal):
    sentence = _("This time is already taken.")


class MayNotBook(Refusal):
    sentence = _("You can book for yourself, or for a resident at the desk.")


class IsOutsideShift(Refusal):
    sentence = _("Choose a time within the opening hours, with a student who works then.")


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
