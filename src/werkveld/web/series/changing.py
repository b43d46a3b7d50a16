"""Changing dates: one, or all that are left. Before the press it stands who is told."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkveld.steps.enrolments.queries import people_placed
from werkveld.steps.practice.actions import call_off, come_on_dates, lead_dates, move_dates
from werkveld.steps.practice.queries import dates_of, one_series, people_to_receive
from werkveld.steps.practice.rules import is_to_come, may_plan
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.series.forms import CallOffForm, LeadForm, MoveForm, PutOnForm

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.practice.models import Shift
    from werkveld.steps.practice.queries.series import SeriesDate
    from werkveld.web.doors import PersonRequest


def found(request: "PersonRequest", key: UUID) -> "tuple[Offering, list[SeriesDate]]":
    """The series, and its dates that are still to come: all, or the one that the address names."""
    offering = one_series(request.person, key, today())
    if offering is None:
        raise Http404
    at = now()
    dates = [one for one in dates_of(offering, at) if is_to_come(one.shift, at)]
    if wanted := request.GET.get("date", ""):
        dates = [one for one in dates if str(one.shift.key) == wanted]
    if not dates:
        raise Http404
    return offering, dates


def shifts_of(dates: "list[SeriesDate]") -> "list[Shift]":
    return [one.shift for one in dates]


def context_of(offering: "Offering", dates: "list[SeriesDate]", **more: Any) -> dict[str, Any]:
    """`told`: by first name, who hears of it."""
    told = dict.fromkeys(name for one in dates for name in one.coming)
    return {"offering": offering, "dates": dates, "one": dates[0] if len(dates) == 1 else None, "told": [*told], **more}


def back(offering: "Offering") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("series:series", args=[offering.key]))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: "PersonRequest", key: UUID) -> HttpResponse:
    offering, dates = found(request, key)
    shift, is_one = dates[0].shift, "date" in request.GET
    rooms = {str(room.pk): room for room in shift.site.rooms.order_by("code")}
    people = people_to_receive([offering.organization_id], today())
    form = MoveForm(request.POST or None, rooms=rooms, people=people, is_one=is_one, initial=as_it_stands(shift))
    if form.is_valid() and moved(request, offering, dates, form):
        messages.success(request, _("It is moved. Who counted on it hears it."))
        return back(offering)
    return render(request, "series/move.html", context_of(offering, dates, form=form))


def as_it_stands(shift: "Shift") -> dict[str, Any]:
    begins, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    return {
        "day": timezone.localdate(begins),
        "begins": begins.time(),
        "ends": ends.time(),
        "room": str(shift.room_id or ""),
        "seats": shift.seats,
        "host": shift.host_id,
    }


def moved(request: "PersonRequest", offering: "Offering", dates: "list[SeriesDate]", form: MoveForm) -> object:
    facts = {"offering": offering, "by": request.person, "at": now(), **form.facts}
    return carried_out(form, lambda: move_dates(shifts_of(dates), **facts))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def call_off_dates(request: "PersonRequest", key: UUID) -> HttpResponse:
    offering, dates = found(request, key)
    form = CallOffForm(request.POST or None)
    if form.is_valid() and called_off(request, offering, dates, form):
        words = ngettext("%(count)d date does not go on.", "%(count)d dates do not go on.", len(dates))
        messages.success(request, words % {"count": len(dates)})
        return back(offering)
    return render(request, "series/call_off.html", context_of(offering, dates, form=form))


def called_off(request: "PersonRequest", offering: "Offering", dates: "list[SeriesDate]", form: CallOffForm) -> object:
    facts = {"offering": offering, "by": request.person, "at": now(), **form.cleaned_data}
    return carried_out(form, lambda: call_off(shifts_of(dates), **facts))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def coach(request: "PersonRequest", key: UUID) -> HttpResponse:
    """For who plans: who guides on all dates to come, or on one."""
    offering, dates = guided(request, key)
    form = LeadForm(request.POST or None, reader=request.person)
    if form.is_valid() and led(request, offering, dates, form):
        messages.success(request, _("%(name)s guides.") % {"name": form.cleaned_data["coach"].name})
        return back(offering)
    return render(request, "series/coach.html", context_of(offering, dates, form=form))


def guided(request: "PersonRequest", key: UUID) -> "tuple[Offering, list[SeriesDate]]":
    if not may_plan(request.person, today()):
        raise PermissionDenied
    return found(request, key)


def led(request: "PersonRequest", offering: "Offering", dates: "list[SeriesDate]", form: LeadForm) -> object:
    facts = {"offering": offering, "by": request.person, "at": now(), **form.cleaned_data}
    return carried_out(form, lambda: [*lead_dates(shifts_of(dates), **facts), True])


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def put_on(request: "PersonRequest", key: UUID) -> HttpResponse:
    """For who plans: a student who takes part comes on these dates."""
    offering, dates = guided(request, key)
    free = {str(one.shift.key): one.shift for one in dates if one.missing}
    choices = [(one, date_format(timezone.localtime(shift.starts_at), "l j F, H:i")) for one, shift in free.items()]
    form = PutOnForm(request.POST or None, people=people_placed(offering), dates=choices)
    if form.is_valid() and came(request, offering, free, form):
        messages.success(request, _("%(name)s comes.") % {"name": form.cleaned_data["person"].name})
        return back(offering)
    return render(request, "series/put_on.html", context_of(offering, dates, form=form))


def came(request: "PersonRequest", offering: "Offering", free: "dict[str, Shift]", form: PutOnForm) -> object:
    shifts = [free[one] for one in form.cleaned_data["dates"]]
    facts = {"person": form.cleaned_data["person"], "offering": offering, "by": request.person, "at": now()}
    return carried_out(form, lambda: [*come_on_dates(shifts, **facts), True])
