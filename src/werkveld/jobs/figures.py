"""At night: who is past the rule is let go, every figure is counted again, and summaries whose figures moved are written."""

from django.utils import timezone
from django_tasks import task

from werkveld.jobs.clock import now
from werkveld.journeys.write_report import write_summaries
from werkveld.steps.people.queries import clockwork, home_region
from werkveld.steps.promises.actions import let_go, renew_figures
from werkveld.steps.promises.queries import years_to_renew


@task()
def renew_all_figures() -> dict[str, list[str]]:
    """Year -> codes of the figures that readers now see differently."""
    region = home_region()
    if region is None:
        return {}
    at = now()
    doer = clockwork(region)
    let_go(region, by=doer, at=at)
    years = years_to_renew(region, timezone.localdate(at))
    return {str(year): renew_figures(region, year, by=doer, at=at) for year in years}


@task()
def write_all_summaries() -> int:
    """Soon after a publication too, so that the first reader does not have to wait for the paper."""
    region = home_region()
    return write_summaries(region) if region else 0
