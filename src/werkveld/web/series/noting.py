"""On the day, and a while after it: the host says who was there."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.steps.practice.actions import note_date
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.queries import one_series
from werkveld.steps.practice.queries.series import date_of
from werkveld.steps.practice.rules import is_going_on, may_run_day
from werkveld.web.doors import carried_out, for_people, now, today

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Shift
    from werkveld.web.doors import PersonRequest


class NoteForm(forms.Form):
    came = forms.MultipleChoiceField(
        label=gettext_lazy("Which students were there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    host = forms.BooleanField(required=False)
    heads = forms.IntegerField(
        label=gettext_lazy("How many visitors"),
        help_text=gettext_lazy("Everybody who joined in, such as residents or pupils. Names are not needed."),
        required=False,
        min_value=0,
        max_value=2000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )

    def __init__(self, *args: Any, people: "list[Person]", shift: "Shift", **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(str(person.key), person.given_name) for person in people]
        cast("forms.MultipleChoiceField", self.fields["came"]).choices = choices
        if shift.host is None:
            del self.fields["host"]
        else:
            self.fields["host"].label = _("%(name)s was there") % {"name": shift.host.name}


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: "PersonRequest", key: UUID, date: UUID) -> HttpResponse:
    offering = one_series(request.person, key, today())
    shift = date_of(offering, date) if offering else None
    if offering is None or shift is None or not may_run_day(request.person, shift, now()):
        raise Http404
    people = [turn.person for turn in shift.turns.all() if turn.state != TurnState.EXCUSED]
    form = NoteForm(request.POST or None, people=people, shift=shift, initial=as_noted(shift))
    back = reverse("series:series", args=[key])
    if form.is_valid() and noted(request, shift, people, form):
        messages.success(request, _("It is written down."))
        return HttpResponseRedirect(back)
    context = {"offering": offering, "shift": shift, "form": form, "is_open": is_going_on(shift, now())}
    return render(request, "series/note.html", context)


def as_noted(shift: "Shift") -> dict[str, Any]:
    came = [str(turn.person.key) for turn in shift.turns.all() if turn.state == TurnState.PRESENT]
    return {"came": came, "host": shift.host_came_at is not None, "heads": shift.heads}


def noted(request: "PersonRequest", shift: "Shift", people: "list[Person]", form: NoteForm) -> "Shift | None":
    given = form.cleaned_data
    came = [person for person in people if str(person.key) in given["came"]]
    host, heads = bool(given.get("host")), given["heads"]
    return carried_out(form, lambda: note_date(shift, came=came, host=host, heads=heads, by=request.person, at=now()))
