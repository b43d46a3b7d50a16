"""Wishes, places, waiting lists and groups."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.enrolments.enums import EnrolmentState, Reason, RoundState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Round, Wish
from werkveld.steps.enrolments.rules import had_place, is_live, may_book_group, may_draw, may_end, may_place
from werkveld.steps.offerings.actions import OfferingIsFull, OfferingIsNotOpen, free_seats, take_seats
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person, Region

__all__ = ["MayNotPlace", "OfferingIsFull", "OfferingIsNotOpen", "place", "place_all", "wish"]


class MayNotPlace(Refusal):
    sentence = _("You can sign up yourself, or the students of your own school.")


class IsAlreadyIn(Refusal):
    sentence = _("This person already takes part, or is on the waiting list.")


class EnrolmentHasEnded(Refusal):
    sentence = _("This enrolment has already ended.")


class MayNotEnd(Refusal):
    sentence = _("Only the school or the coach can say that this was completed.")


class NeverHadPlace(Refusal):
    sentence = _("This person is only on the waiting list, and can do no more than leave it.")


class GroupIsBooked(Refusal):
    sentence = _("This organisation already booked a group for that day.")


class GroupIsEmpty(Refusal):
    sentence = _("A group has at least one person.")


class RoundIsClosed(Refusal):
    sentence = _("Choosing is closed.")


class WishesAreNotInRound(Refusal):
    sentence = _("Choose only from this round, and each offering once.")


class MayNotDraw(Refusal):
    sentence = _("Only a coordinator can open a round or give the places.")


class MayNotBookGroup(Refusal):
    sentence = _("You cannot book a group for this organisation.")


def place(*, person: Person, offering: Offering, by: Person, at: datetime, **facts: Any) -> Enrolment:
    """A seat for one person. Refused when there is none: use `wait` for the list. `facts` are columns of Enrolment."""
    (placed,) = place_all(offering=offering, rows=[{"person": person, **facts}], by=by, at=at)
    return placed


@transaction.atomic
def place_all(*, offering: Offering, rows: Iterable[dict[str, Any]], by: Person, at: datetime) -> list[Enrolment]:
    """A class, or the winners of a draw: all or none. `rows` are columns of Enrolment, with at least the person."""
    rows = list(rows)
    take_seats(offering, len(rows))
    return _enrol_all(offering, EnrolmentState.PLACED, rows, by, at)


def wait(*, person: Person, offering: Offering, by: Person, at: datetime, rank: int | None = None) -> Enrolment:
    """A place in the line: first come, first served."""
    (waiting,) = wait_all(offering=offering, rows=[{"person": person, "rank": rank}], by=by, at=at)
    return waiting


@transaction.atomic
def wait_all(*, offering: Offering, rows: Iterable[dict[str, Any]], by: Person, at: datetime) -> list[Enrolment]:
    """Places in the line, in the order of the rows."""
    queue = [{"reason": Reason.FULL, **row} for row in rows]
    return _enrol_all(offering, EnrolmentState.WAITING, queue, by, at)


def _enrol_all(
    offering: Offering, state: EnrolmentState, rows: list[dict[str, Any]], by: Person, at: datetime
) -> list[Enrolment]:
    if not all(may_place(by, row["person"], at.date()) for row in rows):
        raise MayNotPlace
    usual = {"reason": Reason.CHOSE, "starts_on": offering.starts_on or at.date()}
    try:
        with transaction.atomic():
            enrolled = Enrolment.objects.bulk_create(
                [Enrolment(offering=offering, state=state, at=at, **{**usual, **row}) for row in rows], batch_size=500
            )
    except IntegrityError as twice:
        raise IsAlreadyIn from twice
    note_all(state.value, enrolled, by=by, at=at)
    return enrolled


def end_enrolment(
    enrolment: Enrolment, *, as_state: EnrolmentState, by: Person, at: datetime, ended_on: date | None = None
) -> Enrolment:
    """Completed, stopped or withdrawn. Only a withdrawal gives the seat back."""
    (ended,) = end_all([enrolment], as_state=as_state, by=by, at=at, ended_on=ended_on)
    return ended


@transaction.atomic
def end_all(
    enrolments: Iterable[Enrolment],
    *,
    as_state: EnrolmentState,
    by: Person,
    at: datetime,
    ended_on: date | None = None,
) -> list[Enrolment]:
    """The same end for many at once, such as a class that is done: all or none."""
    given = list(enrolments)
    keys = [enrolment.pk for enrolment in given]
    locked = list(
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("offering", "person__college")
        .filter(pk__in=keys)
        .order_by("id")
    )
    if not all(may_end(by, enrolment, as_state, at.date()) for enrolment in locked):
        raise MayNotEnd if as_state == EnrolmentState.COMPLETED else MayNotPlace
    if not all(is_live(enrolment) for enrolment in locked):
        raise EnrolmentHasEnded
    if as_state != EnrolmentState.WITHDRAWN and not all(had_place(enrolment) for enrolment in locked):
        raise NeverHadPlace
    for enrolment in locked:
        if as_state == EnrolmentState.WITHDRAWN and enrolment.state == EnrolmentState.PLACED:
            free_seats(enrolment.offering)
    for enrolment in (*locked, *given):  # who holds an enrolment sees that it ended
        enrolment.state, enrolment.ended_on = as_state, ended_on or at.date()
    Enrolment.objects.filter(pk__in=keys).update(state=as_state, ended_on=ended_on or at.date())
    note_all(as_state.value, locked, by=by, at=at)
    return locked


@transaction.atomic
def move_up(offering: Offering, *, by: Person, at: datetime) -> Enrolment | None:
    """The first in line takes a free seat, or nobody does."""
    first = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(offering=offering, state=EnrolmentState.WAITING)
        .order_by("at", "id")
        .first()
    )
    if first is None:
        return None
    if not may_place(by, first.person, at.date()):
        raise MayNotPlace
    take_seats(offering)
    first.state, first.reason = EnrolmentState.PLACED, Reason.MOVED_UP
    first.save(update_fields=["state", "reason"])
    note("moved up", first, by=by, at=at)
    return first


@transaction.atomic
def open_round(
    *,
    region: Region,
    offerings: Sequence[Offering],
    opens_at: datetime,
    closes_at: datetime,
    seed: int,
    by: Person,
    at: datetime,
    **facts: Any,
) -> Round:
    if not may_draw(by, at.date()):
        raise MayNotDraw
    opened = Round.objects.create(region=region, opens_at=opens_at, closes_at=closes_at, seed=seed, **facts)
    opened.offerings.set(offerings)
    note("opened round", opened, by=by, at=at, offerings=len(offerings))
    return opened


@transaction.atomic
def wish(*, choice_round: Round, person: Person, offerings: Sequence[Offering], by: Person, at: datetime) -> list[Wish]:
    """The whole ranking of one person, best first; ranking again replaces it."""
    if not may_place(by, person, at.date()):
        raise MayNotPlace
    if choice_round.state != RoundState.OPEN or not choice_round.opens_at <= at < choice_round.closes_at:
        raise RoundIsClosed
    chosen = [offering.pk for offering in offerings]
    if len(set(chosen)) < len(chosen) or choice_round.offerings.filter(pk__in=chosen).count() < len(chosen):
        raise WishesAreNotInRound
    Wish.objects.filter(round=choice_round, person=person).delete()
    wishes = Wish.objects.bulk_create(
        Wish(round=choice_round, person=person, offering=offering, rank=rank, wished_at=at)
        for rank, offering in enumerate(offerings, start=1)
    )
    note("wished", choice_round, by=by, at=at, person=str(person.key), wishes=len(chosen))
    return wishes


@transaction.atomic
def close_round(choice_round: Round, *, digest: str, by: Person, at: datetime) -> Round:
    """The places are given; `digest` names the input and the seed, so the draw can be repeated."""
    locked = Round.objects.select_for_update(of=("self",)).get(pk=choice_round.pk)
    if not may_draw(by, at.date()):
        raise MayNotDraw
    if locked.state != RoundState.OPEN:
        raise RoundIsClosed
    locked.state, locked.drawn_at, locked.digest = RoundState.DRAWN, at, digest
    locked.save(update_fields=["state", "drawn_at", "digest"])
    note("drew", locked, by=by, at=at, digest=digest)
    return locked


@transaction.atomic
def book_group(
    *, offering: Offering, organization: Organization, heads: int, comes_on: date, by: Person, at: datetime
) -> GroupBooking:
    """A school comes with so many; names are never asked."""
    if not may_book_group(by, organization, at.date()):
        raise MayNotBookGroup
    if heads < 1:
        raise GroupIsEmpty
    take_seats(offering, heads)  # locks the offering, so that two bookings wait for each other
    same_day = GroupBooking.objects.filter(offering=offering, organization=organization, comes_on=comes_on)
    if same_day.filter(withdrawn_at__isnull=True).exists():
        raise GroupIsBooked
    booking = GroupBooking.objects.create(
        offering=offering,
        organization=organization,
        booked_by=by,
        heads=heads,
        comes_on=comes_on,
        at=at,
        is_example=organization.is_example or by.is_example,
    )
    note("booked group", booking, by=by, at=at, heads=heads)
    return booking


@transaction.atomic
def count_group(booking: GroupBooking, *, came: int, by: Person, at: datetime) -> GroupBooking:
    """How many came, counted on the day."""
    if not may_book_group(by, booking.organization, at.date()):
        raise MayNotBookGroup
    booking.came = came
    booking.save(update_fields=["came"])
    note("counted group", booking, by=by, at=at, came=came)
    return booking
