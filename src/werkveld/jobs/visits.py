"""Appointments and shifts: residents, students and coaches are reminded in time.

The day after a visit its resident is asked how it was.
"""

from datetime import datetime, time, timedelta

import structlog
from django.utils import timezone
from django_tasks import task

from werkveld.jobs.clock import now
from werkveld.steps.experiences.actions.visits import ask_about_visits
from werkveld.steps.experiences.queries.visits import visit_survey, visits_to_ask_about
from werkveld.steps.people.queries import NormIsMissing, clockwork, home_region
from werkveld.steps.practice.actions.reminding import remind_of_shifts, remind_of_visit, renew_reminders
from werkveld.steps.practice.queries.soon import reminders_to_renew, shifts_between, visits_to_remind

log = structlog.get_logger("werkveld.visits")

AT_ONCE = 100  # residents in one transaction


@task()
def remind_residents() -> int:
    """How many were told; each in a transaction of its own, so that a stop half-way loses and repeats nothing."""
    region, at = home_region(), now()
    if region is None:
        return 0
    doer = clockwork(region)
    return sum(remind_of_visit(visit, by=doer, at=at) for visit in visits_to_remind(region, at))


def remind_residents_when_due() -> None:
    """For the clock: no job is queued while nobody is expected soon."""
    region, at = home_region(), now()
    try:
        is_due = region is not None and visits_to_remind(region, at).exists()
    except NormIsMissing as missing:
        log.warning("nobody is reminded", why=str(missing))
        return
    if is_due:
        remind_residents.enqueue()


@task()
def remind_workers() -> int:
    """Of the shifts of tomorrow, where the people are."""
    region, at = home_region(), now()
    if region is None:
        return 0
    tomorrow = midnight_after(at)
    shifts = shifts_between(region, start=tomorrow, end=midnight_after(tomorrow))
    return remind_of_shifts(shifts, by=clockwork(region), at=at)


@task()
def renew_workers() -> tuple[int, int]:
    """Who does not work after all, and who works instead."""
    region, at = home_region(), now()
    return renew_reminders(region, by=clockwork(region), at=at) if region is not None else (0, 0)


def renew_workers_when_due() -> None:
    """For the clock: no job is queued while every reminder is true."""
    region = home_region()
    if region is not None and any(reminders_to_renew(region, now())):
        renew_workers.enqueue()


@task()
def ask_how_visits_were() -> int:
    """How many residents were asked; who was asked lately is left alone, and who complained gets no link."""
    region, at = home_region(), now()
    if region is None or (survey := visit_survey(region, timezone.localdate(at))) is None:
        return 0
    doer, asked = clockwork(region), 0
    visits = list(visits_to_ask_about(region, at))
    for start in range(0, len(visits), AT_ONCE):
        asked += len(ask_about_visits(visits[start : start + AT_ONCE], survey=survey, by=doer, at=at))
    return asked


def midnight_after(at: datetime) -> datetime:
    """A day has 23 hours in March and 25 in October, so it is counted in days and not in hours."""
    day = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))
