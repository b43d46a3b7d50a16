"""Nothing is free, or nothing suits: stand in line, and hear it when a time comes free."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkveld.journeys.book_visit import wait_for_time
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.context import with_phone
from werkveld.web.doors import carried_out, now, today
from werkveld.web.helping.forms import WaitForm, WhereForm
from werkveld.web.helping.limits import booked_too_often
from werkveld.web.helping.times import kind_or_404, with_query
from werkveld.web.helping.who import for_other_url, is_for_other, is_known, neighbour, reader_of

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.practice.models import Wait

TYPED_BEFORE = {"given_name": "name", "phone": "phone", "step_free": "step_free", "place": "place"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in_line(request: HttpRequest, key: UUID) -> HttpResponse:
    kind, said = kind_or_404(key), WhereForm(request.GET or None).said()
    start = {"step_free": said["step_free"]}
    if "before" in request.POST:  # staff comes from another page, where some of it was typed
        start = {name: request.POST.get(typed, "") for name, typed in TYPED_BEFORE.items()}
        start["step_free"] = start["step_free"] in {"on", "True"}  # a hidden field says False in words
    sent = None if "before" in request.POST else request.POST or None
    form = WaitForm(sent, kind=kind, is_known=is_known(request), initial=start)
    if form.is_valid() and (line := stood(request, kind, form)):
        messages.success(request, _("You are in line. Write down your code, or print this page."))
        return HttpResponseRedirect(reverse("coded:show", args=[line.code]))
    times_url = with_query(reverse("helping:times", args=[key]), said)
    context = {
        "kind": kind,
        "form": form,
        "times_url": times_url,
        "is_for_other": is_for_other(request),
        "other_url": for_other_url(request),
    }
    return render(request, "helping/wait.html", context)


def stood(request: HttpRequest, kind: "Help", form: WaitForm) -> "Wait | None":
    if booked_too_often(request):
        form.add_error(None, with_phone(_("From this connection many appointments were made. Wait an hour.")))
        return None
    given, sites = form.cleaned_data, list(kind.sites.all())
    wanted = next((one for one in sites if str(one.key) == given.get("site")), None)
    return carried_out(
        form,
        lambda: wait_for_time(
            kind,
            who=neighbour(request, form),
            site=wanted,
            until_on=today() + timedelta(weeks=given["weeks"]),
            place=given.get("place", ""),
            needs_step_free=given.get("step_free", False),
            channel=AskedBy.PHONE if is_for_other(request) else AskedBy.WEB,
            by=reader_of(request),
            at=now(),
        ),
    )
