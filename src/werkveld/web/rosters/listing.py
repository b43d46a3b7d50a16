"""The rosters of a planner; drawing one up; and the first page of one: where it stands and what is next."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.journeys.roster_later import solving, stop_waiting
from werkveld.steps.practice.actions import draw_up_roster
from werkveld.steps.practice.enums import RosterState
from werkveld.steps.practice.queries import (
    coaches_at,
    days_of,
    offerings_to_roster,
    people_on,
    rosters_for,
    shifts_at_risk,
    shifts_in,
    slots_of,
)
from werkveld.steps.practice.queries.rosters import answered_on, numbers_of
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.rosters.forms import AskForm, RosterForm
from werkveld.web.rosters.pages import TONES, desk_of, of, show, to
from werkveld.web.rosters.words import in_short, risk_lines

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

SHOWN = 40
TWO_WEEKS = timedelta(days=14)


def allowed(request: "PersonRequest") -> None:
    me = request.person
    if not offerings_to_roster(me, today()).exists() and not rosters_for(me, today()).exists():
        raise PermissionDenied


@for_people
@require_safe
def rosters(request: "PersonRequest") -> HttpResponse:
    allowed(request)
    found = list(rosters_for(request.person, today())[:SHOWN])
    numbers = numbers_of(found)
    rows = [
        {"roster": one, "state": one.get_state_display(), "tone": TONES[RosterState(one.state)], **numbers[one.pk]}
        for one in found
    ]
    risky = [(one.shift, risk_lines(one.risks)) for one in shifts_at_risk(request.person, now())]
    return render(request, "rosters/home.html", {"rows": rows, "risky": risky, **desk_of(request)})


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: "PersonRequest") -> HttpResponse:
    allowed(request)
    me = request.person
    form = RosterForm(request.POST or None, offerings=offerings_to_roster(me, today()), on=today())
    if form.is_valid():
        given = form.facts
        coaches = coaches_at(given["offering"], today())
        made = carried_out(form, lambda: draw_up_roster(coaches=coaches, by=me, at=now(), **given))
        if made is not None:
            messages.success(request, _("The roster is there. Now say when in the week people are needed."))
            return to(made, "pattern")
    return render(request, "rosters/draw_up.html", {"form": form, **desk_of(request)})


@for_people
@require_safe
def overview(request: "PersonRequest", key: UUID) -> HttpResponse:
    """What must I do now? By how far it is."""
    roster = of(request, key)
    at_work = solving(roster)
    if at_work is not None and at_work.fault:
        messages.error(request, at_work.fault)
        stop_waiting(roster)
        at_work = None
    people = people_on(roster)
    context: dict[str, Any] = {
        "slots": slots_of(roster).count(),
        "open_shifts": len(days_of(roster)),
        "people": len(people),
        "answered": answered_on(roster),
        "at_work": at_work,
        "percent": round(100 * at_work.done / max(1, at_work.total)) if at_work else 0,
        "asking": AskForm(initial={"answer_until": now() + TWO_WEEKS}),
        "short": in_short(roster, list(shifts_in(roster))) if roster.solved_at else None,
        "is_late": roster.answer_until is not None and roster.answer_until < now(),
        "is_draft": roster.state == RosterState.DRAFT,
        "is_proposed": roster.state == RosterState.PROPOSED,
    }
    return show(request, roster, "roster", context, tab="roster")
