"""A seat came free: the first in line is asked, or comes in at once where nobody needs to answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from werkveld.steps.enrolments.actions import (
    OfferingIsFull,
    OfferingIsNotOpen,
    answer_offer,
    lapse_offer,
    move_up,
    offer_seat,
)
from werkveld.steps.enrolments.models import Enrolment, SeatOffer
from werkveld.steps.enrolments.queries import first_in_line, keeper_of_line, offers_that_lapsed
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.models import Offering
from werkveld.steps.offerings.rules import moments_of
from werkveld.steps.people.models import Person


@transaction.atomic
def move_line(offering: Offering, *, at: datetime) -> list[Enrolment]:
    """As long as there is room and somebody waits. In the name of the product: a student may not place another.

    Gives who moved up or was offered a seat, the first in line first.
    """
    moved: list[Enrolment] = []
    while (first := first_in_line(offering)) is not None:
        one = _offered(offering, at) if first.round and first.round.answer_hours else _moved(offering, at)
        if one is None:
            break
        moved.append(one)
    return moved


def _offered(offering: Offering, at: datetime) -> Enrolment | None:
    offered = offer_seat(offering, by=keeper_of_line(offering), at=at)
    return offered.enrolment if offered else None


def _moved(offering: Offering, at: datetime) -> Enrolment | None:
    clockwork = keeper_of_line(offering)
    try:
        moved = move_up(offering, by=clockwork, at=at)
    except (OfferingIsFull, OfferingIsNotOpen):
        return None
    if moved is not None:
        title = [offering.title_nl, offering.title_en]
        when = moments_of(offering)
        facts: dict[str, Any] = {"starts_at": when[0].isoformat()} if when else {}
        tell(moved.person, "moved-up", about=moved, by=clockwork, at=at, title=title, **facts)
    return moved


def move_lines(offerings: Iterable[Offering], *, at: datetime) -> None:
    """In one order, so that two deeds at once wait for each other and never for ever."""
    for offering in sorted({one.pk: one for one in offerings}.values(), key=lambda one: one.pk):
        move_line(offering, at=at)


@transaction.atomic
def answer_seat(offered: SeatOffer, *, takes: bool, by: Person, at: datetime) -> None:
    """Yes frees the lower place, no frees the seat that was kept; both go to who is next."""
    move_lines(answer_offer(offered, takes=takes, by=by, at=at), at=at)


def let_offers_lapse(*, at: datetime) -> int:
    """What nobody answered in time goes to the next in line; each offer in a transaction of its own."""
    lapsed = 0
    for offered in offers_that_lapsed(at):
        with transaction.atomic():
            freed = lapse_offer(offered, by=keeper_of_line(offered.enrolment.offering), at=at)
            move_lines(freed, at=at)
        lapsed += bool(freed)
    return lapsed
