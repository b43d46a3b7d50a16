"""Means, shares and their margins, and the written rules for "equal to the benchmark" and "stable".

A rule that lacks a stated number answers CannotTell with what is missing; it never guesses in favour of a claim.
Quantiles come from SciPy.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Literal

from scipy import special

CONFIDENCE = 0.95
# Ends that touch on paper (8.2 + 0.1 and 8.4 - 0.1) must touch here, where decimals are not exact.
TOUCH = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends are part of it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over n answers. No answers: no value; fewer than two: no margin."""

    n: int
    value: float | None
    margin: float | None

    @property
    def interval(self) -> Interval | None:
        """Value minus margin to value plus margin, in the unit of the values."""
        return _around(self.value, self.margin)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of n, from 0 to 1, with the interval it lies in; an interval of a share is not symmetric."""

    n: int
    numerator: int
    value: float | None
    interval: Interval | None


def _around(value: float | None, margin: float | None) -> Interval | None:
    return None if value is None or margin is None else Interval(value - margin, value + margin)


def _check_population(n: int, population: int | None) -> None:
    if population is not None and population < n:
        message = f"{n} answers from a population of {population} cannot be."
        raise ValueError(message)


def mean(values: Sequence[float], *, population: int | None = None) -> Mean:
    """Mean with the half-width of its 95 % interval by Student's t; O(n).

    :param values: shape (n,), any unit, all finite.
    :param population: how many could have answered; with it the margin shrinks by sqrt((N - n) / (N - 1)) and is 0
        when everyone answered.
    :raises ValueError: a value is not finite, or the population is smaller than n.

    Source: Cochran, Sampling Techniques (1977), chapter 2.
    """
    n = len(values)
    _check_population(n, population)
    if not all(map(math.isfinite, values)):
        raise ValueError("A value is not a finite number.")
    if not n:
        return Mean(0, None, None)
    middle = math.fsum(values) / n
    if population == n:
        return Mean(n, middle, 0.0)
    if n == 1:
        return Mean(1, middle, None)
    variance = math.fsum((value - middle) ** 2 for value in values) / (n - 1)
    correction = 1.0 if population is None else (population - n) / (population - 1)
    quantile = float(special.stdtrit(n - 1, 0.5 + CONFIDENCE / 2))
    return Mean(n, middle, quantile * math.sqrt(variance / n * correction))


def share(numerator: int, n: int, *, population: int | None = None) -> Share:
    """Share with its 95 % interval by Wilson's score; O(1).

    :param population: how many could have answered; with it n counts as n (N - 1) / (N - n) answers, and the interval
        is the share itself when everyone answered.
    :raises ValueError: not 0 <= numerator <= n, or the population is smaller than n.

    Source: Wilson, Probable inference, the law of succession, and statistical inference (1927).
    """
    _check_population(n, population)
    if not 0 <= numerator <= n:
        message = f"{numerator} of {n} cannot be."
        raise ValueError(message)
    if not n:
        return Share(0, 0, None, None)
    value = numerator / n
    if population == n:
        return Share(n, numerator, value, Interval(value, value))
    effective = float(n) if population is None else n * (population - 1) / (population - n)
    return Share(n, numerator, value, _wilson(value, effective))


def _wilson(value: float, n: float) -> Interval:
    z = float(special.ndtri(0.5 + CONFIDENCE / 2))
    middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(value * (1 - value) / n + z * z / (4 * n * n))
    # At 0 and 1 an end is the value itself; rounding must not push it past.
    return Interval(min(value, middle - half) if value else 0.0, max(value, middle + half) if value < 1 else 1.0)


def margins_overlap(a: Interval, b: Interval) -> bool:
    """Whether two intervals share a point; touching ends do."""
    return a.low <= b.high + TOUCH and b.low <= a.high + TOUCH


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as someone stated it; None is what was not stated. The margin is a half-width, in the figure's unit."""

    value: float | None
    n: int | None = None
    margin: float | None = None
    year: int | None = None

    @property
    def interval(self) -> Interval | None:
        """Value minus margin to value plus margin."""
        return _around(self.value, self.margin)


