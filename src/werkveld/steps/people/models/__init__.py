"""The tables of who and where."""

from werkveld.steps.people.models.organizations import Organization, Qualification, Recognition, Site, Theme
from werkveld.steps.people.models.partnerships import (
    FundingLine,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Project,
)
from werkveld.steps.people.models.persons import Account, Invitation, Person, Role
from werkveld.steps.people.models.regions import Norm, Region

__all__ = [
    "Account",
    "FundingLine",
    "Invitation",
    "Norm",
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
    "Site",
    "Theme",
]
