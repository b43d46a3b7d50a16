"""A student's own page: what they wish while that is possible, and afterwards their team and why."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.word_team import why_lines, wish_lines
from werkveld.steps.enrolments.actions.team_plans import wish_for_team
from werkveld.steps.enrolments.actions.teams import name_team
from werkveld.steps.enrolments.queries import own_enrolment
from werkveld.steps.enrolments.queries.teams import plan_for, team_mates, team_of, topics_in, wishes_of
from werkveld.steps.enrolments.rules import is_live, is_wishing_for_teams
from werkveld.web.doors import carried_out, for_people, now, tried
from werkveld.web.teams.forms import NameForm, WishForm

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, TeamMember, TeamPlan
    from werkveld.web.doors import PersonRequest


def own_place(request: "PersonRequest", key: UUID) -> "tuple[Enrolment, TeamPlan]":
    enrolment = own_enrolment(request.person, key)
    plan = plan_for(enrolment.offering) if enrolment else None
    if enrolment is None or plan is None:
        raise Http404
    return enrolment, plan


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine, plan = own_place(request, key)
    member = team_of(request.person, mine)
    if member is not None:
        return render(request, "teams/mine.html", told(request, mine, member))
    topics = topics_in(plan)
    wished, mates = wishes_of(request.person, mine)
    initial = {f"topic_{rank}": str(topic.key) for rank, topic in enumerate(wished, start=1)}
    initial |= {f"mate_{number}": mate.person.name for number, mate in enumerate(mates, start=1)}
    form = WishForm(request.POST or None, plan=plan, topics=topics, own=mine, initial=initial)
    if form.is_valid() and wished_for(request, mine, form):
        messages.success(request, _("Your wishes were written down. You can change them until the day is over."))
        return HttpResponseRedirect(reverse("teams:mine", args=[key]))
    context = {
        "enrolment": mine,
        "plan": plan,
        "form": form,
        "wished": wished,
        "mates": mates,
        "may_wish": is_live(mine) and mine.state == "placed" and is_wishing_for_teams(plan, now()),
    }
    return render(request, "teams/wishes.html", context)


def wished_for(request: "PersonRequest", mine: "Enrolment", form: WishForm) -> bool:
    """The deed gives nothing back, so its end is what counts."""
    topics, mates = form.topics, form.cleaned_data["mates"]

    def deed() -> bool:
        wish_for_team(mine, topics=topics, mates=mates, by=request.person, at=now())
        return True

    return bool(carried_out(form, deed))


def told(request: "PersonRequest", mine: "Enrolment", member: "TeamMember") -> dict[str, Any]:
    _topics, mates = wishes_of(request.person, mine)
    asked = {str(number): mate.person.name for number, mate in enumerate(mates, start=1)}
    return {
        "enrolment": mine,
        "member": member,
        "team": member.team,
        "mates": team_mates(member),
        "why": why_lines(member.reasons),
        "wishes": wish_lines(member.reasons, asked),
        "form": NameForm(initial={"name": member.team.name}),
    }


@for_people
@require_POST
def name(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine, _plan = own_place(request, key)
    member, form = team_of(request.person, mine), NameForm(request.POST)
    if member is None:
        raise Http404
    if form.is_valid():
        given = form.cleaned_data["name"]
        tried(
            request,
            lambda: name_team(member.team, name=given, by=request.person, at=now()),
            _("Your team has this name."),
        )
    else:
        messages.error(request, " ".join(map(str, form.errors["name"])))
    return HttpResponseRedirect(reverse("teams:mine", args=[key]))
