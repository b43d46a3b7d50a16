"""Who may offer, and what is open."""

from datetime import date

from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may, may_anywhere


def may_offer(by: Person, organization: Organization, on: date) -> bool:
    """Who offers for the host, or a school that offers together with it."""
    return may(by, Can.OFFER, organization, on) or may_anywhere(by, Can.PLACE, on) or may_anywhere(by, Can.DESCRIBE, on)


def is_open(offering: Offering) -> bool:
    return offering.state == OfferingState.OPEN
