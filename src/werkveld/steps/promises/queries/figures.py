"""Counted figures for readers: what everybody sees, and more for who may see records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.promises._counting import Count, count, counter_of, span_of
from werkveld.steps.promises.enums import Unit
from werkveld.steps.promises.models import FrozenFigure, Indicator, IndicatorVersion, PublicFigure, Report
from werkveld.steps.promises.queries.publishing import definition_in_words, newest_versions, versions_in
from werkveld.steps.promises.rules import may_see_records


class MayNotSeeRecords(Refusal):
    sentence = _("The records behind a figure are only for who guards it.")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted figure as everybody may see it. `frozen` stands; `live` moves; either may be absent.

    `version`: the words of the figure, as they were on the day of freezing; `live_version`: how it is counted now.
    `first`: the freezing that readers get who name no promise; two promises may each freeze the same year.
    `promise`: the code of the promise it is read for, where that makes a difference.
    `earlier`: what readers see of the same figure in earlier years, of a score only.
    """

    indicator: Indicator
    version: IndicatorVersion
    live_version: IndicatorVersion
    year: int
    threshold: int
    live: PublicFigure | None
    frozen: FrozenFigure | None
    first: FrozenFigure | None = None
    promise: str = ""
    earlier: tuple[tuple[int, dict[str, Any]], ...] = ()

    @property
    def last_day(self) -> date:
        """The count date."""
        return span_of(self.version, self.year).last_day

    @property
    def is_about_people(self) -> bool:
        """Then small groups are hidden."""
        return counter_of(self.version.counter).is_about_people

    @property
    def may_overlap(self) -> bool:
        """Who is counted once in the whole may be counted in several parts."""
        counter = counter_of(self.version.counter)
        return counter.how == "distinct" and counter.programme is not None

    @property
    def definition(self) -> dict[str, Any]:
        """As it was when the year was frozen, else as it is."""
        return definition_in_words(self.indicator, self.version)

    @property
    def public(self) -> dict[str, Any]:
        """What stands in the report: the frozen value where there is one."""
        return (self.frozen or self.live or _Nothing).public

    @property
    def is_shown(self) -> bool:
        return bool(self.public.get("shown"))

    @property
    def is_counted(self) -> bool:
        return self.frozen is not None or self.live is not None

    @property
    def is_example(self) -> bool:
        kept = self.frozen or self.live
        return bool(kept and kept.is_example)

    @property
    def counted_at(self) -> datetime | None:
        if self.frozen:
            return self.frozen.frozen_at
        return self.live.counted_at if self.live else None

    @property
    def has_moved(self) -> bool:
        """Readers see another value now than on the day of freezing."""
        if self.frozen is None or self.live is None:
            return False
        return self.frozen.public.get("value") != self.live.public.get("value")

    @property
    def moved(self) -> dict[str, int] | None:
        """How many came in and went out since the freezing; told of one freezing only, since two would tell of few."""
        return self._of_the_first("moved")

    @property
    def changed(self) -> int | None:
        """How many who were counted already count for more or less now; of one freezing too."""
        return self._of_the_first("changed")

    def _of_the_first(self, name: str) -> Any:
        return self.live.public.get(name) if self.live and self.frozen and self.frozen == self.first else None

    @property
    def stood_on(self) -> date | None:
        """The day of what was frozen: what came since then came after it."""
        day = self.frozen.public.get("on") if self.frozen else None
        return date.fromisoformat(day) if day else None


class _Nothing:
    public: dict[str, Any] = {}


def indicators(region: Region) -> list[Indicator]:
    return list(Indicator.objects.filter(region=region).order_by("ordering", "code"))


def counted_figures(
    region: Region,
    year: int,
    codes: set[str] | None = None,
    *,
    threshold: int | None = None,
    report: Report | None = None,
) -> dict[str, Counted]:
    """Code -> figure; three queries however many, and one for the threshold when the caller does not know it.

    `report`: what that one froze, and not what another promise did. Without it, what was frozen first.
    """
    versions = [v for v in versions_in(region, year) if codes is None or v.indicator.code in codes]
    if not versions:  # a year before anything was defined, and so perhaps before any rule
        return {}
    if threshold is None:
        threshold = norm(region, "small_group_threshold", date(year, 12, 31))
    ids = [version.indicator_id for version in versions]
    of_the_year = Q(year=year) | Q(year__lt=year, indicator__unit=Unit.SCORE)
    of_its_report = Q(report__year=year) | Q(report__year__lt=year, indicator__unit=Unit.SCORE)
    kept = _Kept(
        _live().filter(of_the_year, indicator__in=ids), _frozen().filter(of_its_report, indicator__in=ids), report
    )
    return {version.indicator.code: kept.figure(version, year, threshold) for version in versions}


