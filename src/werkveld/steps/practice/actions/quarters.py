"""Quarters of an hour of a student's time, held and given back as parts of other deeds."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from werkveld.steps.offerings.models.help import QUARTER
from werkveld.steps.practice.models import Appointment, HeldQuarter, Shift

ONE = timedelta(minutes=QUARTER)


def quarter_of(at: datetime) -> datetime:
    """The beginning of the quarter in which this moment lies."""
    return at.replace(minute=at.minute - at.minute % QUARTER, second=0, microsecond=0)


def quarters_between(begins: datetime, ends: datetime) -> list[datetime]:
    """Every quarter of which any part lies between."""
    first, found = quarter_of(begins), []
    while first < ends:
        found.append(first)
        first += ONE
    return found


def ends_of(visit: Appointment) -> datetime:
    return visit.starts_at + timedelta(minutes=visit.minutes)


def helpers_of(visit: Appointment) -> list[int]:
    return [pk for pk in (visit.learner_id, visit.second_id) if pk is not None]


def hold(visits: Iterable[Appointment], *, since: datetime | None = None) -> bool:
    """All of their quarters, or those from the one in which `since` lies. False when another holds one: then none is."""
    rows = [
        HeldQuarter(appointment=visit, learner_id=learner, at=at)
        for visit in visits
        for learner in helpers_of(visit)
        for at in quarters_between(visit.starts_at, ends_of(visit))
        if since is None or at >= quarter_of(since)
    ]
    rows.sort(key=lambda row: (row.learner_id, row.at))  # in one order, so that nobody waits for each other
    try:
        with transaction.atomic():
            HeldQuarter.objects.bulk_create(rows)
    except IntegrityError:
        return False
    return True


def give_back(visits: Iterable[Appointment], *, since: datetime | None = None) -> None:
    """All of their quarters, or those from the one in which `since` lies."""
    held = HeldQuarter.objects.filter(appointment__in=[visit.pk for visit in visits])
    (held if since is None else held.filter(at__gte=quarter_of(since))).delete()


def in_turn(shift: Shift) -> Shift:
    """Who books, moves or walks in on one shift waits here, so that nobody waits for each other."""
    return Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
