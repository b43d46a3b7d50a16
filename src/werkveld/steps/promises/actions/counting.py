"""Renews what readers see of the live figures; the clock does this at night and the board when it wants."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person, Region
from werkveld.steps.promises._counting import unpack_behind
from werkveld.steps.promises.models import FrozenFigure, PublicFamily, PublicFigure
from werkveld.steps.promises.queries.kept import is_past, years_past
from werkveld.steps.promises.queries.publishing import (
    Renewed,
    family_codes,
    family_kept,
    minimum_for,
    public_now,
    told_since,
)
from werkveld.steps.promises.rules import may_see_records


class MayNotRenew(Refusal):
    sentence = _("Only who guards the figures has them counted again.")


class YearIsPast(Refusal):
    sentence = _("Who was counted in %(year)s is no longer kept, so the figures of that year stand still.")


@transaction.atomic
def let_go(region: Region, *, by: Person, at: datetime) -> list[int]:
    """Forgets who stood behind figures, for the years that are past their rule; gives those years. The figures stay."""
    if not may_see_records(by, localdate(at)):
        raise MayNotRenew
    years = years_past(region, localdate(at))
    if years:
        PublicFamily.objects.filter(region=region, year__in=years).delete()
        frozen = FrozenFigure.objects.filter(report__promise__region=region, report__year__in=years)
        frozen.update(records=b"", behind=b"")
        note("let go of who was counted", region, by=by, at=at, years=years)
    return years


def renew_figures(
    region: Region,
    year: int,
    *,
    by: Person,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Counts every figure of the year; gives the codes of those that readers now see differently.

    Whether a figure moves is for the engine to say (small steps are kept back). One renewal at a time per region.
    """
    _figures, changed = count_anew(region, year, by=by, at=at, progress=progress)
    return changed


@transaction.atomic
def count_anew(
    region: Region,
    year: int,
    *,
    by: Person,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Renewed], list[str]]:
    """Every figure of the year as it is now for readers, and the codes of those that they see differently."""
    if not may_see_records(by, localdate(at)):
        raise MayNotRenew
    if is_past(region, year, localdate(at)):
        raise YearIsPast(year=year)
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    families = family_codes(region, year)
    figures: list[Renewed] = []
    changed: list[str] = []
    for done, (name, versions) in enumerate(families.items(), start=1):
        family = family_kept(region, name, year)
        family.seen, renewed = public_now(family, versions, localdate(at))
        family.looked_at = at
        family.save()
        figures += renewed
        changed += [figure.version.indicator.code for figure in renewed if _settle(figure, region, year, at)]
        if progress:
            progress(done, len(families))
    note("renewed figures", region, by=by, at=at, year=year, changed=changed)
    return figures, changed


def _settle(renewed: Renewed, region: Region, year: int, at: datetime) -> bool:
    indicator = renewed.version.indicator
    known = PublicFigure.objects.filter(indicator=indicator, year=year).first()
    first = FrozenFigure.objects.filter(indicator=indicator, report__year=year).order_by("frozen_at", "pk")
    frozen = first.only("behind").first()
    public = dict(renewed.public)
    if frozen and public.get("shown"):
        minimum = minimum_for(renewed.version, region, localdate(at))
        public |= told_since(unpack_behind(frozen.behind), renewed.behind, known.public if known else {}, minimum)
    if known and known.public == public and known.is_example == renewed.is_example:
        return False
    PublicFigure.objects.update_or_create(
        indicator=indicator,
        year=year,
        defaults={"public": public, "is_example": renewed.is_example, "counted_at": at},
    )
    return True
