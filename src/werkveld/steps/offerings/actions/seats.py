"""The one way to take a seat, and to give it back."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering


class OfferingIsFull(Refusal):
    sentence = _("All places are taken.")


class OfferingIsNotOpen(Refusal):
    sentence = _("This is not open for sign-up.")


def take_seats(offering: Offering, seats: int = 1) -> None:
    """The one guard of capacity: a single conditional update, so the last seat is taken once on every database.

    It is part of the deed that needs the seat (an enrolment, a group), and runs in that deed's transaction.
    """
    fits = Q(capacity__isnull=True) | Q(capacity__gte=F("seats_taken") + seats)
    taken = Offering.objects.filter(fits, pk=offering.pk, state=OfferingState.OPEN).update(
        seats_taken=F("seats_taken") + seats
    )
    if not taken:
        still_open = Offering.objects.filter(pk=offering.pk, state=OfferingState.OPEN).exists()
        raise OfferingIsFull if still_open else OfferingIsNotOpen


def free_seats(offering: Offering, seats: int = 1) -> None:
    """The other way round, in the deed that gives the seat back."""
    Offering.objects.filter(pk=offering.pk).update(seats_taken=F("seats_taken") - seats)
