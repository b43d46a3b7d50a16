"""A student who takes part says on which dates to come."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import enrolment_in
from werkveld.steps.offerings.queries import offering_page
from werkveld.steps.practice.actions import come_on_dates
from werkveld.steps.practice.queries import dates_to_choose
from werkveld.web.doors import for_people, now, tried

if TYPE_CHECKING:
    from werkveld.steps.practice.queries.series import DateToChoose
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: "PersonRequest", key: UUID) -> HttpResponse:
    me, offering = request.person, offering_page(key)
    mine = enrolment_in(me, offering) if offering else None
    if offering is None or mine is None or mine.state != EnrolmentState.PLACED:
        raise Http404
    dates = dates_to_choose(me, offering, now())
    if request.method == "POST":
        shifts = [one.shift for one in ticked(request, dates)]
        if not shifts:
            messages.info(request, _("You ticked no date, so nothing changed."))
        else:
            comes = partial(come_on_dates, shifts, person=me, offering=offering, by=me, at=now())
            tried(request, comes, _("We count on you."))
        return HttpResponseRedirect(reverse("series:choose", args=[key]))
    context = {"offering": offering, "dates": dates, "mine": [one for one in dates if one.is_mine]}
    return render(request, "series/choose.html", context)


def ticked(request: "PersonRequest", dates: "list[DateToChoose]") -> "list[DateToChoose]":
    given = set(request.POST.getlist("date"))
    return [one for one in dates if str(one.shift.key) in given]
