"""Somebody cannot come, or goes home during the day: who is expected before the clock looks again hears it at once."""

from datetime import datetime, timedelta

from django.db import transaction

from werkveld.journeys.tend_visits import tend_visits
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import Told, report_absence

BEFORE_THE_CLOCK = timedelta(minutes=15)  # the clock looks every ten


@transaction.atomic
def tell_absence(person: Person, *, starts_at: datetime, ends_at: datetime, by: Person, at: datetime) -> Told:
    told = report_absence(person, starts_at=starts_at, ends_at=ends_at, by=by, at=at)
    if starts_at <= at + BEFORE_THE_CLOCK:
        tend_visits(person.region, at=at, soon=BEFORE_THE_CLOCK)
    return told
