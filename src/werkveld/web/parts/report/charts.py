"""Drawings of figures: our own survey beside the national series, and the parts of a figure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from werkveld.steps.promises.queries import Counted, Measured
from werkveld.web.parts.charts import Bar, Bars, Lines, Series
from werkveld.web.parts.report.values import decimals_of, number

MOST_BARS = 12


def survey_chart(measured: Measured) -> Lines | None:
    """A line over the years; None where there is nothing to lay beside our own value."""
    own = {measured.figure.year: _value(measured.figure.public)}
    own |= {year: _value(public) for year, public in measured.figure.earlier}
    national = {one.year: float(one.value) for one in measured.series}
    if not national:
        return None
    years = sorted({*own, *national})
    known = [value for value in (*own.values(), *national.values()) if value is not None]
    return Lines(
        title=measured.figure.version.name,
        years=years,
        own=Series(label=_("Our own survey"), values=[own.get(year) for year in years]),
        benchmark=Series(label=measured.series[0].name, values=[national.get(year) for year in years]),
        decimals=1,
        low=min(known) - 0.3,
        high=max(known) + 0.3,
        note=_("Scale from 1 to 10; the drawing shows only a part of that scale."),
    )


def _value(public: dict[str, Any]) -> float | None:
    value = public.get("value") if public.get("shown") else None
    return None if value is None else float(value)


def parts_chart(
    figure: Counted, parts: list[dict[str, Any]], names: Mapping[str, str], what: str, title: str
) -> Bars | None:
    """The largest that are shown; the table of parts beside it has them all."""
    values = [(names.get(part["label"]) or _("Elsewhere"), _value(part)) for part in parts]
    bars = [Bar(label=name, value=value) for name, value in values if value]
    if not bars:
        return None
    bars.sort(key=lambda bar: (-(bar.value or 0), str(bar.label)))
    return Bars(
        title=title,
        what=what,
        measure=figure.version.name,
        bars=bars[:MOST_BARS],
        decimals=_decimals(figure, parts),
        note=_("The %(number)s largest are drawn.") % {"number": MOST_BARS} if len(bars) > MOST_BARS else "",
    )


def parts_rows(figure: Counted, parts: list[dict[str, Any]], names: Mapping[str, str]) -> list[list[str]]:
    """All parts, by name; one that is not shown says no more than that."""
    unit, decimals = figure.indicator.unit, _decimals(figure, parts)
    rows = [
        [names.get(part["label"]) or _("Elsewhere"), _cell(part, unit, decimals)]
        for part in parts
        if part["label"] in names or not part["shown"] or _value(part)
    ]
    return sorted(rows)


def _decimals(figure: Counted, parts: list[dict[str, Any]]) -> int:
    values = (_value(part) for part in parts)
    return decimals_of((value for value in values if value is not None), figure.indicator.unit)


def _cell(part: dict[str, Any], unit: str, decimals: int) -> str:
    if not part["shown"]:
        return _("not shown")
    return "–" if part.get("value") is None else number(part["value"], unit, decimals)
