"""For which qualifications a place may train, and on which days."""

from datetime import date, timedelta

from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Qualification, Recognition, Site
from werkveld.steps.people.rules import is_partner

A_DAY = timedelta(days=1)


def may_learn_here(site: Site, qualification: Qualification | None, begins_on: date, ends_on: date) -> bool:
    """Recognised for it on every one of these days; recognitions that follow each other hold together."""
    held = Recognition.objects.filter(
        site=site, qualification=qualification, begins_on__lte=ends_on, ends_on__gte=begins_on
    )
    covered = begins_on - A_DAY
    for first, last in held.order_by("begins_on").values_list("begins_on", "ends_on"):
        if first > covered + A_DAY:
            return False
        covered = max(covered, last)
    return covered >= ends_on


def asks_recognition(offering: Offering) -> bool:
    return offering.programme.kind.needs_recognition


def will_count(person: Person, offering: Offering) -> bool:
    """Before somebody takes a place: whether its host may train them there on all its days. Others find a host later."""
    site = offering.site
    if not asks_recognition(offering) or site is None or not is_partner(site.organization):
        return True
    first = offering.starts_on
    return first is None or may_learn_here(site, person.qualification, first, offering.ends_on or first)
