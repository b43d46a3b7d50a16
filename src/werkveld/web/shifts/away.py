"""I cannot come: from a moment to a moment. Nobody asks why."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.tell_absence import tell_absence
from werkveld.steps.practice.actions import Told, withdraw_absence
from werkveld.steps.practice.queries import absence_of, absences_to_come
from werkveld.web.doors import carried_out, for_people, now, tried

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

MOMENT = "%Y-%m-%dT%H:%M"


class AwayForm(forms.Form):
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Away from"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Away until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_at"), given.get("ends_at")
        if first and last and last <= first:
            self.add_error("ends_at", _("This is not after the first moment."))
        return given


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: "PersonRequest") -> HttpResponse:
    me = request.person
    form = AwayForm(request.POST or None, initial=usual())
    if form.is_valid():
        span = form.cleaned_data
        told = carried_out(form, lambda: tell_absence(me, by=me, at=now(), **span))
        if told is not None:
            messages.success(request, what_happened(told))
            return HttpResponseRedirect(reverse("shifts:home"))
    return render(request, "shifts/away.html", {"form": form, "away": list(absences_to_come(me, now()))})


def usual() -> dict[str, datetime]:
    """Today until the end of the day."""
    at = timezone.localtime(now())
    return {"starts_at": at, "ends_at": at.replace(hour=23, minute=59)}


def what_happened(told: Told) -> str:
    """In whole sentences, each only where there is something to say."""
    count = told.turns + told.left_alone
    if not count:
        return _("This is kept. You had no shift then.")
    said = [
        ngettext(
            "This is kept. %(count)s shift goes to somebody else if we find one.",
            "This is kept. %(count)s shifts go to others if we find them.",
            count,
        )
        % {"count": count}
    ]
    if told.passed_on:
        words = ngettext(
            "%(count)s resident is helped by another student.",
            "%(count)s residents are helped by another student.",
            told.passed_on,
        )
        said.append(words % {"count": told.passed_on})
    if told.waiting:
        words = ngettext(
            "For %(count)s resident we look for somebody.",
            "For %(count)s residents we look for somebody.",
            told.waiting,
        )
        said.append(words % {"count": told.waiting})
    return " ".join([*said, _("Your coach knows it. Get well soon, if you are ill.")])


@for_people
@require_POST
def take_back(request: "PersonRequest", key: UUID) -> HttpResponse:
    """I can come after all."""
    me = request.person
    found = absence_of(me, key)
    if found is None:
        raise Http404
    done = _("Good to hear. Shifts that nobody took over are yours again.")
    tried(request, lambda: withdraw_absence(found, by=me, at=now()), done)
    return HttpResponseRedirect(reverse("shifts:home"))
