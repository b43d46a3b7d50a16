"""Who may offer, what is open, and what the catalogue may show."""

from datetime import date, datetime, time

from django.utils import timezone

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


def has_own_day(offering: Offering) -> bool:
    """One day that is fixed; what runs for weeks or begins any Monday is no appointment."""
    return is_one_day(offering.starts_on, offering.ends_on, starts_any_week=offering.starts_any_week)


def is_one_day(starts_on: date | None, ends_on: date | None, *, starts_any_week: bool = False) -> bool:
    return starts_on is not None and not starts_any_week and ends_on in {None, starts_on}


def are_times_in_order(begins: time | None, ends: time | None) -> bool:
    """Both or neither."""
    return begins is ends is None or (begins is not None and ends is not None and begins < ends)


def are_hours_by_rule(hours: int, unit: int) -> bool:
    """So many as the rule says, or a multiple."""
    return hours > 0 and hours % unit == 0


def moments_of(offering: Offering) -> tuple[datetime, datetime] | None:
    """When it begins and ends, by the clock of that day; None where only the day is known."""
    if offering.starts_on is None or offering.begins is None or offering.ends is None:
        return None
    begins, ends = (datetime.combine(offering.starts_on, clock) for clock in (offering.begins, offering.ends))
    return timezone.make_aware(begins), timezone.make_aware(ends)


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
