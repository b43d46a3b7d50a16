"""The same help again and again: every week or two weeks, and which of those days are possible is said first."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note_all
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.booking import NO_DETAILS, Details, MayNotBook, book
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries.recurring import Again
from werkveld.steps.practice.rules import may_book


class NoneIsPossible(Refusal):
    sentence = _("None of these days is possible. Choose another time.")


@transaction.atomic
def book_again(
    kind: Help,
    days: Sequence[Again],
    *,
    resident: Person,
    by: Person,
    at: datetime,
    details: Details = NO_DETAILS,
    once: uuid.UUID | None = None,
) -> list[Appointment]:
    """Every day that is possible, all of them or none; the first carries the number of the request."""
    if not may_book(by, resident, localdate(at)):
        raise MayNotBook
    possible = [day.free for day in days if day.free is not None]
    if not possible:
        raise NoneIsPossible
    series = uuid.uuid4()
    booked = [
        book(
            shift=free.shift,
            resident=resident,
            starts_at=free.starts_at,
            kind=kind,
            details=details,
            once=once if number == 0 else None,
            series=series,
            by=by,
            at=at,
        )
        for number, free in enumerate(possible)
    ]
    note_all(
        "booked again and again",
        booked,
        by=by,
        at=at,
        weeks=int((days[-1].starts_at - days[0].starts_at) / timedelta(weeks=1)),
    )
    return booked
