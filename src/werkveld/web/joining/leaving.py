"""Giving back: a place or a turn after reading what that means, a group with a button that brings it back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.leave_place import leave_place
from werkveld.steps.enrolments.actions import bring_group_back, withdraw_group
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import groups_booked, people_in_line
from werkveld.steps.enrolments.rules import has_started, is_live
from werkveld.steps.practice.queries import place_of
from werkveld.steps.practice.rules import is_agreed
from werkveld.web.doors import for_people, now, today, tried

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, GroupBooking
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Asked first, since the seat goes to another at once; joining again is the way back while there is room."""
    mine = place_of(request.person, key)
    if mine is None:
        raise Http404
    back = reverse("joining:join", args=[mine.offering.key])
    if not is_live(mine):
        return HttpResponseRedirect(back)
    if request.method == "POST":
        tried(request, lambda: leave_place(mine, by=request.person, at=now()), left_words(mine))
        return HttpResponseRedirect(back)
    context = {
        "mine": mine,
        "waits": mine.state == EnrolmentState.WAITING,
        "has_started": has_started(mine, today()),
        "is_agreed": is_agreed(mine),
        "line": people_in_line(mine.offering),
        "back": back,
    }
    return render(request, "joining/leave.html", context)


def left_words(mine: "Enrolment") -> str:
    """Decided before the deed, which changes what it is about."""
    if mine.state == EnrolmentState.WAITING:
        return _("You left the waiting list.")
    if has_started(mine, today()):
        return _("You stopped. What you did until now stays yours.")
    return _("You gave your place back.")


@for_people
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    booking = own_booking(request, key)
    done = _("Your group does not come. Was that a mistake? Then book it again below.")
    tried(request, lambda: withdraw_group(booking, by=request.person, at=now()), done)
    return back_to(request, booking)


@for_people
@require_POST
def bring_back(request: "PersonRequest", key: UUID) -> HttpResponse:
    booking = own_booking(request, key)
    tried(request, lambda: bring_group_back(booking, by=request.person, at=now()), _("Your group comes after all."))
    return back_to(request, booking)


def own_booking(request: "PersonRequest", key: UUID) -> "GroupBooking":
    found = groups_booked(request.person, today()).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def back_to(request: "PersonRequest", booking: "GroupBooking") -> HttpResponse:
    """To the page where the button was pressed: the desk of a partner, or the page of the offering."""
    if request.POST.get("at") == "partner":
        return HttpResponseRedirect(reverse("partner:home") + "#groups")
    return HttpResponseRedirect(reverse("joining:join", args=[booking.offering.key]))
