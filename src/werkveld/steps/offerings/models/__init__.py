"""The tables of what can be chosen or joined."""

from werkveld.steps.offerings.models.help import QUARTER, Help
from werkveld.steps.offerings.models.listings import Catalogue, CatalogueWord, Listing, PostcodeArea
from werkveld.steps.offerings.models.offerings import Offering, OfferingPart
from werkveld.steps.offerings.models.programmes import Course, OfferingKind, Programme, ProgrammePart

__all__ = [
    "QUARTER",
    "Catalogue",
    "CatalogueWord",
    "Course",
    "Help",
    "Listing",
    "Offering",
    "OfferingKind",
    "OfferingPart",
    "PostcodeArea",
    "Programme",
    "ProgrammePart",
]
