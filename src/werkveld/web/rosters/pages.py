"""What every page of a roster has: the roster itself, how far it is, and the way to its other pages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkveld.steps.people.enums import RoleCode
from werkveld.steps.practice.enums import RosterState
from werkveld.steps.practice.queries import roster_for
from werkveld.steps.practice.rules import is_made
from werkveld.web.doors import today
from werkveld.web.parts.tables import Tab

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Roster
    from werkveld.web.doors import PersonRequest

TONES = {
    RosterState.DRAFT: "",
    RosterState.ASKING: "warning",
    RosterState.PROPOSED: "warning",
    RosterState.PUBLISHED: "positive",
}


def of(request: "PersonRequest", key: UUID) -> "Roster":
    found = roster_for(request.person, key, today())
    if found is None:
        raise Http404(_("There is no such roster."))
    return found


def address(roster: "Roster", name: str = "roster", *more: object) -> str:
    return reverse(f"rosters:{name}", args=[roster.key, *more])


def to(roster: "Roster", name: str = "roster", *more: object, at: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(address(roster, name, *more) + at)


def show(
    request: "PersonRequest", roster: "Roster", template: str, context: dict[str, Any], *, tab: str = ""
) -> HttpResponse:
    frame = {
        "roster": roster,
        "state": roster.get_state_display(),
        "tone": TONES[RosterState(roster.state)],
        "is_made": is_made(roster),
        "tabs": tabs(roster, tab),
        **desk_of(request),
    }
    return render(request, f"rosters/{template}.html", {**frame, **context})


def desk_of(request: "PersonRequest") -> dict[str, bool]:
    """Who coaches and does not coordinate goes back to the own desk."""
    return {"from_coach": not any(role.code == RoleCode.COORDINATOR for role in request.person.roles_worn)}


def tabs(roster: "Roster", current: str) -> list[Tab]:
    names = [("roster", _("Overview")), ("pattern", _("The week")), ("answers", _("Who can when"))]
    if roster.solved_at is not None:
        names += [("week", _("Roster")), ("fairness", _("Fair share"))]
    return [Tab(url=address(roster, name), label=label, is_current=name == current) for name, label in names]
