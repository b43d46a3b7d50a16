"""One figure, counted where the records are: in the database."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet, Sum

from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import has_examples
from werkveld.steps.promises._counting.counters import Counter, Span, counter_of
from werkveld.steps.promises.enums import PeriodKind
from werkveld.steps.promises.models import IndicatorVersion
from werkveld_engine import periods, statistics


@dataclass(frozen=True, slots=True)
class Count:
    """Value in the indicator's unit (None: nothing to take a mean of), records, different people, margin of a mean."""

    value: Decimal | None
    n: int
    people: int
    margin: Decimal | None


def span_of(version: IndicatorVersion, year: int) -> Span:
    """The days that this definition counts in a year: from the start of its period up to and including its count day."""
    make = periods.school_year if version.period == PeriodKind.SCHOOL_YEAR else periods.calendar_year
    period = make(year)
    return Span(period.start, periods.count_day(version.count_day, period) + timedelta(days=1))


def rows_of(version: IndicatorVersion, region: Region, year: int) -> QuerySet[Any]:
    counter = counter_of(version.counter)
    rows = counter.rows(region, span_of(version, year), version.params)
    return narrowed(rows, counter, version.params)


def narrowed(rows: QuerySet[Any], counter: Counter, params: dict[str, str]) -> QuerySet[Any]:
    """Only the programmes that the definition names: by row of the source, or by code."""
    if counter.programme is None:
        return rows
    if wanted := _listed(params, "row"):
        rows = rows.filter(reduce(or_, (Q(**{f"{counter.programme}__rows": row}) for row in wanted)))
    if wanted := _listed(params, "programme"):
        rows = rows.filter(**{f"{counter.programme}__code__in": wanted})
    return rows


def _listed(params: dict[str, str], name: str) -> list[str]:
    return [part.strip() for part in str(params.get(name, "")).split(",") if part.strip()]


def count(version: IndicatorVersion, region: Region, year: int) -> Count:
    counter = counter_of(version.counter)
    rows = rows_of(version, region, year).order_by()
    facts = rows.aggregate(
        n=CountOf("pk"),
        people=CountOf(counter.behind, distinct=True),
        **({"total": Sum(counter.adds)} if counter.adds else {}),
    )
    people = int(facts.get("total") or 0) if counter.heads else facts["people"]
    if counter.how == "mean":
        return _mean(rows, counter, people)
    value = facts["people"] if counter.how == "distinct" else facts.get("total", facts["n"]) or 0
    return Count(Decimal(value), facts["n"], people, None)


def has_example(version: IndicatorVersion, region: Region, year: int) -> bool:
    """Whether anything that is counted is invented; where nothing is, no record is looked at."""
    if not has_examples(region):
        return False
    return rows_of(version, region, year).order_by().filter(**{counter_of(version.counter).example: True}).exists()


def _mean(rows: QuerySet[Any], counter: Counter, people: int) -> Count:
    found = statistics.mean([float(score) for score in rows.values_list(counter.adds or "pk", flat=True)])
    return Count(rounded(found.value), found.n, people, rounded(found.margin))


def rounded(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 4)))


def records_of(version: IndicatorVersion, region: Region, year: int) -> dict[str, str]:
    """«Model:key» -> what it adds, for every record that is counted."""
    counter = counter_of(version.counter)
    rows = rows_of(version, region, year).order_by()
    name = rows.model.__name__
    columns = ["key", counter.adds] if counter.adds else ["key", "pk"]
    has_value = counter.adds is not None
    return {
        f"{name}:{key}": f"{value:f}" if has_value and isinstance(value, Decimal) else str(value if has_value else 1)
        for key, value in rows.values_list(*columns).iterator(chunk_size=5000)
    }
