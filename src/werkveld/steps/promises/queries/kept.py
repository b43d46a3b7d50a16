"""How long is remembered who stood behind the figures of a year."""

from datetime import date

from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import retention
from werkveld.steps.promises.models import FrozenFigure, PublicFamily, Report
from werkveld.steps.promises.rules import has_passed

RULE = "retention_figures"


def is_past(region: Region, year: int, on: date) -> bool:
    """By the dated rule; a region without one keeps it."""
    rule = retention(region, on).get(RULE)
    return rule is not None and has_passed(year, int(rule.value), on)


def years_past(region: Region, on: date) -> list[int]:
    """Years of which it is still remembered and should not be."""
    years = set(PublicFamily.objects.filter(region=region).values_list("year", flat=True))
    frozen = FrozenFigure.objects.filter(report__promise__region=region).exclude(records=b"")
    years |= set(frozen.values_list("report__year", flat=True))
    return sorted(year for year in years if is_past(region, year, on))


def years_to_renew(region: Region, on: date) -> list[int]:
    """Every year that has a report, frozen or not, and the running one; not what is past."""
    years = set(Report.objects.filter(promise__region=region).values_list("year", flat=True))
    return sorted(year for year in years | {on.year} if not is_past(region, year, on))
