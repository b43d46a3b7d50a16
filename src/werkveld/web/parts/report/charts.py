"""Drawings of figures: our own survey beside the national series, and the parts of a figure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from werkveld.steps.promises.queries import Counted, Measured
from werkveld.web.parts.charts import Bar, Bars, Lines, Series

MOST_BARS = 24


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
    """The largest first, then what is not shown; parts with nobody are left to the sentence under it."""
    bars = [
        Bar(label=names.get(part["label"]) or _("Elsewhere"), value=_value(part))
        for part in parts
        if not part["shown"] or _value(part)
    ]
    if not bars:
        return None
    bars.sort(key=lambda bar: (bar.value is None, -(bar.value or 0), str(bar.label)))
    return Bars(
        title=title,
        what=what,
        measure=figure.version.name,
        bars=bars[:MOST_BARS],
        decimals=1 if figure.indicator.unit == "score" else 0,
        note=_("Not shown: fewer than %(least)s people, or left out to protect such a group.")
        % {"least": figure.threshold},
    )


def empty_parts(parts: list[dict[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Names of the parts with nobody in them."""
    return sorted(
        names[part["label"]] for part in parts if part["shown"] and not _value(part) and part["label"] in names
    )
