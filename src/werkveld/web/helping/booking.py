"""A time was chosen: who comes and what the visit needs, and then it is booked."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkveld.journeys.book_visit import book_visit, book_visits
from werkveld.steps.practice.queries.recurring import Again, times_again
from werkveld.steps.practice.queries.slots import FreeTime
from werkveld.steps.practice.queries.visits import visit_of_request
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.context import with_phone
from werkveld.web.doors import carried_out, now
from werkveld.web.examples import example_mark
from werkveld.web.helping.forms import VisitForm, WhereForm
from werkveld.web.helping.limits import booked_too_often
from werkveld.web.helping.times import free_at, kind_or_404, no_way_in, with_query
from werkveld.web.helping.who import for_other_url, is_for_other, is_known, neighbour, reader_of

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.practice.models import Appointment
    from werkveld.web.helping.desk_forms import BookForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, key: UUID, shift: UUID, minute: int) -> HttpResponse:
    """The same form sent twice shows the same appointment."""
    kind, said = kind_or_404(key), WhereForm(request.GET or None).said()
    form = VisitForm(
        request.POST or None, kind=kind, is_known=is_known(request), initial={"step_free": said["step_free"]}
    )
    is_sent = form.is_valid()
    if is_sent and (before := visit_of_request(form.cleaned_data["once"])) is not None:
        return HttpResponseRedirect(reverse("coded:show", args=[before.code]))
    free = free_at(kind, shift, minute)
    if free is None:
        messages.error(request, _("This time was just taken. Choose another one."))
        return HttpResponseRedirect(with_query(reverse("helping:times", args=[key]), said))
    if is_sent and form.cleaned_data["step_free"] and (why := no_way_in(kind, free.site)):
        form.add_error("step_free", why)
        said, is_sent = {**said, "step_free": True}, False
    days = days_asked(kind, free, form) if is_sent else []
    if is_sent and (not days or "sure" in request.POST) and (made := booked(request, kind, free, form, days)):
        return HttpResponseRedirect(reverse("coded:show", args=[made.code]))
    context = {
        "kind": kind,
        "free": free,
        "form": form,
        "days": days,
        "possible": sum(day.free is not None for day in days),
        "times_url": with_query(reverse("helping:times", args=[key]), said),
        "is_for_other": is_for_other(request),
        "other_url": for_other_url(request),
        **example_mark(kind, free.shift.offering, reader_of(request)),
    }
    return render(request, "helping/details.html", context)


def days_asked(kind: "Help", free: FreeTime, form: "VisitForm | BookForm") -> list[Again]:
    """Which days are possible is said before anything is booked; empty for once."""
    given = form.cleaned_data
    if not given["every"]:
        return []
    step_free = form.details().needs_step_free
    return times_again(kind, free, every=int(given["every"]), times=given["count"], at=now(), step_free=step_free)


def booked(
    request: HttpRequest, kind: "Help", free: FreeTime, form: VisitForm, days: list[Again]
) -> "Appointment | None":
    if booked_too_often(request):
        form.add_error(None, with_phone(_("From this connection many appointments were made. Wait an hour.")))
        return None
    who, me, once = neighbour(request, form), reader_of(request), form.cleaned_data["once"]
    needed = form.details(AskedBy.PHONE if is_for_other(request) else AskedBy.WEB)
    if days:
        deed = lambda: book_visits(kind, days, who=who, by=me, at=now(), details=needed, once=once)  # noqa: E731
    else:
        deed = lambda: book_visit(kind, free, who=who, by=me, at=now(), details=needed, once=once)  # noqa: E731
    made = carried_out(form, deed)
    if made is not None:
        many = sum(day.free is not None for day in days) > 1
        one = _("Your appointment is made. Write down your code, or print this page.")
        messages.success(
            request, _("Your appointments are made. Each has its own code. Print this page.") if many else one
        )
    return made
