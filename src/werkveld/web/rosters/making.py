"""From asking to publishing: each a button with one deed behind it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.roster_later import solve_later, solving, stop_solving
from werkveld.steps.practice.actions import ask_when, publish_roster, withdraw_roster
from werkveld.steps.practice.queries import people_on, shifts_in
from werkveld.web.doors import for_people, now, tried
from werkveld.web.rosters.forms import AskForm
from werkveld.web.rosters.pages import of, show, to
from werkveld.web.rosters.words import in_short

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_people
@require_POST
def ask(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster, form = of(request, key), AskForm(request.POST)
    if not form.is_valid():
        return show(request, roster, "ask", {"asking": form})
    until = form.cleaned_data["answer_until"]
    told = ngettext("%(count)s person was asked.", "%(count)s people were asked.", len(people_on(roster)))
    done = told % {"count": len(people_on(roster))}
    tried(request, lambda: ask_when(roster, answer_until=until, by=request.person, at=now()), done)
    return to(roster)


@for_people
@require_POST
def make(request: "PersonRequest", key: UUID) -> HttpResponse:
    """At work in the background; the first page says how far it is."""
    roster = of(request, key)
    words = _("The roster is being made. That takes at most a minute.")
    if tried(request, lambda: solve_later(roster, by=request.person, at=now()), words) and solving(roster) is None:
        return to(roster, "week")
    return to(roster)


@for_people
@require_POST
def stop(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster = of(request, key)
    tried(request, lambda: stop_solving(roster), _("It stops in a moment. What was there stays as it was."))
    return to(roster)


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Says what will happen, and asks for one yes."""
    roster = of(request, key)
    if request.method == "POST":
        done = _("The roster is published, and everybody on it hears which shifts are theirs.")
        tried(request, lambda: publish_roster(roster, by=request.person, at=now()), done)
        return to(roster)
    shifts = list(shifts_in(roster))
    context = {"short": in_short(roster, shifts), "people": len(people_on(roster)), "shifts": len(shifts)}
    return show(request, roster, "publish", context)


@for_people
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster = of(request, key)
    if tried(request, lambda: withdraw_roster(roster, by=request.person, at=now()), _("The roster is withdrawn.")):
        return HttpResponseRedirect(reverse("rosters:home"))
    return to(roster)
