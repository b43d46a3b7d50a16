"""Margins checked against SciPy's own intervals and by simulation; rules that never guess."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from werkveld_engine.statistics import (
    CannotTell,
    DoesNotHold,
    EqualRule,
    Holds,
    Interval,
    Mean,
    Missing,
    Share,
    StableRule,
    Stated,
    equals_benchmark,
    margins_overlap,
    mean,
    share,
    stable_over_years,
)

scores = st.lists(st.floats(1, 10), min_size=2, max_size=40)


@pytest.mark.slow
@given(scores.filter(lambda values: max(values) - min(values) > 1e-3))
def test_a_mean_has_the_interval_of_students_t(values):
    found = mean(values).interval
    expected = stats.t.interval(0.95, len(values) - 1, loc=sum(values) / len(values), scale=stats.sem(values))
    assert (found.low, found.high) == pytest.approx(expected)


def test_a_mean_of_nothing_has_no_value_and_one_answer_has_no_margin():
    assert mean([]) == Mean(0, None, None)
    assert mean([8.0]) == Mean(1, 8.0, None)
    assert mean([8.0]).interval is None


def test_a_mean_of_everyone_has_no_margin_of_error():
    assert mean([7.0, 9.0], population=2) == Mean(2, 8.0, 0.0)
    assert mean([7.0], population=1) == Mean(1, 7.0, 0.0)


def test_the_margin_shrinks_when_many_of_few_answered():
    values = [7.0, 8.0, 9.0, 8.5]
    assert mean(values, population=10).margin == pytest.approx(mean(values).margin * math.sqrt(6 / 9))


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_mean_takes_numbers_only(value):
    with pytest.raises(ValueError, match="finite"):
        mean([7.0, value])


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="population of 1"):
        mean([7.0, 8.0], population=1)
    with pytest.raises(ValueError, match="population of 1"):
        share(1, 2, population=1)


@pytest.mark.slow
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_has_the_interval_of_wilson(counts):
    numerator, n = counts
    found = share(numerator, n).interval
    expected = stats.binomtest(numerator, n).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= found.low <= numerator / n <= found.high <= 1


def test_a_share_of_nobody_has_no_value():
    assert share(0, 0) == Share(0, 0, None, None)


def test_a_share_of_everyone_is_exact():
    assert share(3, 4, population=4).interval == Interval(0.75, 0.75)


def test_the_interval_of_a_share_shrinks_when_many_of_few_answered():
    assert share(30, 60, population=80).interval.low > share(30, 60).interval.low


@pytest.mark.parametrize(("numerator", "n"), [(-1, 4), (5, 4)])
def test_a_share_that_cannot_be_is_refused(numerator, n):
    with pytest.raises(ValueError, match="cannot be"):
        share(numerator, n)


@pytest.mark.slow
def test_ninety_five_of_a_hundred_samples_hold_the_true_mean():
    """40 drawn from 100 without putting back: with the correction close to 95 %, without it far above."""
    draw = random.Random(20221231)
    population = [draw.choice([6, 7, 8, 9, 10]) for _ in range(100)]
    truth = sum(population) / 100
    samples = [mean(draw.sample(population, 40), population=100).interval for _ in range(1000)]
    held = sum(interval.low <= truth <= interval.high for interval in samples)
    assert 930 <= held <= 970


def test_intervals_that_touch_overlap():
    assert margins_overlap(Interval(1, 2), Interval(2, 3))
    assert not margins_overlap(Interval(1, 2), Interval(2.1, 3))


ours = Stated(8.3, n=120, margin=0.15, year=2022)
national = Stated(8.4, n=9000, margin=0.02, year=2022)
OVERLAP = EqualRule("margins_overlap")
WITHIN = EqualRule("benchmark_within_margin")


def test_equal_holds_when_margins_overlap():
    assert equals_benchmark(OVERLAP, ours, national) == Holds()
    assert equals_benchmark(OVERLAP, ours, Stated(8.5, n=9000, margin=0.02, year=2022)) == DoesNotHold("apart")


def test_a_benchmark_that_counts_as_exact_must_lie_within_the_margin():
    assert equals_benchmark(WITHIN, ours, Stated(8.4, year=2022)) == Holds()
    assert equals_benchmark(WITHIN, ours, Stated(8.46, year=2022)) == DoesNotHold("apart")


def test_a_benchmark_of_another_year_is_not_equal_unless_the_rule_says_so():
    other = Stated(8.2, n=9000, margin=0.02, year=2021)
    assert equals_benchmark(OVERLAP, ours, other) == DoesNotHold("other year")
    assert equals_benchmark(EqualRule("margins_overlap", years_apart=1), ours, other) == Holds()


def test_a_claim_without_n_margin_and_year_cannot_be_called_equal():
    assert equals_benchmark(OVERLAP, Stated(8.3), Stated(8.4, year=2022)) == CannotTell(
        (
            Missing("figure", "n"),
            Missing("figure", "margin"),
            Missing("figure", "year"),
            Missing("benchmark", "n", 2022),
            Missing("benchmark", "margin", 2022),
        )
    )


@pytest.mark.parametrize("what", ["value", "n", "margin", "year"])
@pytest.mark.parametrize("whose", ["figure", "benchmark"])
def test_whatever_is_missing_is_named(whose, what):
    full = {"figure": ours, "benchmark": national}
    gap = {name: getattr(full[whose], name) for name in ("value", "n", "margin", "year") if name != what}
    full[whose] = Stated(**{"value": None, **gap})
    year = None if what == "year" else 2022
    assert equals_benchmark(OVERLAP, **full) == CannotTell((Missing(whose, what, year),))


def yearly(*values, margin=0.1):
    return [Stated(value, n=100, margin=margin, year=2020 + number) for number, value in enumerate(values)]


def test_stable_holds_when_all_years_share_a_point():
    rule = StableRule("margins_overlap", years=3)
    assert stable_over_years(rule, yearly(8.2, 8.3, 8.4)) == Holds()
    assert stable_over_years(rule, yearly(8.1, 8.3, 8.5)) == DoesNotHold("apart")


def test_stable_looks_at_the_last_years_only_in_any_order():
    assert stable_over_years(StableRule("margins_overlap"), yearly(5.0, 8.3, 8.4)[::-1]) == Holds()


def test_a_year_that_is_not_there_is_missing():
    rule = StableRule("margins_overlap", years=3)
    assert stable_over_years(rule, yearly(8.2, 8.3)) == CannotTell((Missing("figure", "value", 2019),))
    gap = [stated for stated in yearly(8.2, 8.3, 8.3) if stated.year != 2021]
    assert stable_over_years(rule, gap) == CannotTell((Missing("figure", "value", 2021),))


def test_a_year_without_n_or_margin_cannot_be_called_stable():
    series = [*yearly(8.2), Stated(8.3, year=2021)]
    missing = (Missing("figure", "n", 2021), Missing("figure", "margin", 2021))
    assert stable_over_years(StableRule("margins_overlap"), series) == CannotTell(missing)


def test_a_figure_without_a_year_makes_a_series_unclear():
    series = [*yearly(8.2, 8.2), Stated(8.3, n=100, margin=0.1)]
    assert stable_over_years(StableRule("margins_overlap"), series) == CannotTell((Missing("figure", "year"),))


def test_no_figures_are_not_stable():
    assert stable_over_years(StableRule("margins_overlap"), []) == CannotTell((Missing("figure", "value"),))


def test_two_figures_of_one_year_are_refused():
    with pytest.raises(ValueError, match="one year"):
        stable_over_years(StableRule("margins_overlap"), yearly(8.2) * 2)


def test_one_year_is_no_series():
    with pytest.raises(ValueError, match="two years"):
        StableRule("margins_overlap", years=1)
