"""Answering, and sending on to another adviser."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.experiences.queries.concerns import organizations_that_hear

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Concern


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Who told you this reads it with the code. Say what you do, and when."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ForwardForm(forms.Form):
    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("To the adviser of"), queryset=None, empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, concern: "Concern", on: date, **named: Any) -> None:
        super().__init__(*args, **named)
        others = organizations_that_hear(concern.organization.region, on).exclude(pk=concern.organization_id)
        cast("forms.ModelChoiceField[Any]", self.fields["organization"]).queryset = others
