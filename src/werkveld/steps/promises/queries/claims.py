"""Claimed figures, and whether «equal» and «stable» may be printed of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from werkveld.steps.experiences.models import ExternalMeasure
from werkveld.steps.experiences.queries import series
from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import norm
from werkveld.steps.promises.models import ClaimedFigure
from werkveld_engine.statistics import (
    EqualRule,
    StableRule,
    Stated,
    Verdict,
    equals_benchmark,
    stable_over_years,
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure from a source outside, with the series it can be laid beside."""

    figure: ClaimedFigure
    series: tuple[ExternalMeasure, ...]
    equal: Verdict | None
    stable: Verdict | None


@dataclass(frozen=True, slots=True)
class Claims:
    """What may be said of a figure: None where there is nothing to compare with."""

    equal: Verdict | None
    stable: Verdict | None


def claimed_figure(region: Region, code: str, on: date) -> Claimed:
    figure = ClaimedFigure.objects.get(region=region, code=code)
    measures = tuple(series(region, figure.benchmark_series)) if figure.benchmark_series else ()
    ours = Stated(_float(figure.value), figure.n, _float(figure.margin), figure.year)
    benchmark = _benchmark(measures, figure.benchmark_year)
    verdicts = verdicts_on(region, ours, (ours,), benchmark, on)
    return Claimed(
        figure,
        measures,
        verdicts.equal if figure.is_said_equal else None,
        verdicts.stable if figure.is_said_stable else None,
    )


def claimed_figures(region: Region) -> list[ClaimedFigure]:
    return list(ClaimedFigure.objects.filter(region=region).order_by("id"))


def verdicts_on(region: Region, ours: Stated, years: Iterable[Stated], benchmark: Stated | None, on: date) -> Claims:
    """By the rules that held on that day."""
    equal = equals_benchmark(EqualRule(**norm(region, "rule_equal", on)), ours, benchmark or Stated(None))
    stable = stable_over_years(StableRule(**norm(region, "rule_stable", on)), list(years))
    return Claims(equal, stable)


def stated(measure: ExternalMeasure) -> Stated:
    return Stated(_float(measure.value), measure.n, _float(measure.margin), measure.year)


def _benchmark(measures: Iterable[ExternalMeasure], year: int | None) -> Stated | None:
    """Only the year that the source names; none is chosen for it."""
    return next((stated(measure) for measure in measures if measure.year == year), None)


def _float(value: Decimal | Any) -> float | None:
    return None if value is None else float(value)
