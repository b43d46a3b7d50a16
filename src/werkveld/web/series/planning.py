"""Planning: fill in once, see every date, leave some out, and it stands. Nothing is kept before the last press."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkveld.journeys.plan_activity import plan_activity, plan_more
from werkveld.steps.practice.queries import (
    days_to_plan,
    hosts_to_plan_for,
    one_series,
    people_to_receive,
    programmes_to_plan_in,
    recognitions_of,
    sites_to_plan_at,
)
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.series.forms import DatesForm, PlanForm, place_words

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering, OfferingKind
    from werkveld.steps.people.models import Organization
    from werkveld.steps.practice.queries.series import DayToPlan
    from werkveld.web.doors import PersonRequest

Form = TypeVar("Form", bound=DatesForm)


@dataclass(frozen=True, slots=True)
class Preview:
    """Every date before anything is kept. `fields`: what was filled in, to send along."""

    days: "list[DayToPlan]"
    chosen: set[date]
    fields: list[tuple[str, str]]
    place: str
    is_recognised: bool


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: "PersonRequest") -> HttpResponse:
    hosts = hosts_to_plan_for(request.person, today())
    host = host_of(request, list(hosts[:2]))
    if host is None:
        if not hosts.exists():
            raise PermissionDenied
        return render(request, "series/host.html", {"hosts": hosts})
    programmes = programmes_to_plan_in([host.pk], host.region)
    sites = list(sites_to_plan_at([host.pk], programmes))
    people = people_to_receive([host.pk], today())
    form = PlanForm(sent(request), programmes=programmes, sites=sites, people=people, initial={"host": request.person})

    def keep(dates: list[date]) -> "Offering | None":
        facts = {name: form.cleaned_data[name] for name in ("programme", "title", "summary", "capacity")}
        deed = {"organization": host, "dates": dates, "by": request.person, "at": now(), **facts, **form.series}
        return carried_out(form, lambda: plan_activity(**deed))

    context = {"host": host, "has_sites": bool(sites), "has_programmes": programmes.exists()}
    return planned(request, form, keep, context, lambda: form.cleaned_data["programme"].kind)


def host_of(request: "PersonRequest", only: "list[Organization]") -> "Organization | None":
    """The one that was chosen, else the only one there is."""
    given = request.GET.get("organization", "")
    if given.isdigit():
        return hosts_to_plan_for(request.person, today()).filter(pk=given).first()
    return only[0] if len(only) == 1 else None


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def plan_more_dates(request: "PersonRequest", key: UUID) -> HttpResponse:
    offering = one_series(request.person, key, today())
    if offering is None:
        raise Http404
    host, programme = offering.organization, offering.programme
    sites = list(sites_to_plan_at([host.pk, programme.organization_id], [programme]))
    form = DatesForm(sent(request), sites=sites, people=people_to_receive([host.pk], today()))

    def keep(dates: list[date]) -> "Offering | None":
        return carried_out(form, lambda: plan_more(offering, dates=dates, by=request.person, at=now(), **form.series))

    context = {"host": host, "offering": offering, "has_sites": bool(sites), "has_programmes": True}
    return planned(request, form, keep, context, lambda: programme.kind)


def sent(request: "PersonRequest") -> Any:
    return request.POST if request.method == "POST" else None


def planned(
    request: "PersonRequest",
    form: Form,
    keep: "Callable[[list[date]], Offering | None]",
    context: dict[str, Any],
    kind: "Callable[[], OfferingKind]",
) -> HttpResponse:
    """The form, then its dates, then the page of what was planned."""
    step = request.POST.get("step", "look")
    if form.is_valid() and step != "change":
        shown = preview(request, form, kind())
        dates = sorted(shown.chosen)
        if step == "keep" and (offering := keep(dates)) is not None:
            words = ngettext("%(count)d date is planned.", "%(count)d dates are planned.", len(dates))
            messages.success(request, words % {"count": len(dates)})
            return HttpResponseRedirect(reverse("series:series", args=[offering.key]))
        return render(request, "series/preview.html", {**context, "form": form, "preview": shown})
    return render(request, "series/plan.html", {**context, "form": form})


def preview(request: "PersonRequest", form: Form, kind: "OfferingKind") -> Preview:
    given, series = form.cleaned_data, form.series
    site = series["site"]
    wanted = {name: given[name] for name in ("weekdays", "first", "last", "begins", "ends")}
    days = days_to_plan(site, room=series["room"], **wanted)
    free = {one.day for one in days if one.is_free}
    ticked = {one.isoformat() for one in free}
    if request.POST.get("step") == "keep":
        ticked &= set(request.POST.getlist("date"))
    fields = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    return Preview(
        days=days,
        chosen={one for one in free if one.isoformat() in ticked},
        fields=fields,
        place=place_words(site, series["room"]),
        is_recognised=not kind.needs_recognition or recognitions_of(site).filter(ends_on__gte=given["first"]).exists(),
    )
