"""What sites are recognised for: written down by the school, with whom it concerns that one ends."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.steps.people.actions import recognise
from werkveld.steps.people.enums import Can
from werkveld.steps.people.queries import qualifications, sites
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.queries import recognitions_ending
from werkveld.web.doors import carried_out, for_desk, now, today
from werkveld.web.school.agreeing import SiteChoice, day_field

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person, Recognition
    from werkveld.web.doors import PersonRequest

SOON = timedelta(days=90)  # what ends within this time is on the morning list: asking for another one takes weeks


class RecognitionForm(forms.Form):
    site = SiteChoice(label=gettext_lazy("Which site"), queryset=None, empty_label=gettext_lazy("Choose one"))
    qualification: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("For which qualification"), queryset=None, empty_label=gettext_lazy("Choose one")
    )
    begins_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(
        gettext_lazy("Last day"), help_text=gettext_lazy("As it stands in the register of work placement companies.")
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["site"]).queryset = sites(reader.region)
        cast("forms.ModelChoiceField[Any]", self.fields["qualification"]).queryset = qualifications()


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def recognitions(request: "PersonRequest") -> HttpResponse:
    """The form comes filled in from a row of the list: same site and qualification, from the day after."""
    me, day = request.person, today()
    if not may_anywhere(me, Can.SIGN_FOR_SCHOOL, day):
        raise PermissionDenied
    form = RecognitionForm(request.POST or None, reader=me, initial=request.GET.dict())
    if form.is_valid() and (made := recognised(request, form)):
        done = _("%(site)s is recognised for %(qualification)s.")
        messages.success(request, done % {"site": made.site.name, "qualification": made.qualification.name})
        return HttpResponseRedirect(reverse("school:recognitions"))
    context = {"form": form, "ending": recognitions_ending(me, day, before=day + SOON), "today": day}
    return render(request, "school/recognitions.html", context)


def recognised(request: "PersonRequest", form: RecognitionForm) -> "Recognition | None":
    return carried_out(form, lambda: recognise(by=request.person, at=now(), **form.cleaned_data))
