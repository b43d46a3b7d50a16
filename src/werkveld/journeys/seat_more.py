"""Seats that were only tried become real, so that a trial with them can be published."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.steps.enrolments.actions import MayNotDraw
from werkveld.steps.enrolments.models import Trial
from werkveld.steps.enrolments.queries import choices_of
from werkveld.steps.enrolments.rules import may_run
from werkveld.steps.offerings.actions import change_offering
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


@transaction.atomic
def seat_more(trial: Trial, *, by: Person, at: datetime) -> list[Offering]:
    """Never fewer than are taken, or than the smallest group; gives the offerings whose seats changed."""
    if not may_run(by, trial.round, localdate(at)):
        raise MayNotDraw
    changed = []
    for choice in choices_of(trial.round):
        offering = choice.offering
        more = trial.extra_seats.get(str(offering.key), 0)
        if not more or offering.capacity is None:
            continue
        seats = max(offering.capacity + more, offering.seats_taken, offering.capacity_min)
        if seats != offering.capacity:
            changed.append(change_offering(offering, capacity=seats, by=by, at=at))
    return changed
