"""Small changes of the coordinator: a topic or a pair less, and somebody to another team by hand."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.change_team import change_team, choices
from werkveld.steps.enrolments.actions.team_plans import drop_topic, no_longer_apart
from werkveld.steps.enrolments.queries.teams import kept_apart_in, person_in, published_division, topic_in
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.teams.forming import own_plan
from werkveld.web.teams.forms import MoveForm
from werkveld.web.teams.showing import choice_words

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_desk("school")
@require_POST
def drop(request: "PersonRequest", key: UUID, topic: UUID) -> HttpResponse:
    found = topic_in(own_plan(request, key), topic)
    if found is None:
        raise Http404
    tried(request, lambda: drop_topic(found, by=request.person, at=now()), _("The topic is gone."))
    return HttpResponseRedirect(reverse("teams:plan", args=[key]) + "#topic")


@for_desk("school")
@require_POST
def together(request: "PersonRequest", key: UUID, kept: UUID) -> HttpResponse:
    every = kept_apart_in(request.person, own_plan(request, key), today())
    found = next((one for one in every if one.key == kept), None)
    if found is None:
        raise Http404
    tried(
        request, lambda: no_longer_apart(found, by=request.person, at=now()), _("These two may be in one team again.")
    )
    return HttpResponseRedirect(reverse("teams:plan", args=[key]) + "#apart")


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: "PersonRequest", key: UUID, enrolment: UUID) -> HttpResponse:
    """Every team with what it would do; who came later finds the best one chosen."""
    plan = own_plan(request, key)
    division, person = published_division(plan), person_in(plan, enrolment)
    if division is None or person is None:
        raise Http404
    offered = choices(division, person)
    here = next((choice for choice in offered if choice.is_here), None)
    best = next((choice for choice in offered if choice.is_best), None)
    initial = {"team": best.team.number, "why": _("Came in later.")} if here is None and best else {}
    worded = [(choice, choice_words(choice)) for choice in offered]
    form = MoveForm(request.POST or None, offered=worded, initial=initial)
    if form.is_valid():
        team = next(one.team for one in offered if str(one.team.number) == form.cleaned_data["team"])
        why = form.cleaned_data["why"]
        if carried_out(form, lambda: change_team(person, team, why=why, by=request.person, at=now())):
            done = _("%(name)s is in team %(team)s, and reads why.") % {"name": person.person.name, "team": team.number}
            messages.success(request, done)
            return HttpResponseRedirect(reverse("teams:plan", args=[key]))
    return render(request, "teams/move.html", {"plan": plan, "enrolment": person, "here": here, "form": form})
