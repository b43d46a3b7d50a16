"""Who wishes, who is placed and why, and which groups come; split by noun."""

from werkveld.steps.enrolments.models.hosts import Introduction, Regard
from werkveld.steps.enrolments.models.interests import Interest
from werkveld.steps.enrolments.models.places import Enrolment, GroupBooking
from werkveld.steps.enrolments.models.plans import Plan, PlanItem
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
from werkveld.steps.enrolments.models.selection_appeals import SelectionAppeal
from werkveld.steps.enrolments.models.selections import (
    Application,
    Assessment,
    Assessor,
    Criterion,
    Score,
    Selection,
    Settlement,
)
from werkveld.steps.enrolments.models.teams import (
    Division,
    KeptApart,
    MateWish,
    Team,
    TeamMember,
    TeamPlan,
    TeamWish,
    Topic,
)

__all__ = [
    "Appeal",
    "Application",
    "Assessment",
    "Assessor",
    "Criterion",
    "Division",
    "Enrolment",
    "FixedPlace",
    "GroupBooking",
    "Interest",
    "Introduction",
    "KeptApart",
    "MateWish",
    "Plan",
    "PlanItem",
    "PriorityGroup",
    "Quota",
    "Regard",
    "Round",
    "RoundOffering",
    "RoundPeriod",
    "RoundResult",
    "Score",
    "SeatOffer",
    "Selection",
    "SelectionAppeal",
    "Settlement",
    "SharedLimit",
    "Team",
    "TeamMember",
    "TeamPlan",
    "TeamWish",
    "Topic",
    "Trial",
    "Wish",
]
