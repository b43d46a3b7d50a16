"""Each night the dated rules of keeping are carried out, and jobs that are over leave the queue.

Killed half-way, the next night goes on.
"""

from django.conf import settings
from django.core.management import call_command
from django_tasks import task, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from werkveld.jobs.clock import now
from werkveld.journeys.forget_by_rule import forget_by_rule
from werkveld.steps.people.queries import clockwork, home_region


@task()
def forget_what_is_past() -> dict[str, int]:
    """Rows and people by rule."""
    region = home_region()
    return forget_by_rule(region, by=clockwork(region), at=now()) if region else {}


@task()
def forget_jobs_that_are_over() -> int:
    """How many; those that failed stay longer, and what still waits or runs stays. Jobs that are run at once leave nothing."""
    if not isinstance(task_backends["default"], DatabaseBackend):
        return 0
    before = DBTaskResult.objects.count()
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=settings.JOBS_KEPT_DAYS,
        failed_min_age_days=settings.JOBS_FAILED_KEPT_DAYS,
        verbosity=0,
    )
    return before - DBTaskResult.objects.count()
