"""One shift of mine: give it back, offer it, or swap it; and what others offer me."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.steps.people.queries import norm
from werkveld.steps.practice.actions import hand_back, keep_turn, offer_turn, refuse_turn, stand_in, take_turn
from werkveld.steps.practice.actions.handovers import TurnIsTaken
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.queries import (
    offered_turn,
    open_handovers_of,
    own_turn,
    shifts_without_coach,
    substitutes_for,
)
from werkveld.steps.practice.queries.swaps import turns_to_swap_for
from werkveld.web.doors import for_people, now, today, tried
from werkveld.web.shifts.views import LED_AHEAD

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Turn
    from werkveld.web.doors import PersonRequest


def back(page: str = "shifts:home", *args: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(page, args=args))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: "PersonRequest", key: UUID) -> HttpResponse:
    me, at = request.person, now()
    mine = own_turn(me, key)
    if mine is None or mine.state not in (TurnState.PLANNED, TurnState.EXCUSED):
        raise Http404
    if request.method == "POST":
        return done(request, mine)
    offered = next((one for one in open_handovers_of(me) if one.turn_id == mine.pk), None)
    days = int(norm(me.region, "hand_back_days", today()))
    context = {
        "turn": mine,
        "offered": offered,
        "is_excused": mine.state == TurnState.EXCUSED,
        "others": [] if offered else substitutes_for(mine.shift, without=me),
        "swaps": [] if offered else turns_to_swap_for(mine, at),
        "days": days,
        "is_in_time": (mine.shift.starts_at - at).days >= days,
    }
    return render(request, "shifts/turn.html", context)


def done(request: "PersonRequest", mine: "Turn") -> HttpResponse:
    me, at, deed = request.person, now(), request.POST.get("deed", "")
    deeds: dict[str, tuple[Callable[[], Any], str]] = {
        "hand_back": (
            lambda: hand_back(mine, by=me, at=at),
            _("You gave this shift back. Others were asked, and your coach knows."),
        ),
        "anybody": (
            lambda: offer_turn(mine, by=me, at=at),
            _("Others were asked. Until somebody takes it, this shift is yours."),
        ),
        "one": (
            lambda: offer_to(request, mine),
            _("Asked. Until the other says yes, this shift is yours."),
        ),
        "keep": (lambda: keep(request, mine), _("You keep this shift.")),
    }
    if deed not in deeds:
        raise Http404
    is_done = tried(request, *deeds[deed])
    return back() if is_done else back("shifts:turn", mine.key)


def offer_to(request: "PersonRequest", mine: "Turn") -> object:
    """To one other, by row number among those who can, or for a turn of somebody."""
    given, me, at = request.POST.get("who", ""), request.person, now()
    kind, _bar, number = given.partition("-")
    if kind == "turn":
        other = next((one for one in turns_to_swap_for(mine, at) if str(one.pk) == number), None)
        if other is None:
            raise Http404
        return offer_turn(mine, to=other.person, in_return=other, by=me, at=at)
    person = next((one for one in substitutes_for(mine.shift, without=me) if str(one.pk) == number), None)
    if person is None:
        raise Http404
    return offer_turn(mine, to=person, by=me, at=at)


def keep(request: "PersonRequest", mine: "Turn") -> object:
    offered = next((one for one in open_handovers_of(request.person) if one.turn_id == mine.pk), None)
    if offered is None:
        raise Http404
    return keep_turn(offered, by=request.person, at=now())


@for_people
@require_POST
def offered(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Yes or no to what somebody offers; who is second reads that somebody was first."""
    me = request.person
    found = offered_turn(me, key, now())
    if found is None:
        messages.error(request, str(TurnIsTaken()))
        return back()
    if request.POST.get("deed") == "refuse":
        tried(request, lambda: refuse_turn(found, by=me, at=now()), _("You said no. The other hears it."))
    else:
        tried(request, lambda: take_turn(found, by=me, at=now()), _("This shift is yours now."))
    return back()


@for_people
@require_POST
def lead(request: "PersonRequest", key: UUID) -> HttpResponse:
    """A coach takes a shift that has none."""
    me, at = request.person, now()
    found = next((one for one in shifts_without_coach(me, start=at, end=at + LED_AHEAD) if one.key == key), None)
    if found is None:
        raise Http404
    tried(request, lambda: stand_in(found, by=me, at=at), _("You coach this shift now. Residents can be helped again."))
    return back()
