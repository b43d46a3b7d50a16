"""For which qualifications a place may train, and on which days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Qualification, Recognition, Site
from werkveld.steps.people.rules import is_partner

A_DAY = timedelta(days=1)
Days = tuple[date, date]


def may_learn_here(site: Site, qualification: Qualification | None, begins_on: date, ends_on: date) -> bool:
    """Recognised for it on every one of these days."""
    return are_covered(
        recognised_days([site])[site.pk, qualification.pk if qualification else None], begins_on, ends_on
    )


def recognised_days(sites: Iterable[Site]) -> dict[tuple[int, int | None], list[Days]]:
    """Site and qualification -> first and last days of its recognitions, in order; in one question for all sites."""
    days: dict[tuple[int, int | None], list[Days]] = defaultdict(list)
    held = Recognition.objects.filter(site__in={site.pk for site in sites}).order_by("begins_on", "id")
    for site, qualification, first, last in held.values_list("site", "qualification", "begins_on", "ends_on"):
        days[site, qualification].append((first, last))
    return days


def are_covered(recognised: Iterable[Days], begins_on: date, ends_on: date) -> bool:
    """Every day from the first to the last; recognitions that follow each other hold together."""
    covered = begins_on - A_DAY
    for first, last in recognised:
        if first <= covered + A_DAY:
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
