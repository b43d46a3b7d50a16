"""Joining an offering: one page that says what it means, asks for a yes, and afterwards says how it stands."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.steps.enrolments.actions import book_group, place, wait
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import (
    enrolment_in,
    groups_booked,
    organizations_to_book_for,
    people_in_line,
    round_with,
    turn_in_line,
)
from werkveld.steps.enrolments.rules import (
    fits_level,
    goes_by_round,
    goes_by_selection,
    is_live,
    is_welcome,
    may_sign_up_others,
    takes_guests,
)
from werkveld.steps.offerings.queries import offering_page
from werkveld.steps.offerings.rules import is_open
from werkveld.steps.practice.rules import will_count
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.joining.forms import GroupForm, JoinForm
from werkveld.web.joining.guests import come

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Where people are selected everybody reads by which criteria, before signing in."""
    offering = offering_page(key)
    if offering is None:
        raise Http404
    if goes_by_selection(offering) and not _has_place(request, offering):
        return HttpResponseRedirect(reverse("selecting:page", args=[key]))
    if takes_guests(offering) and not request.user.is_authenticated:
        return come(request, offering)
    return _join(request, offering)


def _has_place(request: HttpRequest, offering: "Offering") -> bool:
    person = getattr(request, "person", None)
    return person is not None and enrolment_in(person, offering) is not None


@for_people
def _join(request: "PersonRequest", offering: "Offering") -> HttpResponse:
    """What was chosen on the page of the offering comes along in the address, also through signing in."""
    if offering.programme.kind.is_counted_by_head:
        return join_as_group(request, offering)
    mine = enrolment_in(request.person, offering)
    form = JoinForm(request.POST or None, offering=offering, initial=request.GET.dict())
    if mine is None and form.is_valid() and joined(request, offering, form):
        return HttpResponseRedirect(reverse("joining:join", args=[offering.key]))
    return render(request, "joining/join.html", standing(request.person, offering, mine) | {"form": form})


def standing(me: "Person", offering: "Offering", mine: "Enrolment | None") -> dict[str, Any]:
    is_full = offering.capacity is not None and offering.seats_taken >= offering.capacity
    kind = offering.programme.kind
    waits = mine is not None and mine.state == EnrolmentState.WAITING
    return {
        "offering": offering,
        "kind": kind,
        "mine": mine,
        "is_live": mine is not None and is_live(mine),
        "turn": turn_in_line(mine) if mine and waits else 0,
        "obstacle": "" if mine else obstacle(me, offering),
        "choice_round": round_with(me, offering, now()) if mine is None and goes_by_round(offering) else None,
        "will_count": will_count(me, offering),
        "may_host": not (kind.has_hours or kind.is_ranked) and may_sign_up_others(me, offering, today()),
        "takes_guests": takes_guests(offering),
        "is_full": is_full,
        "line": people_in_line(offering) if is_full else 0,
    }


def obstacle(me: "Person", offering: "Offering") -> str:
    """Why somebody cannot join, before they press; the deed asks the same rules again."""
    if not is_open(offering):
        return _("You cannot sign up for this any more.")
    if not is_welcome(me, offering, today()):
        return _("This is for %(audience)s. Ask your school whether you can come too.") % {
            "audience": offering.get_audience_display()
        }
    if not fits_level(me, offering):
        return _("This is for another level than yours. Ask your school what fits.")
    if goes_by_round(offering):
        return _("Places here are given to everybody at once, in a round of wishes.")
    return ""


def joined(request: "PersonRequest", offering: "Offering", form: JoinForm) -> bool:
    """A place, or a turn in the line for who asks for that; the last place may go while somebody reads."""
    me, at = request.person, now()
    facts: dict[str, date] = {name: day for name, day in form.cleaned_data.items() if day}
    if "wait" in request.POST:
        done = carried_out(form, lambda: wait(person=me, offering=offering, by=me, at=at))
        words = _("You are in line. When a place comes free and it is your turn, you hear it.")
    else:
        done = carried_out(form, lambda: place(person=me, offering=offering, by=me, at=at, **facts))
        words = _("You take part. Welcome!")
    if done is None:
        offering.refresh_from_db(fields=["seats_taken", "state"])
        return False
    messages.success(request, words)
    return True


def join_as_group(request: "PersonRequest", offering: "Offering") -> HttpResponse:
    me, day = request.person, today()
    books = organizations_to_book_for(me, day).exists()
    form = GroupForm(request.POST or None, reader=me, offering=offering) if books and is_open(offering) else None
    if form is not None and form.is_valid() and booked(request, offering, form):
        messages.success(request, _("Your group is booked."))
        return HttpResponseRedirect(reverse("joining:join", args=[offering.key]))
    context = {
        "offering": offering,
        "kind": offering.programme.kind,
        "form": form,
        "is_open": is_open(offering),
        "bookings": groups_booked(me, day).filter(offering=offering),
    }
    return render(request, "joining/group.html", context)


def booked(request: "PersonRequest", offering: "Offering", form: GroupForm) -> object:
    return carried_out(form, lambda: book_group(offering=offering, by=request.person, at=now(), **form.cleaned_data))
