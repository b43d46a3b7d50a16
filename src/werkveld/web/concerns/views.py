"""Telling a worry or a complaint, and reading the answer. Nobody has to say who they are."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.experiences.actions import tell_concern
from werkveld.steps.experiences.queries.concerns import concern_with
from werkveld.steps.experiences.rules import may_see_counts, may_write_down_concern
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.queries.visits import visit_with_key
from werkveld.web.concerns.forms import CodeForm, ConcernForm, OwnConcernForm
from werkveld.web.context import served_region
from werkveld.web.doors import carried_out, now, today
from werkveld.web.examples import example_mark
from werkveld.web.limits import is_too_often

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Concern
    from werkveld.steps.people.models import Person, Region
    from werkveld.steps.practice.models import Appointment

IN_A_MINUTE = 20
SHOWN_ONCE = "concern_code"  # in the session until its page was seen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    region, me = served_region(), getattr(request, "person", None)
    if region is None:
        return render(request, "concerns/tell.html", {"form": None})
    kind = OwnConcernForm if me else ConcernForm
    form = kind(request.POST or None, region=region, on=today(), visit=visit_meant(request))
    if form.is_valid() and (concern := told_by_visitor(request, form, region, me)):
        request.session[SHOWN_ONCE] = concern.code
        return HttpResponseRedirect(reverse("concerns:told"))
    context = {
        "form": form if form.has_somewhere else None,
        "may_write_down": me is not None and may_write_down_concern(me, today()),
        "may_see_counts": me is not None and may_see_counts(me, today()),
    }
    return render(request, "concerns/tell.html", context)


def visit_meant(request: HttpRequest) -> "Appointment | None":
    """The page of an appointment leads here with its key, which nobody can guess."""
    try:
        key = UUID(request.GET.get("bezoek", ""))
    except ValueError:
        return None
    return visit_with_key(key)


def told_by_visitor(request: HttpRequest, form: ConcernForm, region: "Region", me: "Person | None") -> "Concern | None":
    """With a name only when that was ticked; otherwise no deed tells who it was."""
    if is_too_often(request, "concern", most=IN_A_MINUTE):
        form.add_error(None, _("A lot was told from here in the last minute. Wait a minute and try again."))
        return None
    teller = me if me is not None and form.cleaned_data.get("is_named") else None
    by = teller or clockwork(region)
    return carried_out(form, lambda: tell_concern(**form.told(), told_by=teller, by=by, at=now()))


@never_cache
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """The code is shown once; who comes back later types it in."""
    code = request.session.pop(SHOWN_ONCE, "")
    groups = " ".join(code[start : start + 4] for start in range(0, len(code), 4))
    return render(request, "concerns/told.html", {"code": groups})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """By POST, so that the code stands in no address. What was told is not repeated."""
    form, found = CodeForm(request.POST or None), None
    if form.is_valid():
        found = (
            None if is_too_often(request, "concern code", most=IN_A_MINUTE) else concern_with(form.cleaned_data["code"])
        )
        if found is None:
            form.add_error("code", _("We do not know this code. Look at each letter and try again."))
    return render(request, "concerns/read.html", {"form": form, "concern": found, **example_mark(found)})
