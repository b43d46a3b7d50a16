"""Reading and signing; who may sign for which party is a rule of practice."""

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

from werkveld.steps.practice.actions import sign
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.queries import agreement_for
from werkveld.steps.practice.rules import may_sign, parties_needed
from werkveld.web.doors import carried_out, for_people, now, today

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Agreement, Signature
    from werkveld.web.doors import PersonRequest


class SignForm(forms.Form):
    """One tick that says what a signature says."""

    party = forms.ChoiceField(label=gettext_lazy("For whom you sign"), widget=forms.RadioSelect)
    is_read = forms.BooleanField(label=gettext_lazy("I have read the agreement and I agree with it."))

    def __init__(self, *args: Any, parties: list[Party], **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ChoiceField", self.fields["party"]).choices = [(party.value, party.label) for party in parties]
        if len(parties) == 1:
            self.fields["party"].initial = parties[0].value
            self.fields["party"].widget = forms.HiddenInput()


def signatures(agreement: "Agreement") -> list[tuple[Party, "Signature | None"]]:
    """Each party that is needed, with its signature when it is there."""
    there = {signature.party: signature for signature in agreement.signatures.all()}
    return [(party, there.get(party)) for party in Party if party in parties_needed(agreement)]


def parties_to_sign(agreement: "Agreement", reader: "Person") -> list[Party]:
    return [
        party for party, there in signatures(agreement) if there is None and may_sign(reader, agreement, party, today())
    ]


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = agreement_for(request.person, key, today())
    if found is None:
        raise Http404
    parties = parties_to_sign(found, request.person)
    form = SignForm(request.POST or None, parties=parties) if parties else None
    if form is not None and form.is_valid() and signed(request, found, form):
        messages.success(request, _("You signed the agreement."))
        return HttpResponseRedirect(reverse("agreements:agreement", args=[key]))
    context = {"agreement": found, "signatures": signatures(found), "form": form}
    return render(request, "signin/agreement.html", context)


def signed(request: "PersonRequest", found: "Agreement", form: SignForm) -> "Agreement | None":
    party = Party(form.cleaned_data["party"])
    return carried_out(form, lambda: sign(found, party=party, by=request.person, at=now()))
