"""Residents whose student cannot come are helped by another student of the same shift, where there is one."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, HeldQuarter, Shift
from werkveld.steps.practice.queries.helping import helpers_for, is_busy, visits_with
from werkveld.steps.practice.rules import Stretch


def pass_on_visits(
    person: Person, shift: Shift, *, by: Person, at: datetime, away: Stretch | None = None
) -> tuple[int, int]:
    """How many go to another student, and how many wait for somebody to come in the place of this one.

    Of who is away for a part of the shift only those that begin then.

    Only within a deed that takes this person off the shift, which asks its own rule.
    """
    passed = waiting = 0
    visits = visits_with(person, shift)
    if away is not None:
        visits = visits.filter(starts_at__gte=away.starts_at, starts_at__lt=away.ends_at)
    for visit in visits:
        if pass_on(visit, person, by=by, at=at):
            passed += 1
        else:
            waiting += 1
    return passed, waiting


@transaction.atomic
def pass_on(visit: Appointment, person: Person, *, by: Person, at: datetime) -> Person | None:
    """The one who helps instead; None when nobody of this shift can."""
    locked = (
        Appointment.objects.select_for_update(of=("self",)).filter(pk=visit.pk, state__in=OPEN_APPOINTMENTS).first()
    )
    if locked is None or person.pk not in (locked.learner_id, locked.second_id):
        return None
    for helper in helpers_for(visit):
        if _taken(visit, person, helper):
            note("passed on", visit, by=by, at=at, to=str(helper.key))
            site = visit.shift.site.name
            facts: dict[str, Any] = {"starts_at": visit.starts_at.isoformat(), "site": site, "name": helper.given_name}
            tell(visit.resident, "visit-other-student", about=visit, by=by, at=at, **facts)
            return helper
    return None


def _taken(visit: Appointment, person: Person, helper: Person) -> bool:
    """False when somebody else had this student meanwhile."""
    Person.objects.select_for_update(of=("self",)).get(pk=helper.pk)  # who books this student waits, and so do we
    if is_busy(helper, visit):
        return False
    column = "learner" if visit.learner_id == person.pk else "second"
    try:
        with transaction.atomic():
            Appointment.objects.filter(pk=visit.pk).update(**{column: helper})
            HeldQuarter.objects.filter(appointment=visit, learner=person).update(learner=helper)
    except IntegrityError:
        return False
    setattr(visit, column, helper)
    return True
