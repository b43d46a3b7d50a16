"""Freezes a year: values, definitions, record ids and a digest are kept for good."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.promises._counting import pack_behind, pack_records, span_of
from werkveld.steps.promises.actions.counting import count_anew
from werkveld.steps.promises.models import FrozenFigure, PublicFigure, Report
from werkveld.steps.promises.queries.publishing import Renewed, definition_in_words, frozen_now
from werkveld.steps.promises.rules import may_freeze
from werkveld_engine.explain import digest


class MayNotFreeze(Refusal):
    sentence = _("Only the director freezes a year.")


class IsAlreadyFrozen(Refusal):
    sentence = _("This year is already frozen.")


class YearIsNotOver(Refusal):
    sentence = _("A year can be frozen when it is over.")


@transaction.atomic
def freeze(report: Report, *, by: Person, at: datetime) -> Report:
    """All figures of the year at once, or none. What readers saw last is what stays for readers."""
    if not may_freeze(by, localdate(at)):
        raise MayNotFreeze
    locked = Report.objects.select_for_update(of=("self",)).select_related("promise__region").get(pk=report.pk)
    if locked.frozen_at:
        raise IsAlreadyFrozen
    if localdate(at).year <= locked.year:
        raise YearIsNotOver
    region = locked.promise.region
    figures, _changed = count_anew(region, locked.year, by=by, at=at)
    live = {f.indicator_id: f for f in PublicFigure.objects.filter(indicator__region=region, year=locked.year)}
    FrozenFigure.objects.bulk_create(
        [_frozen(figure, locked, live[figure.version.indicator_id], at) for figure in figures]
    )
    locked.frozen_at, locked.frozen_by = at, by
    locked.save(update_fields=["frozen_at", "frozen_by"])
    note("froze", locked, by=by, at=at, year=locked.year, figures=len(live))
    return locked


def _frozen(figure: Renewed, report: Report, live: PublicFigure, at: datetime) -> FrozenFigure:
    version, region = figure.version, report.promise.region
    kept = frozen_now(version, region, report.year)
    facts: dict[str, Any] = {
        "value": kept.count.value,
        "n": kept.count.n,
        "people": kept.count.people,
        "margin": kept.count.margin,
        "public": live.public,
        "records": pack_records(kept.records),
        "behind": pack_behind(figure.behind),
        "digest": digest(kept.records),
        "is_example": figure.is_example,
        "counted_on": span_of(version, report.year).last_day,
        "frozen_at": at,
    }
    return FrozenFigure(
        report=report,
        indicator=version.indicator,
        version=version.number,
        definition=definition_in_words(version.indicator, version),
        **facts,
    )
