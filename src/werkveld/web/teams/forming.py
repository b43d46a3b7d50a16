"""The coordinator's pages: what is done in teams, the preparations, proposals beside each other, and publishing one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.journeys.form_teams import propose_teams, publish_teams
from werkveld.steps.enrolments.actions.team_plans import add_topic, keep_apart, plan_teams
from werkveld.steps.enrolments.enums import DivisionState
from werkveld.steps.enrolments.queries.teams import (
    division,
    divisions_of,
    kept_apart_in,
    offerings_to_divide,
    team_plan,
    team_plans,
    topics_in,
    without_team,
)
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.teams.forms import ApartForm, NewPlanForm, PlanForm, TopicForm
from werkveld.web.teams.showing import compared, shown

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import TeamPlan
    from werkveld.web.doors import PersonRequest

SHOWN = 50


@for_desk("school")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me, day = request.person, today()
    context = {
        "plans": team_plans(me, day)[:SHOWN],
        "may_begin": offerings_to_divide(me, day).exists(),
    }
    return render(request, "teams/home.html", context)


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: "PersonRequest") -> HttpResponse:
    form = NewPlanForm(request.POST or None, reader=request.person)
    if form.is_valid():
        given = form.cleaned_data
        made = carried_out(
            form,
            lambda: plan_teams(
                given["offering"], size=given["size"], wishes_until=form.wishes_until, by=request.person, at=now()
            ),
        )
        if made:
            messages.success(request, _("This is done in teams. Now say which topics there are."))
            return HttpResponseRedirect(reverse("teams:plan", args=[made.key]))
    return render(request, "teams/new.html", {"form": form})


def own_plan(request: "PersonRequest", key: UUID) -> "TeamPlan":
    found = team_plan(request.person, key, today())
    if found is None:
        raise Http404
    return found


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Three small forms on one page; the name of the button says which one was sent."""
    found = own_plan(request, key)
    deed = request.POST.get("deed", "")
    changing = PlanForm(
        request.POST if deed == "plan" else None,
        initial={"size": found.size, "wishes_on": localdate(found.wishes_until)},
    )
    topic = TopicForm(request.POST if deed == "topic" else None, reader=request.person)
    apart = ApartForm(request.POST if deed == "apart" else None, plan=found)
    sent: Any = {"plan": changing, "topic": topic, "apart": apart}.get(deed)
    if sent is not None and sent.is_valid() and done(request, found, deed, sent):
        return HttpResponseRedirect(reverse("teams:plan", args=[key]) + f"#{deed}")
    return render(
        request, "teams/plan.html", standing(request, found) | {"changing": changing, "topic": topic, "apart": apart}
    )


def done(request: "PersonRequest", found: "TeamPlan", deed: str, form: Any) -> bool:
    me, at, given = request.person, now(), form.cleaned_data
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "plan": (
            lambda: plan_teams(found.offering, size=given["size"], wishes_until=form.wishes_until, by=me, at=at),
            _("Size and day were changed."),
        ),
        "topic": (lambda: add_topic(found, by=me, at=at, **form.facts), _("The topic is there.")),
        "apart": (
            lambda: keep_apart(given["one"], given["other"], why=given["why"], by=me, at=at),
            _("These two do not come in one team."),
        ),
    }
    change, words = deeds[deed]
    if carried_out(form, change) is None:
        return False
    messages.success(request, words)
    return True


def standing(request: "PersonRequest", found: "TeamPlan") -> dict[str, Any]:
    """Proposals until one is published; then its teams with names, and who came later."""
    divisions = divisions_of(request.person, found, today())
    is_published = bool(divisions) and divisions[0].state == DivisionState.PUBLISHED
    every, legend = shown(divisions)
    columns, rows = compared(every)
    return {
        "plan": found,
        "topics": topics_in(found),
        "kept": [] if is_published else kept_apart_in(request.person, found, today()),
        "is_published": is_published,
        "every": every,
        "legend": legend,
        "columns": columns,
        "compared": rows,
        "late": without_team(divisions[0]) if is_published else [],
        "is_wishing": now() < found.wishes_until,
    }


@for_desk("school")
@require_POST
def propose(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = own_plan(request, key)
    words = _("There are three proposals. Look at them beside each other.")
    tried(request, lambda: propose_teams(found, by=request.person, at=now()), words)
    return HttpResponseRedirect(reverse("teams:plan", args=[key]) + "#proposals")


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Who would be with whom; publishing is on this page only, so that somebody looked."""
    found = division(request.person, key, today())
    if found is None:
        raise Http404
    back = HttpResponseRedirect(reverse("teams:plan", args=[found.plan.key]))
    if request.method == "POST":
        words = _("The teams are published. Everybody gets a letter with the reason.")
        tried(request, lambda: publish_teams(found, by=request.person, at=now()), words)
        return back
    if found.state == DivisionState.PUBLISHED:
        return back
    (one,), legend = shown([found])
    columns, rows = compared([one])
    context = {"plan": found.plan, "one": one, "legend": legend, "columns": columns, "compared": rows}
    return render(request, "teams/proposal.html", context)
