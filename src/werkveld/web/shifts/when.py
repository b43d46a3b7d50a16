"""When can you come? One choice for each part of the week, and the days on which you are away."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.steps.practice.actions import report_absence, say_when
from werkveld.steps.practice.enums import Availability
from werkveld.steps.practice.queries import absences_of, answers_by, rosters_asking, slots_of
from werkveld.web.doors import carried_out, for_people, now, today
from werkveld.web.shifts.words import slot_words

if TYPE_CHECKING:
    from datetime import date

    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Roster
    from werkveld.web.doors import PersonRequest

CHOICES = [(one.value, one.label) for one in Availability]


class WhenForm(forms.Form):
    """A field for each part of the week."""

    def __init__(self, *args: Any, roster: "Roster", person: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        self.slots = list(slots_of(roster))
        said = answers_by(person, roster)
        for slot in self.slots:
            self.fields[f"slot-{slot.pk}"] = forms.ChoiceField(
                label=slot_words(slot),
                choices=CHOICES,
                widget=forms.RadioSelect(attrs={"class": "when"}),
                initial=said.get(slot.pk),
                error_messages={"required": gettext_lazy("Choose one of the three.")},
            )

    @property
    def answers(self) -> dict[Any, Availability]:
        return {slot: Availability(self.cleaned_data[f"slot-{slot.pk}"]) for slot in self.slots}


class DaysForm(forms.Form):
    """Away from a day to a day, both included."""

    first_on = forms.DateField(
        label=gettext_lazy("First day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_on = forms.DateField(
        label=gettext_lazy("Last day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("This is before the first day."))
        return given


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: "PersonRequest", key: UUID) -> HttpResponse:
    me = request.person
    roster = rosters_asking(me, today()).filter(key=key).first()
    if roster is None:
        raise Http404
    deed = request.POST.get("deed")
    form = WhenForm(request.POST if deed == "when" else None, roster=roster, person=me)
    days = DaysForm(request.POST if deed == "days" else None)
    if form.is_valid() and (
        carried_out(form, lambda: say_when(roster, form.answers, person=me, by=me, at=now())) is not None
    ):
        messages.success(request, _("Thank you. You can change it until the roster is there."))
        return HttpResponseRedirect(reverse("shifts:home"))
    if days.is_valid() and went_away(days, me):
        messages.success(request, _("This is kept: you are not planned on these days."))
        return HttpResponseRedirect(reverse("shifts:say_when", args=[key]) + "#days")
    return render(
        request, "shifts/when.html", {"roster": roster, "form": form, "days": days, "away": away_in(roster, me)}
    )


def went_away(days: DaysForm, me: "Person") -> bool:
    given = days.cleaned_data
    span = {"starts_at": midnight(given["first_on"]), "ends_at": midnight(given["last_on"] + timedelta(days=1))}
    return carried_out(days, lambda: report_absence(me, by=me, at=now(), **span)) is not None


def midnight(day: "date") -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def away_in(roster: "Roster", me: "Person") -> list[Any]:
    end = midnight(roster.ends_on + timedelta(days=1))
    return list(absences_of([me.pk], start=midnight(roster.starts_on), end=end))
