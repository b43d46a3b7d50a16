"""Who wishes, who is placed and why, and which groups come; split by noun."""

from werkveld.steps.enrolments.models.places import Enrolment, GroupBooking
from werkveld.steps.enrolments.models.results import Appeal, RoundResult, SeatOffer, Trial
from werkveld.steps.enrolments.models.rounds import (
    FixedPlace,
    PriorityGroup,
    Quota,
    Round,
    RoundOffering,
    RoundPeriod,
    SharedLimit,
    Wish,
)

__all__ = [
    "Appeal",
    "Enrolment",
    "FixedPlace",
    "GroupBooking",
    "PriorityGroup",
    "Quota",
    "Round",
    "RoundOffering",
    "RoundPeriod",
    "RoundResult",
    "SeatOffer",
    "SharedLimit",
    "Trial",
    "Wish",
]
