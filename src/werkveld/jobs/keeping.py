"""Each night the dated rules of keeping are carried out; killed half-way, the next night goes on."""

from django_tasks import task

from werkveld.jobs.clock import now
from werkveld.journeys.forget_by_rule import forget_by_rule
from werkveld.steps.people.queries import clockwork, home_region


@task()
def forget_what_is_past() -> dict[str, int]:
    """Rows and people by rule."""
    region = home_region()
    return forget_by_rule(region, by=clockwork(region), at=now()) if region else {}
