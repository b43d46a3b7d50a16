"""With the code of an appointment: see it, move it, cancel it, ask again. Who holds the code acts as the resident."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.journeys.cancel_visits import cancel_visits, move_visit
from werkveld.journeys.write_calendar import invitation
from werkveld.steps.offerings.queries.near import Nearness
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.queries.visits import place_in_line, visit_by_code, visits_in_series, wait_by_code
from werkveld.steps.practice.rules import may_book, may_move
from werkveld.web.doors import now, today, tried
from werkveld.web.examples import example_mark
from werkveld.web.helping.codes import too_often, with_code
from werkveld.web.helping.forms import CodeForm
from werkveld.web.helping.limits import CODE
from werkveld.web.helping.times import by_site, day_from, free_at
from werkveld.web.helping.who import reader_of
from werkveld.web.helping.words import how_long, price
from werkveld.web.limits import count_wrong_code, guessed_too_often

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Appointment, Wait


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if guessed_too_often(request, CODE):
        return too_often(request)
    if form.is_valid():
        code = form.cleaned_data["code"]
        found = visit_by_code(code) or wait_by_code(code)
        if found is not None:
            return HttpResponseRedirect(reverse("coded:show", args=[found.code]))
        count_wrong_code(request, CODE)
        form.add_error("code", _("We do not know this code. Look at your paper and type it again."))
    return render(request, "helping/code.html", {"form": form})


def doer(request: HttpRequest, resident: "Person") -> "Person":
    """Staff acts in the own name; who holds the code is taken for the resident."""
    me = reader_of(request)
    return me if me is not None and may_book(me, resident, today()) else resident


@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """An appointment, or a turn in line."""
    page = show_visit if visit_by_code(code) is not None else show_line
    return page(request, code)


@with_code(visit_by_code)
def show_visit(request: HttpRequest, visit: "Appointment") -> HttpResponse:
    return render(request, "helping/visit.html", of_visit(request, visit))


@with_code(wait_by_code)
def show_line(request: HttpRequest, line: "Wait") -> HttpResponse:
    return render(request, "helping/line.html", of_line(line))


@never_cache
@require_safe
@with_code(visit_by_code)
def calendar(request: HttpRequest, visit: "Appointment") -> HttpResponse:
    """The appointment for the calendar of a telephone."""
    answer = HttpResponse(invitation(visit), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return answer


def of_visit(request: HttpRequest, visit: "Appointment") -> dict[str, Any]:
    me, at = reader_of(request), now()
    return {
        "visit": visit,
        "kind": visit.help,
        "code": spaced(visit.code),
        "how_long": how_long(visit.minutes),
        "price": price(visit.help.price) if visit.help else "",
        "is_coming": may_move(visit.resident, visit, at),
        "is_cancelled": visit.state == AppointmentState.CANCELLED,
        "others": [(one, spaced(one.code)) for one in visits_in_series(visit, after=at) if one.pk != visit.pk],
        "may_book_for": me is not None and may_anywhere(me, Can.HELP_RESIDENTS, today()),
        "is_own": me is not None and me.pk == visit.resident_id,
        **example_mark(visit.help, visit.shift.offering, visit.learner),
    }


def of_line(line: "Wait") -> dict[str, Any]:
    return {
        "line": line,
        "kind": line.help,
        "code": spaced(line.code),
        "is_open": line.state in ("waiting", "offered"),
        "is_waiting": line.state == "waiting",
        "is_offered": line.state == "offered",
        "turn": place_in_line(line),
        **example_mark(line.help, line.resident),
    }


def spaced(code: str) -> str:
    """In two halves, as people read it aloud."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}".strip()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_code(visit_by_code)
def move_page(request: HttpRequest, visit: "Appointment") -> HttpResponse:
    """Free times as one list of choices; the old time stays until the new one is held."""
    if visit.help is None or not may_move(doer(request, visit.resident), visit, now()):
        return HttpResponseRedirect(reverse("coded:show", args=[visit.code]))
    if request.method == "POST" and moved(request, visit, request.POST.get("time", "")):
        return HttpResponseRedirect(reverse("coded:show", args=[visit.code]))
    return render(request, "helping/move.html", to_move(request, visit, visit.help))


def to_move(request: HttpRequest, visit: "Appointment", kind: "Help") -> dict[str, Any]:
    """Its own site comes first."""
    said = {"place": "", "step_free": visit.needs_step_free}
    found = by_site(kind, Nearness(), said, first=day_from(request.GET.get("from", "")))
    sites = sorted((one for one in found if one.days), key=lambda one: one.site.pk != visit.shift.site_id)
    mark = example_mark(kind, visit.shift.offering, *sites)
    return {"visit": visit, "kind": kind, "sites": sites, "code": visit.code, **mark}


def moved(request: HttpRequest, visit: "Appointment", chosen: str) -> bool:
    free = chosen_time(visit, chosen)
    if free is None:
        messages.error(request, _("Choose a time that is still free."))
        return False
    by = doer(request, visit.resident)
    done = _("Your appointment was moved. Your code is still the same.")
    return tried(request, lambda: move_visit(visit, free, by=by, at=now()), done)


def chosen_time(visit: "Appointment", chosen: str) -> Any:
    """A shift and a minute, as the page wrote them."""
    key, _space, minute = chosen.partition(" ")
    try:
        return free_at(visit.help, UUID(key), int(minute)) if visit.help else None
    except ValueError:
        return None


@never_cache
@require_POST
@with_code(visit_by_code)
def cancel(request: HttpRequest, visit: "Appointment") -> HttpResponse:
    """This one, or also what comes after it in the same series."""
    visits, by = [visit], doer(request, visit.resident)
    if request.POST.get("all"):
        visits += [one for one in visits_in_series(visit, after=now()) if one.pk != visit.pk]
    done = _("Your appointment was cancelled. Somebody else can now come.")
    tried(request, lambda: cancel_visits(visits, by=by, at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[visit.code]))
