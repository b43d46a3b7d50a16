"""Booking for who calls or stands at the desk: one page by keyboard alone, from a name to a code to read aloud."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from werkveld.journeys.book_visit import Neighbour, book_visit, book_visits
from werkveld.steps.deeds.actions import look
from werkveld.steps.people.enums import Can
from werkveld.steps.people.queries import neighbours_like
from werkveld.steps.people.rules import may_anywhere, may_take_in
from werkveld.steps.practice.queries.visits import coming_of, own_visits_like, visit_of_request
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.helping.booking import days_asked
from werkveld.web.helping.desk_forms import BookForm, FindForm, LookForm

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Appointment
    from werkveld.steps.practice.queries.recurring import Again
    from werkveld.web.doors import PersonRequest

# Kept as they are; who reads them sees the own language.
SAW_WHO, SAW_VISITS = gettext_noop("Whether you are known here"), gettext_noop("Your appointments")


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def book_for(request: "PersonRequest") -> HttpResponse:
    """Sent once it shows the first free times, sent with one of them it books."""
    me = request.person
    if not may_anywhere(me, Can.HELP_RESIDENTS, today()):
        raise PermissionDenied
    if (before := made_before(request)) is not None:
        return HttpResponseRedirect(reverse("coded:show", args=[before.code]))
    looked = LookForm(request.POST or None, reader=me)
    if "change" in request.POST or not looked.is_valid():
        context: dict[str, Any] = {"form": looked, "looked": None, "may_take_in": may_take_in(me, today())}
        return render(request, "helping/book_for.html", context)
    is_sent = "book" in request.POST or "sure" in request.POST
    form = BookForm(request.POST, is_sent=is_sent, looked=looked, reader=me)
    days = days_asked(form.kind, form.free, form) if form.is_valid() else []
    if form.is_valid() and (not days or "sure" in request.POST) and (made := booked(request, form, days)):
        return HttpResponseRedirect(reverse("coded:show", args=[made.code]))
    for person in form.known if "who" in form.fields else ():
        look(person, by=me, at=now(), what=SAW_WHO)
    context = {
        "form": form,
        "looked": looked,
        "may_take_in": may_take_in(me, today()),
        "days": days,
        "possible": sum(day.free is not None for day in days),
    }
    return render(request, "helping/book_for.html", context)


def made_before(request: "PersonRequest") -> "Appointment | None":
    """The same form sent twice."""
    try:
        return visit_of_request(UUID(request.POST.get("once", "")))
    except ValueError:
        return None


def booked(request: "PersonRequest", form: BookForm, days: "list[Again]") -> "Appointment | None":
    before = form.looked.cleaned_data
    who = Neighbour(
        given_name=before["name"], phone=before["phone"], wants_texts=before["wants_text"], known=form.resident
    )
    once, me, needed = form.cleaned_data["once"], request.person, form.details()
    if days:
        deed = lambda: book_visits(form.kind, days, who=who, by=me, at=now(), details=needed, once=once)  # noqa: E731
    else:
        deed = lambda: book_visit(form.kind, form.free, who=who, by=me, at=now(), details=needed, once=once)  # noqa: E731
    made = carried_out(form, deed)
    if made is not None:
        messages.success(request, _("Booked for %(name)s. Read the code aloud.") % {"name": made.resident.given_name})
    return made


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: "PersonRequest") -> HttpResponse:
    """Who lost the code is found by name or number, by a coach on the own shifts alone; each of them is looked at."""
    me = request.person
    if not may_anywhere(me, Can.HELP_RESIDENTS, today()):
        raise PermissionDenied
    form = FindForm(request.POST if request.method == "POST" else None)
    takes_in = may_take_in(me, today())
    people, visits = found(me, form.cleaned_data, takes_in=takes_in) if form.is_valid() else ([], [])
    for person in people:
        look(person, by=me, at=now(), what=SAW_VISITS)
    context = {"form": form, "visits": visits, "is_asked": form.is_valid(), "takes_in": takes_in}
    return render(request, "helping/find.html", context)


def found(me: "Person", said: dict[str, str], *, takes_in: bool) -> "tuple[list[Person], list[Appointment]]":
    if takes_in:
        people = neighbours_like(me, today(), **said)
        return people, list(coming_of(people, after=now()))
    visits = own_visits_like(me, after=now(), **said)
    return list({visit.resident for visit in visits}), visits
