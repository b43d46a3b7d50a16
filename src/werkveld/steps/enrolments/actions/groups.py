"""Groups that come by their number; no name of a child is ever asked."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import GroupBooking
from werkveld.steps.enrolments.rules import is_to_come, may_book_group
from werkveld.steps.offerings.actions import free_seats, take_seats
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person


class GroupIsBooked(Refusal):
    sentence = _("This organisation already booked a group for that day.")


class GroupIsEmpty(Refusal):
    sentence = _("A group has at least one person.")


class GroupHasBeen(Refusal):
    sentence = _("This visit has already been.")


class MayNotBookGroup(Refusal):
    sentence = _("You cannot book a group for this organisation.")


@transaction.atomic
def book_group(
    *, offering: Offering, organization: Organization, heads: int, comes_on: date, by: Person, at: datetime
) -> GroupBooking:
    """A school comes with so many; names are never asked."""
    if not may_book_group(by, organization, localdate(at)):
        raise MayNotBookGroup
    if heads < 1:
        raise GroupIsEmpty
    take_seats(offering, heads)  # locks the offering, so that two bookings wait for each other
    if _on_that_day(offering, organization, comes_on).exists():
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
def withdraw_group(booking: GroupBooking, *, by: Person, at: datetime) -> GroupBooking:
    """Its seats are free again; the booking stays, so that it can come back."""
    locked = _locked(booking, by, at)
    if locked.withdrawn_at is not None:
        return locked
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    free_seats(locked.offering, locked.heads)
    note("withdrew group", locked, by=by, at=at)
    return locked


@transaction.atomic
def bring_group_back(booking: GroupBooking, *, by: Person, at: datetime) -> GroupBooking:
    """The undo of withdrawing, while there is room."""
    locked = _locked(booking, by, at)
    if locked.withdrawn_at is None:
        return locked
    take_seats(locked.offering, locked.heads)
    if _on_that_day(locked.offering, locked.organization, locked.comes_on).exists():
        raise GroupIsBooked
    locked.withdrawn_at = None
    locked.save(update_fields=["withdrawn_at"])
    note("brought group back", locked, by=by, at=at)
    return locked


def _locked(booking: GroupBooking, by: Person, at: datetime) -> GroupBooking:
    rows = GroupBooking.objects.select_for_update(of=("self",)).select_related("offering", "organization")
    locked = rows.get(pk=booking.pk)
    if not may_book_group(by, locked.organization, localdate(at)):
        raise MayNotBookGroup
    if not is_to_come(locked, localdate(at)):
        raise GroupHasBeen
    return locked


def _on_that_day(offering: Offering, organization: Organization, day: date) -> QuerySet[GroupBooking]:
    booked = GroupBooking.objects.filter(offering=offering, organization=organization, comes_on=day)
    return booked.filter(withdrawn_at__isnull=True)


@transaction.atomic
def count_group(booking: GroupBooking, *, came: int, by: Person, at: datetime) -> GroupBooking:
    """How many came, counted on the day."""
    if not may_book_group(by, booking.organization, localdate(at)):
        raise MayNotBookGroup
    booking.came = came
    booking.save(update_fields=["came"])
    note("counted group", booking, by=by, at=at, came=came)
    return booking
