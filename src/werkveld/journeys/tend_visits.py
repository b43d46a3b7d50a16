"""Shortly before a visit somebody is found after all, or the resident hears in time, with an apology and another time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from werkveld.journeys.cancel_visits import let_down
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import clockwork, norms
from werkveld.steps.practice.actions.moving import pass_on
from werkveld.steps.practice.enums import ShiftState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries.helping import missing_from, visits_alone_between


def visits_to_tend(region: Region, at: datetime, soon: timedelta | None = None) -> list[Appointment]:
    """Residents who come soon and whom nobody could help as it stands: within the hours of the dated rule, or sooner."""
    if soon is None:
        hours = norms(region, ("replace_until_hours",), timezone.localdate(at))["replace_until_hours"]
        soon = timedelta(hours=float(hours))
    return list(visits_alone_between(region, at, at + soon))


def tend_visits(region: Region, *, at: datetime, soon: timedelta | None = None) -> tuple[int, int]:
    """How many go to another student, and how many were let down."""
    by = clockwork(region)
    passed = alone = 0
    for visit in visits_to_tend(region, at, soon):
        if _passed_on(visit, by=by, at=at):
            passed += 1
        else:
            alone += let_down(visit, at=at)
    return passed, alone


@transaction.atomic
def _passed_on(visit: Appointment, *, by: Person, at: datetime) -> bool:
    """Where there is a coach, and for each student who is not there another one."""
    shift = visit.shift
    if shift.coach_id is None or shift.state != ShiftState.PLANNED:
        return False
    return all(pass_on(visit, person, by=by, at=at) is not None for person in missing_from(visit))
