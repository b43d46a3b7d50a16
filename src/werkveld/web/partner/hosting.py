"""Who asks for the own places in a round in which hosts choose too, and how welcome each of them is."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from werkveld.steps.deeds.actions import look_all
from werkveld.steps.enrolments.actions import say
from werkveld.steps.enrolments.enums import Says
from werkveld.steps.enrolments.queries import applicants_for, asked_place
from werkveld.web.doors import carried_out, for_desk, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkveld.steps.enrolments.models import RoundOffering
    from werkveld.steps.enrolments.queries import Applicant
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

SAW_APPLICANT = gettext_noop("That you asked for a place with a host, and your words to hosts")


class WelcomeForm(forms.Form):
    """Two fields for each who asks; who is left open is also fine."""

    def __init__(self, *args: Any, applicants: "Sequence[Applicant]", **named: Any) -> None:
        super().__init__(*args, **named)
        self.applicants = applicants
        for number, one in enumerate(applicants, start=1):
            self.fields[f"says-{one.person.key}"] = forms.ChoiceField(
                label=_("How welcome is %(name)s?") % {"name": name_of(one, number)},
                choices=Says.choices,
                required=False,
                initial=one.says,
                widget=forms.RadioSelect,
            )
            self.fields[f"why-{one.person.key}"] = forms.CharField(
                label=_("If %(name)s does not fit, say why") % {"name": name_of(one, number)},
                help_text=gettext_lazy(
                    "The coordinator reads this, and may let the student read it. Write nothing about somebody's health."
                ),
                required=False,
                max_length=300,
                initial=one.why,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one in self.applicants:
            why = f"why-{one.person.key}"
            if given.get(f"says-{one.person.key}") == Says.NO and not given.get(why):
                self.add_error(why, _("Say in a few words why it does not fit."))
        return given

    @property
    def said(self) -> "dict[Person, tuple[Says, str]]":
        given = self.cleaned_data
        return {
            one.person: (Says(given[f"says-{one.person.key}"]), given[f"why-{one.person.key}"])
            for one in self.applicants
            if given[f"says-{one.person.key}"]
        }

    @property
    def rows(self) -> "list[tuple[str, Applicant, BoundField, BoundField]]":
        return [
            (name_of(one, number), one, self[f"says-{one.person.key}"], self[f"why-{one.person.key}"])
            for number, one in enumerate(self.applicants, start=1)
        ]


def name_of(applicant: "Applicant", number: int) -> str:
    """First-years are chosen without a name."""
    return applicant.name or _("first-year student %(number)s") % {"number": number}


@for_desk("partner")
@require_http_methods(["GET", "HEAD", "POST"])
def applicants(request: "PersonRequest", key: UUID, offering: UUID) -> HttpResponse:
    me, at = request.person, now()
    choice = asked_place(me, key, offering, at)
    if choice is None:
        raise Http404(_("Nobody asks for this place now, or the day until which you can say something is over."))
    found = applicants_for(me, choice, at)
    form = WelcomeForm(request.POST or None, applicants=found)
    if form.is_valid() and said(request, choice, form):
        return HttpResponseRedirect(reverse("partner:home") + "#hosting")
    if request.method == "GET":
        look_all([one.person.key for one in found], by=me, at=at, what=SAW_APPLICANT)
    return render(request, "partner/applicants.html", {"choice": choice, "form": form, "rows": form.rows})


def said(request: "PersonRequest", choice: "RoundOffering", form: WelcomeForm) -> bool:
    done = carried_out(form, lambda: say(choice, form.said, by=request.person, at=now()))
    if done is not None:
        messages.success(request, _("This is kept. You can change it until the day that stands with it."))
    return done is not None
