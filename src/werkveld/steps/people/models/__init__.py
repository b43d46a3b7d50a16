"""The tables of who and where."""

from werkveld.steps.people.models.opening import ClosedDays, OpeningHours, Room
from werkveld.steps.people.models.organizations import (
    Organization,
    Qualification,
    Recognition,
    Site,
    Theme,
    WorkProcess,
)
from werkveld.steps.people.models.partnerships import (
    FundingLine,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Project,
)
from werkveld.steps.people.models.persons import Account, Invitation, Person, Role
from werkveld.steps.people.models.regions import Norm, Region
from werkveld.steps.people.models.skills import Mastery, Skill, Vetting

__all__ = [
    "Account",
    "ClosedDays",
    "FundingLine",
    "Invitation",
    "Mastery",
    "Norm",
    "OpeningHours",
    "Organization",
    "Partnership",
    "PartnershipEvent",
    "PartnershipPartner",
    "Person",
    "Project",
    "Qualification",
    "Recognition",
    "Region",
    "Role",
    "Room",
    "Site",
    "Skill",
    "Theme",
    "Vetting",
    "WorkProcess",
]
