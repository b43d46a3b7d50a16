"""What a student showed, as the coach of the shift saw it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note_all
from werkveld.steps.enrolments.queries import enrolment_in
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import work_processes_of
from werkveld.steps.practice.actions.turns import DayDoesNotRun, IsNotOnShift, MayNotRunDay
from werkveld.steps.practice.models import Appointment, Observation, Shift
from werkveld.steps.practice.rules import is_going_on, is_on_shift, may_run_day

LONGEST = 300


class SaysNothing(Refusal):
    sentence = _("Choose what you saw, or write a few words.")


class IsNotInDossier(Refusal):
    sentence = _("This is not a part of what this student learns.")


class IsOneself(Refusal):
    sentence = _("Nobody writes down what they showed themselves.")


@transaction.atomic
def observe(
    shift: Shift,
    *,
    learner: Person,
    by: Person,
    at: datetime,
    work_processes: Iterable[str] = (),
    words: str = "",
    visit: Appointment | None = None,
) -> list[Observation]:
    """One row a work process, or one of words alone. What was seen before on this shift is not seen twice."""
    codes, said = list(dict.fromkeys(work_processes)), words.strip()[:LONGEST]
    _allow(shift, learner, codes, said, visit, by=by, at=at)
    about = Observation.objects.select_for_update(of=("self",)).filter(learner=learner, shift=shift, appointment=visit)
    known = set(about.values_list("work_process", flat=True))
    fresh = [code for code in codes if code not in known] or ([""] if said else [])
    place = enrolment_in(learner, shift.offering)
    made = [
        Observation(learner=learner, enrolment=place, shift=shift, appointment=visit, work_process=code, words=said)
        for code in fresh
    ]
    for one in made:
        one.seen_by, one.seen_at = by, at
    Observation.objects.bulk_create(made)
    note_all("observed", made, by=by, at=at)
    return made


def _allow(
    shift: Shift,
    learner: Person,
    codes: list[str],
    said: str,
    visit: Appointment | None,
    *,
    by: Person,
    at: datetime,
) -> None:
    if not may_run_day(by, shift, at):
        raise MayNotRunDay
    if by.pk == learner.pk:
        raise IsOneself
    if not is_going_on(shift, at):
        raise DayDoesNotRun
    if not is_on_shift(learner, shift) or (visit is not None and visit.shift_id != shift.pk):
        raise IsNotOnShift
    if not codes and not said:
        raise SaysNothing
    if set(codes) - {process.code for process in work_processes_of([learner]).get(learner.pk, [])}:
        raise IsNotInDossier
