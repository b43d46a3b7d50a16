"""A whole report for readers: words, figures, claims, targets and series, in seven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from werkveld.steps.experiences.models import ExternalMeasure
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm_within, norms
from werkveld.steps.promises.enums import Unit
from werkveld.steps.promises.models import ClaimedFigure, Edition, Promise, PublicFigure, Report, Target
from werkveld.steps.promises.queries.claims import (
    RULES,
    Claimed,
    Claims,
    Measures,
    Rules,
    benchmark_of,
    judged,
    rules_on,
    verdicts_on,
)
from werkveld.steps.promises.queries.figures import Counted, counted_figures
from werkveld.steps.promises.queries.reports import targets
from werkveld_engine.statistics import Stated

NORMS = ("small_group_threshold", *RULES)
WORDS = ("code", "kind", "heading_nl", "heading_en", "body_nl", "body_en")


@dataclass(frozen=True, slots=True)
class Measured:
    """Our own survey with the series it is laid beside, and what the rules say of it."""

    figure: Counted
    series: Measures
    claims: Claims


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a report page, its preview or its paper shows. `edition` is None for a draft."""

    region: Region
    promise: Promise
    year: int
    frozen_at: datetime | None
    edition: Edition | None
    editions: tuple[Edition, ...]
    sections: tuple[dict[str, Any], ...]
    figures: dict[str, Counted]
    claimed: dict[str, Claimed]
    targets: dict[str, Target]
    measured: dict[str, Measured]

    @property
    def has_examples(self) -> bool:
        return any(figure.is_example for figure in self.figures.values())

    @property
    def moved(self) -> list[Counted]:
        """Figures of which readers see another value now than on the day of freezing."""
        return [figure for figure in self.figures.values() if figure.has_moved]


def standing_editions(region: Region, promise: str, year: int) -> list[Edition]:
    """Newest first; the first is what everybody reads. Each says when the figures last moved, and how many there are."""
    return list(_dated(region, year).filter(report__promise__code=promise, report__year=year).order_by("-number"))


def _dated(region: Region, year: int) -> QuerySet[Edition]:
    figures = PublicFigure.objects.filter(indicator__region=region, year=OuterRef("report__year")).order_by()
    per_year = figures.values("year")
    rules = {f"said_{code}": norm_within(region, code, date(year, 12, 31)) for code in NORMS}
    return (
        Edition.objects.filter(report__promise__region=region, report__year=year, withdrawn_at__isnull=True)
        .select_related("report__promise", "published_by")
        .annotate(
            figures_at=Subquery(per_year.annotate(at=Max("counted_at")).values("at")),
            figures_n=Subquery(per_year.annotate(n=Count("pk")).values("n")),
            **rules,
        )
    )


State = tuple[int, int, datetime | str | None, datetime | str | None, int | None]

# Asked on every visit. Written out, since the ORM takes longer to write it than the database to answer it.
STATE = """
SELECT MAX(edition.number), COUNT(*), MAX(report.frozen_at),
  (SELECT MAX(figure.counted_at) FROM werkveld_publicfigure figure
    JOIN werkveld_indicator indicator ON indicator.id = figure.indicator_id
    WHERE indicator.region_id = %(region)s AND figure.year = %(year)s),
  (SELECT COUNT(*) FROM werkveld_publicfigure figure
    JOIN werkveld_indicator indicator ON indicator.id = figure.indicator_id
    WHERE indicator.region_id = %(region)s AND figure.year = %(year)s)
FROM werkveld_edition edition
  JOIN werkveld_report report ON report.id = edition.report_id
  JOIN werkveld_promise promise ON promise.id = report.promise_id
WHERE promise.region_id = %(region)s AND promise.code = %(promise)s AND report.year = %(year)s
  AND edition.withdrawn_at IS NULL
"""


def state_now(region: Region, promise: str, year: int) -> str:
    """The state of a report that is published, in one short question; the same word as `state_of`."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"region": region.pk, "promise": promise, "year": year})
        return _state_word(cursor.fetchone())


FIGURES = """
SELECT COUNT(*), MAX(figure.counted_at),
  (SELECT COUNT(*) FROM werkveld_frozenfigure frozen
    JOIN werkveld_indicator indicator ON indicator.id = frozen.indicator_id
    WHERE indicator.region_id = %(region)s)
FROM werkveld_publicfigure figure
  JOIN werkveld_indicator indicator ON indicator.id = figure.indicator_id