def every_figure(region: Region) -> list[Counted]:
    """Of every year that was counted, newest year first; as often as promises froze it. Three queries, of any number.

    For machines, who are not told from how many people on a figure is shown.
    """
    kept = _Kept(_live().filter(indicator__region=region), _frozen().filter(indicator__region=region))
    versions = list(
        IndicatorVersion.objects.filter(indicator__region=region).select_related("indicator").order_by("first_year")
    )
    return [
        kept.figure(version, year, 0, frozen)
        for year in sorted({year for _indicator, year in kept.live}, reverse=True)
        for version in newest_versions(versions, year)
        for frozen in kept.frozen.get((version.indicator_id, year), [None])
    ]


def _live() -> QuerySet[PublicFigure]:
    return PublicFigure.objects.order_by("pk")


def _frozen() -> QuerySet[FrozenFigure]:
    frozen = FrozenFigure.objects.defer("records", "behind")
    return frozen.select_related("report__promise").order_by("frozen_at", "pk")


class _Kept:
    """What readers were shown and what was frozen, by indicator and year; two queries."""

    def __init__(
        self, live: Iterable[PublicFigure], frozen: Iterable[FrozenFigure], report: Report | None = None
    ) -> None:
        self.report = report
        self.live = {(figure.indicator_id, figure.year): figure for figure in live}
        self.frozen: dict[tuple[int, int], list[FrozenFigure]] = {}
        for figure in frozen:
            self.frozen.setdefault((figure.indicator_id, figure.report.year), []).append(figure)

    def figure(
        self, version: IndicatorVersion, year: int, threshold: int, frozen: FrozenFigure | None = None
    ) -> Counted:
        at = (version.indicator_id, year)
        first = next(iter(self.frozen.get(at, ())), None)
        frozen = frozen or self._of_the_report(at)
        return Counted(
            version.indicator,
            _as_frozen(frozen, version.indicator) if frozen else version,
            version,
            year,
            threshold,
            self.live.get(at),
            frozen,
            first,
            self.report.promise.code if self.report and frozen != first else "",
            self._earlier(*at),
        )

    def _of_the_report(self, at: tuple[int, int]) -> FrozenFigure | None:
        """Of the report, and of the reports of its promise on earlier years; without a report what was frozen first."""
        promise = self.report and self.report.promise_id
        found = (figure for figure in self.frozen.get(at, ()) if promise in {None, figure.report.promise_id})
        return next(found, None)

    def _earlier(self, indicator: int, year: int) -> tuple[tuple[int, dict[str, Any]], ...]:
        years = sorted({when for one, when in (*self.live, *self.frozen) if one == indicator and when < year})
        shown = ((when, self._of_the_report((indicator, when)) or self.live.get((indicator, when))) for when in years)
        return tuple((when, figure.public) for when, figure in shown if figure)


def _as_frozen(frozen: FrozenFigure, indicator: Indicator) -> IndicatorVersion:
    """The definition as it was; not a row, since another may have been written for the same year since."""
    words = {name: value for name, value in frozen.definition.items() if name not in {"code", "unit"}}
    return IndicatorVersion(indicator=indicator, **words)


def counted_figure(region: Region, code: str, year: int, *, promise: str = "") -> Counted | None:
    """None where there is no such figure, or no report of that promise."""
    report = None
    if promise:
        report = (
            Report.objects.filter(promise__region=region, promise__code=promise, year=year)
            .select_related("promise")
            .first()
        )
        if report is None:
            return None
    return counted_figures(region, year, {code}, report=report).get(code)


def exact_count(reader: Person | None, figure: Counted, on: date) -> Count:
    """Now, from the records, for who may see them."""
    allow(reader, on)
    return count(figure.live_version, figure.indicator.region, figure.year)


def allow(reader: Person | None, on: date) -> None:
    """Refuses who does not guard the figures."""
    if not may_see_records(reader, on):
        raise MayNotSeeRecords
