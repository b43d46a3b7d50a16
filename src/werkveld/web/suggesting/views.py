"""One page: what suits me and why, and the themes to choose under it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.steps.enrolments.actions import choose_themes
from werkveld.steps.enrolments.queries import suggestions_for
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.suggesting.forms import ThemesForm
from werkveld.web.suggesting.words import why

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: "PersonRequest") -> HttpResponse:
    me = request.person
    form = ThemesForm(request.POST or None, reader=me)
    if request.method == "POST" and form.is_valid() and chose(request, form) is not None:
        messages.success(request, _("Saved. This is what suits you now."))
        return HttpResponseRedirect(reverse("suggesting:suggestions"))
    context = {
        "form": form,
        "suggestions": [(one.offering, why(one)) for one in suggestions_for(me, today())],
        "has_postcode": bool(me.postcode),
        "has_chosen": bool(form.initial.get("themes")),
    }
    return render(request, "suggesting/suggestions.html", context)


def chose(request: "PersonRequest", form: ThemesForm) -> object:
    me = request.person
    return carried_out(form, lambda: choose_themes(me, form.cleaned_data["themes"], by=me, at=now()))
