"""What is done to programmes and offerings."""

from werkveld.steps.offerings.actions.courses import make_course
from werkveld.steps.offerings.actions.describing import MayNotDescribe, describe, strike
from werkveld.steps.offerings.actions.listing import MayNotRefresh, list_offerings, refresh_catalogue
from werkveld.steps.offerings.actions.offering import (
    MayNotOffer,
    cancel_offering,
    change_offering,
    close_offering,
    close_offerings,
    finish_offering,
    finish_offerings,
    offer,
    open_offering,
    open_offerings,
)
from werkveld.steps.offerings.actions.seats import OfferingIsFull, OfferingIsNotOpen, free_seats, take_seats

__all__ = [
    "MayNotDescribe",
    "MayNotOffer",
    "MayNotRefresh",
    "OfferingIsFull",
    "OfferingIsNotOpen",
    "cancel_offering",
    "change_offering",
    "close_offering",
    "close_offerings",
    "describe",
    "finish_offering",
    "finish_offerings",
    "free_seats",
    "list_offerings",
    "make_course",
    "offer",
    "open_offering",
    "open_offerings",
    "refresh_catalogue",
    "strike",
    "take_seats",
]
