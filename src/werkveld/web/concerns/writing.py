"""For who works here: writing down what somebody says, without reading it back; and how many there were."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.experiences.actions import tell_concern
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.queries.concerns import concerns_counted
from werkveld.steps.experiences.rules import may_see_counts, may_write_down_concern
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.concerns.forms import WriteDownForm
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.parts.tables import Cell, Column
from werkveld_engine.disclosure import Hidden, Shown

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Concern
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: "PersonRequest") -> HttpResponse:
    if not may_write_down_concern(request.person, today()):
        raise PermissionDenied
    form = WriteDownForm(request.POST or None, region=request.person.region, on=today())
    if form.is_valid() and wrote_down(request, form):
        messages.success(request, _("It is with the confidential adviser. You cannot read it any more."))
        return HttpResponseRedirect(reverse("concerns:write_down"))
    return render(request, "concerns/write_down.html", {"form": form if form.has_somewhere else None})


def wrote_down(request: "PersonRequest", form: WriteDownForm) -> "Concern | None":
    way = AskedBy(form.cleaned_data["channel"])
    return carried_out(form, lambda: tell_concern(**form.told(), channel=way, by=request.person, at=now()))


@for_people
@require_safe
def counts(request: "PersonRequest") -> HttpResponse:
    """Of quarters that are over; small numbers are hidden by the rule for public figures."""
    if not may_see_counts(request.person, today()):
        raise PermissionDenied
    quarters = concerns_counted(request.person.region, today())
    kinds = list(ConcernKind)
    columns = [Column(label=_("From")), Column(label=_("In all"), is_number=True)]
    columns += [Column(label=str(kind.label), is_number=True) for kind in kinds]
    rows = [
        [
            Cell(date_format(quarter.starts_on, "F Y")),
            in_words(quarter.total),
            *(in_words(quarter.kinds[kind.value]) for kind in kinds),
        ]
        for quarter in quarters
    ]
    return render(request, "concerns/counts.html", {"columns": columns, "rows": rows})


def in_words(shown: Shown[int] | Hidden) -> int | str:
    return shown.value if isinstance(shown, Shown) else _("hidden")
