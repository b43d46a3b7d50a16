"""Who may offer, what is open, and what the catalogue may show."""

from datetime import date

from werkveld.steps.offerings.enums import Duration, OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may, may_anywhere

PUBLIC_STATES = (OfferingState.OPEN, OfferingState.CLOSED, OfferingState.DONE)
LEVELS = (1, 2, 3, 4, 5, 6)
EVERY_LEVEL = (1 << len(LEVELS)) - 1


def may_offer(by: Person, organization: Organization, on: date) -> bool:
    """Who offers for the host, or a school that offers together with it."""
    return may(by, Can.OFFER, organization, on) or may_anywhere(by, Can.PLACE, on) or may_anywhere(by, Can.DESCRIBE, on)


def is_open(offering: Offering) -> bool:
    return offering.state == OfferingState.OPEN


def is_public(offering: Offering) -> bool:
    """Everything but drafts and what was cancelled."""
    return offering.state in PUBLIC_STATES


def levels_of(offering: Offering) -> int:
    """One bit a level, the first for entry level; without a stated level it is for every level."""
    low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
    if low is None or high is None:
        return EVERY_LEVEL
    return sum(1 << (level - 1) for level in LEVELS if low <= level <= high)


def duration_of(offering: Offering) -> Duration:
    """By its days where both are known, else by its hours at about twenty a week."""
    if offering.starts_on and offering.ends_on:
        days = (offering.ends_on - offering.starts_on).days + 1
    elif offering.hours is not None:
        days = 1 if offering.hours <= 8 else offering.hours * 7 // 20
    else:
        return Duration.OPEN
    steps = ((1, Duration.DAY), (70, Duration.WEEKS), (190, Duration.HALF))
    return next((step for most, step in steps if days <= most), Duration.LONGER)
