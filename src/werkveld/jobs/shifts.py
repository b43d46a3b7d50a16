"""Shifts that come near: residents whose student does not come are tended to, and what nobody took is no longer offered."""

from django_tasks import task

from werkveld.jobs.clock import now
from werkveld.journeys.tend_visits import tend_visits, visits_to_tend
from werkveld.steps.people.queries import clockwork, home_region
from werkveld.steps.practice.actions import let_handovers_lapse
from werkveld.steps.practice.queries.turns import late_handovers


@task()
def tend_to_shifts() -> int:
    """How many residents go to another student or hear that it does not go on."""
    region, at = home_region(), now()
    if region is None:
        return 0
    let_handovers_lapse(by=clockwork(region), at=at)
    return sum(tend_visits(region, at=at))


def tend_when_due() -> None:
    """For the clock: no job is queued while nobody waits for one."""
    region, at = home_region(), now()
    if region is not None and (late_handovers(at).exists() or visits_to_tend(region, at)):
        tend_to_shifts.enqueue()
