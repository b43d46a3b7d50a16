"""Drawing up an agreement for who has a place, at a site where that person may learn."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.steps.people.queries import sites_of
from werkveld.steps.practice.actions import draw_up
from werkveld.steps.practice.queries import places_to_agree, sites_recognised_for
from werkveld.steps.practice.rules import asks_recognition
from werkveld.web.doors import carried_out, for_desk, now, today

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.practice.models import Agreement
    from werkveld.web.doors import PersonRequest

USUAL_HOURS = 240


def day_field(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


class SiteChoice(forms.ModelChoiceField):
    def label_from_instance(self, site: Any) -> str:
        return f"{site.organization.name}: {site.name}, {site.city}"


class AgreementForm(forms.Form):
    """Only sites are shown where this person may learn."""

    site = SiteChoice(label=gettext_lazy("Where"), queryset=None, empty_label=None)
    begins_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(gettext_lazy("Last day"))
    hours = forms.IntegerField(
        label=gettext_lazy("Hours in total"),
        min_value=1,
        max_value=4000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )
    needs_guardian = forms.BooleanField(label=gettext_lazy("A parent or guardian signs too"), required=False)

    def __init__(self, *args: Any, place: "Enrolment", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["site"]).queryset = sites_for(place)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins_on") and given.get("ends_on") and given["ends_on"] <= given["begins_on"]:
            self.add_error("ends_on", _("The last day comes after the first."))
        return given


def sites_for(place: "Enrolment") -> "QuerySet[Any]":
    """Where recognition is asked, the sites that have it; else those of the host."""
    offering = place.offering
    if asks_recognition(offering) and place.person.qualification is not None:
        first = offering.starts_on or place.starts_on
        return sites_recognised_for(place.person.qualification, begins_on=first, ends_on=offering.ends_on or first)
    return sites_of(offering.organization).select_related("organization")


def usual(place: "Enrolment") -> dict[str, Any]:
    """What the offering says; the coordinator changes what is otherwise."""
    offering = place.offering
    return {
        "site": offering.site_id,
        "begins_on": max(place.starts_on, offering.starts_on or place.starts_on),
        "ends_on": offering.ends_on,
        "hours": offering.hours or USUAL_HOURS,
    }


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: "PersonRequest", key: UUID) -> HttpResponse:
    place = places_to_agree(request.person, today()).filter(key=key).first()
    if place is None:
        raise Http404
    form = AgreementForm(request.POST or None, place=place, initial=usual(place))
    if form.is_valid() and (agreement := drawn_up(request, place, form)):
        messages.success(request, _("The agreement of %(name)s can be signed.") % {"name": place.person.name})
        return HttpResponseRedirect(reverse("agreements:agreement", args=[agreement.key]))
    context = {
        "place": place,
        "form": form,
        "asks": asks_recognition(place.offering),
        "has_sites": sites_for(place).exists(),
    }
    return render(request, "school/agree.html", context)


def drawn_up(request: "PersonRequest", place: "Enrolment", form: AgreementForm) -> "Agreement | None":
    given = dict(form.cleaned_data)
    site = given["site"]
    return carried_out(form, lambda: draw_up(place, company=site.organization, by=request.person, at=now(), **given))
