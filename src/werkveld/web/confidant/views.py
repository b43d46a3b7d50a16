"""What was told in confidence: read by the adviser of that organisation and by nobody else. Opening it is a look."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.steps.deeds.actions import look
from werkveld.steps.experiences.actions import answer_concern, close_concern, forward_concern, take_concern
from werkveld.steps.experiences.queries.concerns import concern_for, concerns_for
from werkveld.web.confidant.forms import AnswerForm, ForwardForm
from werkveld.web.doors import carried_out, for_desk, now, today, tried

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Concern
    from werkveld.web.doors import PersonRequest

LOOKED_AT = gettext_noop("A worry or complaint that you told")  # kept as it is; who reads it sees the own language
SHOWN = 50


@for_desk("confidant")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    mine = concerns_for(request.person, today())
    context = {
        "waiting": mine.filter(closed_at__isnull=True, taken_by__isnull=True)[:SHOWN],
        "busy": mine.filter(closed_at__isnull=True, taken_by__isnull=False)[:SHOWN],
        "closed": mine.filter(closed_at__isnull=False).order_by("-closed_at", "-id")[:SHOWN],
    }
    return render(request, "confidant/home.html", context)


def heard(request: "PersonRequest", key: UUID) -> "Concern":
    found = concern_for(request.person, key, today())
    if found is None:
        raise Http404
    return found


def here(key: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("confidant:concern", args=[key]))


@for_desk("confidant")
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Answering takes it up."""
    found, me = heard(request, key), request.person
    form = AnswerForm(request.POST or None, initial={"text": found.answer})
    if form.is_valid() and answered(request, form, found):
        messages.success(request, _("Your answer can be read now with the code."))
        return here(key)
    if request.method == "GET" and found.told_by is not None:
        look(found.told_by, by=me, at=now(), what=LOOKED_AT)
    context = {"concern": found, "form": form, "forward": ForwardForm(concern=found, on=today())}
    return render(request, "confidant/concern.html", context)


def answered(request: "PersonRequest", form: AnswerForm, found: "Concern") -> "Concern | None":
    text = form.cleaned_data["text"]
    return carried_out(form, lambda: answer_concern(found, text=text, by=request.person, at=now()))


@for_desk("confidant")
@require_POST
def take(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = heard(request, key)
    tried(request, lambda: take_concern(found, by=request.person, at=now()), _("You took it up."))
    return here(key)


@for_desk("confidant")
@require_POST
def close(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = heard(request, key)
    tried(request, lambda: close_concern(found, by=request.person, at=now()), _("It is closed."))
    return HttpResponseRedirect(reverse("confidant:home"))


@for_desk("confidant")
@require_POST
def forward(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Afterwards it is not on this desk any more."""
    found = heard(request, key)
    form = ForwardForm(request.POST, concern=found, on=today())
    if not form.is_valid():
        messages.error(request, _("Choose the organisation of the other adviser."))
        return here(key)
    to = form.cleaned_data["organization"]
    done = _("It is with the adviser of %(name)s now.") % {"name": to.name}
    tried(request, lambda: forward_concern(found, to=to, by=request.person, at=now()), done)
    return HttpResponseRedirect(reverse("confidant:home"))