WHERE indicator.region_id = %(region)s
"""


def state_of_figures(region: Region) -> str:
    """Of all figures of all years: another word as soon as one moved, came or was frozen. One short question."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"region": region.pk})
        live, counted_at, frozen = cursor.fetchone()
    return f"{live}-{_stamp(counted_at)}-{frozen}"


def state_of(editions: list[Edition]) -> str:
    """Another word as soon as the editions, the live figures or the freezing are others."""
    newest = editions[0]
    figures_at, figures_n = getattr(newest, "figures_at", None), getattr(newest, "figures_n", None)
    return _state_word((newest.number, len(editions), newest.report.frozen_at, figures_at, figures_n))


def _state_word(state: State) -> str:
    number, count, frozen_at, figures_at, figures_n = state
    return f"{number}-{count}-{_stamp(frozen_at)}-{_stamp(figures_at)}-{figures_n or 0}"


def _stamp(moment: datetime | str | None) -> str:
    """SQLite gives a moment back as it keeps it: in words, without a zone, in UTC."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return f"{moment.timestamp():.6f}" if moment else "0"


def read_report(region: Region, editions: list[Edition]) -> Reading:
    """`editions`: the standing ones of one report, newest first, at least one."""
    newest = editions[0]
    return _reading(region, newest.report, newest, tuple(editions), newest.sections)


def read_draft(reader: Person, report: Report) -> Reading:
    """As it would be read when it were published now; the caller has the report from `report_for`."""
    sections = report.sections.order_by("ordering", "id").values(*WORDS)
    return _reading(reader.region, report, None, (), [dict(row) for row in sections])


def _reading(
    region: Region,
    report: Report,
    edition: Edition | None,
    editions: tuple[Edition, ...],
    sections: Iterable[dict[str, Any]],
) -> Reading:
    values = _rules(region, report.year, edition)
    rules = Rules.read(values)
    figures = counted_figures(region, report.year, threshold=values["small_group_threshold"], report=report)
    if report.frozen_at:  # what was defined since is not of this year
        figures = {code: figure for code, figure in figures.items() if figure.frozen}
    series = _series(region)
    return Reading(
        region=region,
        promise=report.promise,
        year=report.year,
        frozen_at=report.frozen_at,
        edition=edition,
        editions=editions,
        sections=tuple(sections),
        figures=figures,
        claimed=_claimed(region, series, rules),
        targets={target.code: target for target in targets(region)},
        measured={code: measured(figure, series, rules) for code, figure in figures.items() if _is_score(figure)},
    )


def _rules(region: Region, year: int, edition: Edition | None) -> dict[str, Any]:
    """As they held at the end of the year; a standing edition brought them along."""
    said = {code: getattr(edition, f"said_{code}", None) for code in NORMS}
    return norms(region, NORMS, date(year, 12, 31)) if None in said.values() else said


def _series(region: Region) -> dict[str, Measures]:
    found: dict[str, Measures] = {}
    for measure in ExternalMeasure.objects.filter(region=region).order_by("series", "year"):
        found[measure.series] = (*found.get(measure.series, ()), measure)
    return found


def _claimed(region: Region, series: dict[str, Measures], rules: Rules) -> dict[str, Claimed]:
    figures = ClaimedFigure.objects.filter(region=region).order_by("id")
    return {figure.code: judged(figure, series.get(figure.benchmark_series, ()), rules) for figure in figures}


def _is_score(figure: Counted) -> bool:
    return figure.indicator.unit == Unit.SCORE


def measured_alone(region: Region, figure: Counted) -> Measured | None:
    """For the page of one figure; None when it is not a score."""
    if not _is_score(figure):
        return None
    return measured(figure, _series(region), rules_on(region, date(figure.year, 12, 31)))


def measured(figure: Counted, series: dict[str, Measures], rules: Rules) -> Measured:
    """Laid beside the benchmark of its own year; judged by what readers may see only."""
    beside = series.get(figure.version.benchmark_series, ())
    ours = _stated(figure.public, figure.year)
    years = [*(_stated(public, year) for year, public in figure.earlier), ours]
    return Measured(figure, beside, verdicts_on(rules, ours, years, benchmark_of(beside, figure.year)))


def _stated(public: dict[str, Any], year: int) -> Stated:
    value, margin = public.get("value"), public.get("margin")
    return Stated(
        None if value is None else float(value), public.get("people"), None if margin is None else float(margin), year
    )
