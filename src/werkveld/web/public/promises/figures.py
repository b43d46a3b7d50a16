"""A figure opened: value, definition, parts and history for all; the records for who guards them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkveld.steps.promises.queries import (
    Counted,
    MayNotSeeRecords,
    claimed_figure,
    counted_figure,
    exact_count,
    line_names,
    measured_alone,
    published_reports,
    records_behind,
    what_changed,
)
from werkveld.steps.promises.rules import may_see_records
from werkveld.web.doors import today
from werkveld.web.parts.report.charts import parts_chart, parts_rows, survey_chart
from werkveld.web.parts.report.page import claimed_said, claimed_tile, counted_tile, own_said
from werkveld.web.parts.report.values import people_words, unit_words, with_unit
from werkveld.web.parts.tables import Column
from werkveld.web.public.promises.keeping import kept
from werkveld.web.public.promises.reports import here

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region

MOST_ADDRESSES = 200


def found(region: "Region", code: str, year: int) -> Counted:
    figure = counted_figure(region, code, year)
    if figure is None:
        raise Http404(_("There is no such figure."))
    return figure


@require_safe
def counted(request: HttpRequest, year: int, code: str) -> HttpResponse:
    region = here()
    figure = found(region, code, year)
    reader = getattr(request, "person", None)
    may_see = may_see_records(reader, today())
    stamps = (figure.frozen and figure.frozen.pk, figure.live and figure.live.counted_at, may_see)

    def made() -> HttpResponse:
        context = {
            "figure": figure,
            "tile": counted_tile(figure),
            "unit": _unit(figure),
            "people": _people(figure),
            "parts": _parts(region, figure),
            "survey": _survey(region, figure),
            "may_see_records": may_see,
            "exact": exact_count(reader, figure, today()) if may_see else None,
            "crumbs": [(reverse("promises:list"), _("Our promise")), *_told(region, year), ("", figure.version.name)],
            "has_example_data": figure.is_example,
        }
        return render(request, "public/promises/figure.html", context)

    return kept(request, repr(stamps), made)


def _told(region: "Region", year: int) -> list[tuple[str, str]]:
    """The way to the report of that year, where one is published."""
    reports = [edition.report for edition in published_reports(region) if edition.report.year == year]
    return [
        (reverse("promises:report", args=[report.promise.code, year]), _("Report on %(year)s") % {"year": year})
        for report in reports[:1]
    ]


def _unit(figure: Counted) -> str:
    value = figure.public.get("value") if figure.is_shown else None
    return unit_words(figure.indicator.unit, value) if value is not None else ""


def _people(figure: Counted) -> str:
    """How many people it is about, where that is another number than the value itself."""
    public = figure.public
    if not figure.is_shown or not figure.is_about_people or figure.indicator.unit == "people":
        return ""
    return people_words(public["people"])


def _survey(region: "Region", figure: Counted) -> dict[str, Any] | None:
    measured = measured_alone(region, figure)
    if measured is None:
        return None
    return {"chart": survey_chart(measured), "said": own_said(measured), "series": measured.series}


def _parts(region: "Region", figure: Counted) -> list[dict[str, Any]]:
    """By row of programmes: a drawing, with a table of all parts."""
    labels = {label: _named(names) for label, names in line_names(region).items()}
    parts, name = figure.public.get("lines") or [], figure.version.name
    if len(parts) <= 1:
        return []
    columns = [Column(label=_("Programme")), Column(label=name, is_number=True)]
    rows = parts_rows(figure, parts, labels)
    chart = parts_chart(figure, parts, labels, _("Programme"), name)
    is_whole = chart is not None and len(chart.bars) == len(rows)
    title = _("By programme")
    return [{"title": title, "chart": chart, "columns": columns, "rows": rows, "chart_is_whole": is_whole}]


def _named(names: tuple[str, ...]) -> str:
    if len(names) <= 2:
        return " · ".join(names)
    return _("%(name)s and %(more)s more") % {"name": names[0], "more": len(names) - 1}


@never_cache
@require_safe
def records(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Who may not see them gets a kind page, whether the figure exists or not."""
    reader = getattr(request, "person", None)
    if not may_see_records(reader, today()):
        raise PermissionDenied(MayNotSeeRecords.sentence)
    figure = found(here(), code, year)
    after = request.GET.get("after", "")
    page, rest = records_behind(reader, figure, today(), after=int(after) if after.isdecimal() else 0)
    difference = what_changed(reader, figure, today())
    address = reverse("promises:figure", args=[year, code])
    context = {
        "figure": figure,
        "records": page,
        "next": f"?{urlencode({'after': rest})}" if rest else "",
        "first": reverse("promises:records", args=[year, code]) if after else "",
        "exact": exact_count(reader, figure, today()),
        "exact_value": _exact(reader, figure),
        "changes": [
            (_("Added after the count date"), sorted(difference.added)[:MOST_ADDRESSES], len(difference.added)),
            (_("Removed since the freezing"), sorted(difference.removed)[:MOST_ADDRESSES], len(difference.removed)),
            (_("Changed since the freezing"), sorted(difference.changed)[:MOST_ADDRESSES], len(difference.changed)),
        ],
        "touched": difference.touched,
        "crumbs": [
            (reverse("promises:list"), _("Our promise")),
            (address, figure.version.name),
            ("", _("Records")),
        ],
        "has_example_data": figure.is_example,
    }
    return render(request, "public/promises/records.html", context)


def _exact(reader: Any, figure: Counted) -> str:
    value = exact_count(reader, figure, today()).value
    return _("no answers") if value is None else with_unit(value, figure.indicator.unit)


@require_safe
def claimed(request: HttpRequest, code: str) -> HttpResponse:
    found = claimed_figure(here(), code, today())
    if found is None:
        raise Http404(_("There is no such figure."))
    context = {
        "claimed": found,
        "tile": claimed_tile(found),
        "said": claimed_said(found),
        "crumbs": [(reverse("promises:list"), _("Our promise")), ("", found.figure.name)],
    }
    return kept(request, "", lambda: render(request, "public/promises/claimed.html", context))
