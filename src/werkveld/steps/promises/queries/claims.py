"""Claimed figures, and whether «equal» and «stable» may be printed of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from werkveld.steps.experiences.models import ExternalMeasure
from werkveld.steps.experiences.queries import series
from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import norms
from werkveld.steps.promises.models import ClaimedFigure
from werkveld_engine.statistics import (
    EqualRule,
    StableRule,
    Stated,
    Verdict,
    equals_benchmark,
    stable_over_years,
)

Measures = tuple[ExternalMeasure, ...]
RULES = ("rule_equal", "rule_stable")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure from a source outside, with the series it can be laid beside; no verdict on what nobody said."""

    figure: ClaimedFigure
    series: Measures
    equal: Verdict | None
    stable: Verdict | None


@dataclass(frozen=True, slots=True)
class Claims:
    """What the rules say of a figure."""

    equal: Verdict
    stable: Verdict


@dataclass(frozen=True, slots=True)
class Rules:
    """When «equal» and «stable» may be printed, as it held on a day."""

    equal: EqualRule
    stable: StableRule

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Rules":
        return cls(EqualRule(**values["rule_equal"]), StableRule(**values["rule_stable"]))


def rules_on(region: Region, on: date) -> Rules:
    return Rules.read(norms(region, RULES, on))


def claimed_figure(region: Region, code: str, on: date) -> Claimed | None:
    figure = ClaimedFigure.objects.filter(region=region, code=code).first()
    if figure is None:
        return None
    measures = tuple(series(region, figure.benchmark_series)) if figure.benchmark_series else ()
    return judged(figure, measures, rules_on(region, on))


def claimed_figures(region: Region) -> list[ClaimedFigure]:
    return list(ClaimedFigure.objects.filter(region=region).order_by("id"))


def judged(figure: ClaimedFigure, measures: Measures, rules: Rules) -> Claimed:
    """The benchmark is of the year that the source names; none is chosen for it."""
    ours = Stated(_float(figure.value), figure.n, _float(figure.margin), figure.year)
    verdicts = verdicts_on(rules, ours, (ours,), benchmark_of(measures, figure.benchmark_year))
    return Claimed(
        figure,
        measures,
        verdicts.equal if figure.is_said_equal else None,
        verdicts.stable if figure.is_said_stable else None,
    )


def verdicts_on(rules: Rules, ours: Stated, years: Iterable[Stated], benchmark: Stated) -> Claims:
    return Claims(equals_benchmark(rules.equal, ours, benchmark), stable_over_years(rules.stable, list(years)))


def stated(measure: ExternalMeasure) -> Stated:
    return Stated(_float(measure.value), measure.n, _float(measure.margin), measure.year)


def benchmark_of(measures: Iterable[ExternalMeasure], year: int | None) -> Stated:
    """What was measured in that year; nothing when it is not known which."""
    return next((stated(measure) for measure in measures if measure.year == year), Stated(None, year=year))


def _float(value: Decimal | Any) -> float | None:
    return None if value is None else float(value)
