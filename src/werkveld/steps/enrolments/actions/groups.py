"""Groups that come by their number; no name of a child is ever asked."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import GroupBooking
from werkveld.steps.enrolments.rules import may_book_group
from werkveld.steps.offerings.actions import take_seats
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person


class GroupIsBooked(Refusal):
    sentence = _("This organisation already booked a group for that day.")


class GroupIsEmpty(Refusal):
    sentence = _("A group has at least one person.")


class MayNotBookGroup(Refusal):
    sentence = _("You cannot book a group for this organisation.")


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