What = Literal["value", "n", "margin", "year"]
Whose = Literal["figure", "benchmark"]


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """What was not stated, of which figure, and of which year where that is known."""

    whose: Whose
    what: What
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """The rule was applied to stated figures and holds."""


@dataclass(frozen=True, slots=True)
class DoesNotHold:
    """The rule was applied and does not hold: the intervals lie apart, or the years are too far from each other."""

    because: Literal["apart", "other year"]


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The rule cannot be applied: these were not stated."""

    missing: tuple[Missing, ...]


Verdict = Holds | DoesNotHold | CannotTell


@dataclass(frozen=True, slots=True)
class EqualRule:
    """When a figure may be called equal to a benchmark, from a day on.

    - margins_overlap: both intervals share a point; needs n and margin of both.
    - benchmark_within_margin: the benchmark's value lies in the figure's interval; the benchmark counts as exact.

    `years_apart`: how many years the two may be from each other; 0 asks for the same year.
    """

    name: Literal["margins_overlap", "benchmark_within_margin"]
    years_apart: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StableRule:
    """When a figure may be called stable, from a day on: all intervals of the last `years` years share a point."""

    name: Literal["margins_overlap"]
    years: int = 2
    since: date | None = None

    def __post_init__(self) -> None:
        """One year alone is no series: ValueError."""
        if self.years < 2:
            raise ValueError("Stable asks for at least two years.")


@dataclass(frozen=True, slots=True)
class _Needs:
    """Collects what was not stated."""

    missing: list[Missing] = field(default_factory=list)

    def of(self, whose: Whose, stated: Stated, *whats: What) -> None:
        self.missing.extend(Missing(whose, what, stated.year) for what in whats if getattr(stated, what) is None)


def equals_benchmark(rule: EqualRule, figure: Stated, benchmark: Stated) -> Verdict:
    """Whether the rule lets a page say "equal to the benchmark"; O(1)."""
    needs = _Needs()
    needs.of("figure", figure, "value", "n", "margin", "year")
    needs.of("benchmark", benchmark, "value", "year")
    if rule.name == "margins_overlap":
        needs.of("benchmark", benchmark, "n", "margin")
    ours, theirs = figure.interval, benchmark.interval
    if rule.name == "benchmark_within_margin" and benchmark.value is not None:
        theirs = Interval(benchmark.value, benchmark.value)
    if needs.missing or ours is None or theirs is None or figure.year is None or benchmark.year is None:
        return CannotTell(tuple(needs.missing))
    if abs(figure.year - benchmark.year) > rule.years_apart:
        return DoesNotHold("other year")
    return Holds() if margins_overlap(ours, theirs) else DoesNotHold("apart")


def stable_over_years(rule: StableRule, series: Sequence[Stated]) -> Verdict:
    """Whether the rule lets a page say "stable" of the last years of a series; O(n + years²).

    A year that is not in the series is a missing value; a figure without a year makes the whole series unclear.

    :raises ValueError: two figures of one year.
    """
    by_year = {stated.year: stated for stated in series if stated.year is not None}
    undated = [Missing("figure", "year") for stated in series if stated.year is None]
    if len(by_year) + len(undated) != len(series):
        raise ValueError("Two figures of one year.")
    if undated or not by_year:
        return CannotTell(tuple(undated or [Missing("figure", "value")]))
    last = max(by_year)
    needs, intervals = _Needs(), list[Interval]()
    for year in range(last - rule.years + 1, last + 1):
        if (stated := by_year.get(year)) is None:
            needs.missing.append(Missing("figure", "value", year))
            continue
        needs.of("figure", stated, "value", "n", "margin")
        intervals += [interval for interval in [stated.interval] if interval is not None]
    if needs.missing:
        return CannotTell(tuple(needs.missing))
    # Intervals share one point exactly when every two of them share a point (Helly, in one dimension).
    together = all(margins_overlap(a, b) for a, b in combinations(intervals, 2))
    return Holds() if together else DoesNotHold("apart")
