"""“My question is another one”: it becomes a question of the field, and the school calls back."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.journeys.ask_anything import ask_anything
from werkveld.web.context import with_phone
from werkveld.web.doors import carried_out, now
from werkveld.web.helping.forms import OtherForm
from werkveld.web.helping.kinds import region_here
from werkveld.web.helping.limits import booked_too_often
from werkveld.web.helping.who import neighbour, reader_of

if TYPE_CHECKING:
    from werkveld.steps.questions.models import Question


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def other_question(request: HttpRequest) -> HttpResponse:
    form = OtherForm(request.POST or None, is_known=reader_of(request) is not None)
    if form.is_valid() and asked(request, form):
        return HttpResponseRedirect(reverse("helping:asked"))
    return render(request, "helping/other.html", {"form": form})


@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    return render(request, "helping/asked.html", {"is_known": reader_of(request) is not None})


def asked(request: HttpRequest, form: OtherForm) -> "Question | None":
    if booked_too_often(request):
        form.add_error(None, with_phone(_("From this connection many questions were asked. Wait an hour.")))
        return None
    who, text = neighbour(request, form), form.cleaned_data["text"]
    return carried_out(form, lambda: ask_anything(text, who=who, region=region_here(), at=now()))
