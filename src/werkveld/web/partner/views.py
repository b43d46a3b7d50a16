"""The partner's desk: from my question to the result, agreements to sign, hours to confirm, what we offer."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.steps.enrolments.queries import groups_booked, still_to_say
from werkveld.steps.enrolments.queries.teams import teams_asked_by
from werkveld.steps.offerings.queries import offerings_of
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.queries import (
    agreements_to_sign,
    hours_awaiting_at,
    recognitions_at,
    series_of,
    unrecognised,
)
from werkveld.steps.questions.queries import questions_for
from werkveld.web.asking import PartnerQuestionForm, asked, brought_back, followed, took_back
from werkveld.web.confirming import confirm_ticked, weeks
from werkveld.web.doors import for_desk, now, today
from werkveld.web.letters import news

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

SHOWN = 20
SOON = timedelta(days=90)


@for_desk("partner")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me, day = request.person, today()
    offered = list(offerings_of(me, day)[:SHOWN])
    fresh, older = weeks(hours_awaiting_at(me, day))
    context = {
        "news": news(me),
        "to_sign": agreements_to_sign(me, Party.COMPANY, day)[:SHOWN],
        "hosting": still_to_say(me, now()),
        "weeks": fresh,
        "older": older,
        "questions": followed(questions_for(me, day)[:SHOWN], me),
        "bookings": groups_booked(me, day)[:SHOWN],
        "offerings": offered,
        "unrecognised": unrecognised(offered),
        "recognitions": recognitions_at(me, day),
        "soon": day + SOON,
        "teams": teams_asked_by(me, day)[:SHOWN],
        "may_ask": may_anywhere(me, Can.ASK, day),
        "may_plan": may_anywhere(me, Can.OFFER, day),
        "series": series_of(me, day).filter(ends_on__gte=day)[:SHOWN],
    }
    return render(request, "partner/home.html", context)


@for_desk("partner")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: "PersonRequest") -> HttpResponse:
    form = PartnerQuestionForm(request.POST or None, reader=request.person)
    if form.is_valid() and asked(request, form):
        messages.success(request, _("Your question is with the school. You see here what happens with it."))
        return HttpResponseRedirect(reverse("partner:home") + "#questions")
    return render(request, "partner/ask.html", {"form": form})


@for_desk("partner")
@require_POST
def confirm(request: "PersonRequest") -> HttpResponse:
    confirm_ticked(request, hours_awaiting_at(request.person, today()))
    return HttpResponseRedirect(reverse("partner:home") + "#hours")


@for_desk("partner")
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    took_back(request, key)
    return HttpResponseRedirect(reverse("partner:home") + "#questions")


@for_desk("partner")
@require_POST
def bring_back(request: "PersonRequest", key: UUID) -> HttpResponse:
    brought_back(request, key)
    return HttpResponseRedirect(reverse("partner:home") + "#questions")
