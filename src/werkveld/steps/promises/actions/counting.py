"""Renews what readers see of the live figures; the clock does this at night and the board when it wants."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.promises._counting import unpack_behind
from werkveld.steps.promises.models import FrozenFigure, PublicFamily, PublicFigure
from werkveld.steps.promises.queries.publishing import Renewed, family_codes, moved_since, public_now, told_movement
from werkveld.steps.promises.rules import may_see_records


class MayNotRenew(Refusal):
    sentence = _("Only who guards the figures has them counted again.")


@transaction.atomic
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
    if not may_see_records(by, at.date()):
        raise MayNotRenew
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    families = family_codes(region, year)
    changed: list[str] = []
    for done, (name, versions) in enumerate(families.items(), start=1):
        packed, renewed = public_now(region, name, versions, year, at.date())
        PublicFamily.objects.update_or_create(
            region=region, name=name, year=year, defaults={"seen": packed, "looked_at": at}
        )
        changed += [figure.version.indicator.code for figure in renewed if _settle(figure, region, year, at)]
        if progress:
            progress(done, len(families))
    note("renewed figures", region, by=by, at=at, year=year, changed=changed)
    return changed


def _settle(renewed: Renewed, region: Region, year: int, at: datetime) -> bool:
    indicator = renewed.version.indicator
    known = PublicFigure.objects.filter(indicator=indicator, year=year).first()
    frozen = FrozenFigure.objects.filter(indicator=indicator, report__year=year).only("behind").first()
    public = dict(renewed.public)
    if frozen and public.get("shown"):
        minimum = norm(region, "small_group_threshold", at.date())
        moved = moved_since(unpack_behind(frozen.behind), renewed.behind, minimum)
        public |= told_movement(moved, known.public if known else {}, minimum)
    if known and known.public == public and known.is_example == renewed.is_example:
        return False
    PublicFigure.objects.update_or_create(
        indicator=indicator,
        year=year,
        defaults={"public": public, "is_example": renewed.is_example, "counted_at": at},
    )
    return True
