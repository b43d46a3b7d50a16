"""The promise for everybody: the list, the report of a year, and its summary on paper."""

from typing import TYPE_CHECKING

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from werkveld.journeys.write_report import open_summary
from werkveld.steps.promises.queries import published_reports, read_report, standing_editions, state_now, state_of
from werkveld.web.context import served_region
from werkveld.web.examples import example_mark
from werkveld.web.parts.report.page import page
from werkveld.web.public.promises.keeping import kept, remembered

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region
    from werkveld.steps.promises.models import Edition


def here() -> "Region":
    region = served_region()
    if region is None:
        raise Http404
    return region


def standing(region: "Region", promise: str, year: int) -> "list[Edition]":
    editions = standing_editions(region, promise, year)
    if not editions:
        raise Http404(_("This report is not published."))
    return editions


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    editions = published_reports(here())
    state = "-".join(str(edition.pk) for edition in editions)
    crumbs = [("", _("Our promise"))]
    context = {"editions": editions, "crumbs": crumbs}
    return kept(request, state, lambda: render(request, "public/promises/list.html", context))


@require_safe
def report(request: HttpRequest, promise: str, year: int) -> HttpResponse:
    """A page that this process made before costs one short question; any other one eight, with the region."""
    region, cards, known = here(), caches["cards"], f"report-{promise}-{year}"
    if cards.get(known) and (answer := remembered(request, state_now(region, promise, year))):
        return answer
    editions = standing(region, promise, year)
    cards.set(known, value=True)

    def made() -> HttpResponse:
        reading = read_report(region, editions)
        crumbs = [(reverse("promises:list"), _("Our promise")), ("", str(year))]
        context = {"page": page(reading), "crumbs": crumbs, **example_mark(reading.has_examples)}
        return render(request, "public/promises/report.html", context)

    return kept(request, state_of(editions), made)


@require_safe
@conditional_page
def summary(request: HttpRequest, promise: str, year: int) -> HttpResponse:
    """Made by the clock beforehand, or now when the clock did not come to it yet."""
    editions = standing(here(), promise, year)
    language = get_language() or "nl"
    written = open_summary(here(), editions, language)
    with written.file as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{promise}-{year}-{language}.pdf"'
    response.headers["ETag"] = f'"{written.name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": [(reverse("promises:list"), _("Our promise")), ("", _("Open data"))]}
    return kept(request, "", lambda: render(request, "public/promises/open_data.html", context))
