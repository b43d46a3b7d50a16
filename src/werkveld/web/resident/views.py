"""The resident's desk: ask, see what happens, and when to come."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.cancel_visits import cancel_visits
from werkveld.steps.experiences.queries.visits import visits_to_rate
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.queries import appointments_of
from werkveld.steps.practice.queries.visits import waits_of
from werkveld.steps.questions.queries import questions_for
from werkveld.web.asking import QuestionForm, asked, brought_back, followed, took_back
from werkveld.web.doors import for_desk, now, today, tried
from werkveld.web.letters import news

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

SHOWN = 20


@for_desk("resident")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: "PersonRequest") -> HttpResponse:
    me, at = request.person, now()
    form = QuestionForm(request.POST or None)
    if form.is_valid() and asked(request, form):
        messages.success(request, _("Your question has arrived. You see here what happens with it."))
        return HttpResponseRedirect(reverse("resident:home") + "#questions")
    mine = list(appointments_of(me)[:SHOWN])
    booked = [one for one in mine if one.state == AppointmentState.BOOKED and one.starts_at >= at]
    context = {
        "news": news(me),
        "form": form,
        "coming": booked[::-1],
        "lines": waits_of(me),
        "past": [one for one in mine if one not in booked],
        "to_rate": visits_to_rate(me, today()),
        "questions": followed(questions_for(me, today())[:SHOWN], me),
    }
    return render(request, "resident/home.html", context)


@for_desk("resident")
@require_POST
def cancel(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine = appointments_of(request.person).filter(key=key).first()
    if mine is None:
        raise Http404
    tried(
        request,
        lambda: cancel_visits([mine], by=request.person, at=now()),
        _("Your appointment was cancelled. Somebody else can now come."),
    )
    return HttpResponseRedirect(reverse("resident:home"))


@for_desk("resident")
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    took_back(request, key)
    return HttpResponseRedirect(reverse("resident:home") + "#questions")


@for_desk("resident")
@require_POST
def bring_back(request: "PersonRequest", key: UUID) -> HttpResponse:
    brought_back(request, key)
    return HttpResponseRedirect(reverse("resident:home") + "#questions")
