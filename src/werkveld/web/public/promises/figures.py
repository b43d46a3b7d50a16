"""A figure opened: value, definition, parts and history for all; the exact numbers for who guards them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkveld.steps.promises.queries import (
    Counted,
    claimed_figure,
    counted_figure,
    exact_count,
    line_names,
    measured_alone,
    partnerships_behind,
    published_reports,
)
from werkveld.steps.promises.rules import may_see_records
from werkveld.web.doors import today
from werkveld.web.examples import example_mark
from werkveld.web.parts.report.charts import parts_chart, parts_rows, survey_chart
from werkveld.web.parts.report.page import claimed_said, claimed_tile, counted_tile, own_said
from werkveld.web.parts.report.values import number, people_words, unit_words, with_unit
from werkveld.web.parts.tables import Column
from werkveld.web.public.promises.keeping import kept
from werkveld.web.public.promises.reports import here

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region


def found(request: HttpRequest, region: "Region", code: str, year: int) -> Counted:
    """Where two promises froze the same year, the address says for which one it is read."""
    figure = counted_figure(region, code, year, promise=request.GET.get("promise", ""))
    if figure is None:
        raise Http404(_("There is no such figure."))
    return figure


@require_safe
def counted(request: HttpRequest, year: int, code: str) -> HttpResponse:
    region = here()
    figure = found(request, region, code, year)
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
            "partnerships": _partnerships(figure),
            "survey": _survey(region, figure),
            "may_see_records": may_see,
            "exact": _exact(reader, figure) if may_see else None,
            "crumbs": [(reverse("promises:list"), _("Our promise")), *_told(region, figure), ("", figure.version.name)],
            **example_mark(figure),
        }
        return render(request, "public/promises/figure.html", context)

    return kept(request, repr(stamps), made)


def _exact(reader: Any, figure: Counted) -> list[tuple[str, str]]:
    """Counted now, for who guards it."""
    count, unit = exact_count(reader, figure, today()), figure.indicator.unit
    value = _("no answers") if count.value is None else with_unit(count.value, unit)
    facts = [(_("Exact value now"), value), (_("Records"), number(count.n, "records"))]
    who = _("Different people") if figure.is_about_people else _("Different organisations or partnerships")
    return [*facts, (who, number(count.people, "people"))]


def _told(region: "Region", figure: Counted) -> list[tuple[str, str]]:
    """The way to the report of that year, where one is published; of the promise that the figure is read for."""
    reports = [edition.report for edition in published_reports(region) if edition.report.year == figure.year]
    wanted = figure.promise or (figure.frozen.report.promise.code if figure.frozen else "")
    return [
        (reverse("promises:report", args=[one.promise.code, one.year]), _("Report on %(year)s") % {"year": one.year})
        for one in [one for one in reports if not wanted or one.promise.code == wanted][:1]
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


def _partnerships(figure: Counted) -> list[tuple[Any, list[Any]]]:
    """Which ones are counted, each with who takes part; who leads comes first."""
    return [
        (one, sorted(one.partners.all(), key=lambda partner: (not partner.is_lead, partner.organization.name)))
        for one in partnerships_behind(figure)
    ]


def _parts(region: "Region", figure: Counted) -> list[dict[str, Any]]:
    """By row of programmes: a drawing, with a table of all parts."""
    names = line_names(region)
    short = {label: _named(every) for label, every in names.items()}
    labels = {label: " · ".join(every) for label, every in names.items()}
    parts, name = figure.public.get("lines") or [], figure.version.name
    if len(parts) <= 1:
        return []
    columns = [Column(label=_("Programme")), Column(label=_("Value"), is_number=True)]
    rows = parts_rows(figure, parts, labels)
    chart = parts_chart(figure, parts, short, _("Programme"), name)
    is_whole = chart is not None and len(chart.bars) == len(rows) and short == labels
    part = {"title": _("By programme"), "chart": chart, "columns": columns, "rows": rows, "chart_is_whole": is_whole}
    return [part | {"stand": _stand(figure), "may_overlap": figure.may_overlap}]


def _stand(figure: Counted) -> list[str]:
    """Day and total of the parts, where they are not those of the whole."""
    public, unit = figure.public, figure.indicator.unit
    day, total = public.get("lines_on"), public.get("lines_total")
    if day is None or (day == public.get("on") and total in (None, public.get("value"))):
        return []
    words = {"day": _day(day), "total": "" if total is None else with_unit(total, unit)}
    said = _("As it stood on %(day)s, together %(total)s.") if total is not None else _("As it stood on %(day)s.")
    whole = public.get("on")
    more = [_("The whole figure above stands at %(day)s.") % {"day": _day(whole)}] if whole not in (None, day) else []
    return [said % words, *more]


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")


def _named(names: tuple[str, ...]) -> str:
    if len(names) <= 2:
        return " · ".join(names)
    return _("%(name)s and %(more)s more") % {"name": names[0], "more": len(names) - 1}


@require_safe
def claimed(request: HttpRequest, code: str) -> HttpResponse:
    found = claimed_figure(here(), code, today())
    if found is None:
        raise Http404(_("There is no such figure."))
    context = {
        "claimed": found,
        "tile": claimed_tile(found, here().sources),
        "said": claimed_said(found),
        "crumbs": [(reverse("promises:list"), _("Our promise")), ("", found.figure.name)],
    }
    return kept(request, "", lambda: render(request, "public/promises/claimed.html", context))
