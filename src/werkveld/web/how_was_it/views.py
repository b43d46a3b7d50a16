"""Two questions by a link that nobody else has, and the list of visits of which the answer is still to be typed in."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.steps.experiences.actions import answer_with, take_answer
from werkveld.steps.experiences.queries.visits import (
    asked_with,
    visit_survey,
    visit_without_answer,
    visits_without_answer,
)
from werkveld.steps.experiences.rules import is_open, may_survey
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.how_was_it.forms import AnswerForm, TypeInForm

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Asked, Survey
    from werkveld.steps.practice.models import Appointment
    from werkveld.web.doors import PersonRequest

SHOWN = 50


def state_of(asked: "Asked | None") -> str:
    """unknown, answered, closed or open."""
    if asked is None:
        return "unknown"
    if asked.answered_at is not None:
        return "answered"
    return "open" if is_open(asked.survey, today()) else "closed"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Without an account; the page says nothing of who was helped, or with what."""
    asked = asked_with(secret)
    state = state_of(asked)
    if asked is None or state != "open":
        return render(request, "how_was_it/done.html", {"state": state}, status=404 if asked is None else 200)
    form = AnswerForm(request.POST or None, survey=asked.survey)
    if form.is_valid() and answered(form, secret):
        messages.success(request, _("Thank you. Your answer helps us to do it better."))
        return HttpResponseRedirect(reverse("how_was_it:answer", args=[secret]))
    return render(request, "how_was_it/answer.html", {"form": form, "asked": asked})


def survey_now(request: "PersonRequest") -> "Survey | None":
    """For who helps residents."""
    if not may_anywhere(request.person, Can.HELP_RESIDENTS, today()):
        raise PermissionDenied
    return visit_survey(request.person.region, today())


def answered(form: AnswerForm, secret: str) -> "Asked | None":
    return carried_out(form, lambda: answer_with(secret, **form.answers(), at=now()))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: "PersonRequest") -> HttpResponse:
    """Its one button opens the questions, for who guards quality, where nothing is asked yet."""
    survey, me = survey_now(request), request.person
    if request.method == "POST":
        done = _("From now on residents are asked how it was.")
        tried(request, lambda: open_visit_survey(me.region, by=me, at=now()), done)
        return HttpResponseRedirect(reverse("how_was_it:waiting"))
    visits = visits_without_answer(me, now())[:SHOWN] if survey else []
    context = {"visits": visits, "survey": survey, "may_open": may_survey(me, today())}
    return render(request, "how_was_it/waiting.html", context)


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: "PersonRequest", key: UUID) -> HttpResponse:
    survey = survey_now(request)
    visit = visit_without_answer(request.person, key, now()) if survey else None
    if visit is None or survey is None:
        raise Http404
    form = TypeInForm(request.POST or None, survey=survey)
    if form.is_valid() and typed_in(request, form, visit, survey):
        messages.success(request, _("The answer of %(name)s was written down.") % {"name": visit.resident.given_name})
        return HttpResponseRedirect(reverse("how_was_it:waiting"))
    return render(request, "how_was_it/type_in.html", {"form": form, "visit": visit})


def typed_in(request: "PersonRequest", form: TypeInForm, visit: "Appointment", survey: "Survey") -> "Asked | None":
    way = form.cleaned_data["channel"]
    return carried_out(
        form,
        lambda: take_answer(visit, survey=survey, **form.answers(), channel=way, by=request.person, at=now()),
    )
