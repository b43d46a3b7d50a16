"""Joining, and booking for a group."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.enrolments.queries import organizations_to_book_for
from werkveld.web.doors import today
from werkveld.web.joining.choices import in_words, mondays

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person


class JoinForm(forms.Form):
    """Without fields, unless everybody begins on a Monday of their own."""

    def __init__(self, *args: Any, offering: "Offering", **named: Any) -> None:
        super().__init__(*args, **named)
        if days := mondays(offering, today()):
            self.fields["starts_on"] = forms.TypedChoiceField(
                label=_("When do you want to begin?"), choices=in_words(days), coerce=date.fromisoformat
            )


class GroupForm(forms.Form):
    """By number only: no name of a child is asked."""

    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("For which organisation"), queryset=None, empty_label=None
    )
    heads = forms.IntegerField(
        label=_("How many people come"),
        help_text=_("Names are not needed."),
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )
    comes_on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, reader: "Person", offering: "Offering", **named: Any) -> None:
        super().__init__(*args, **named)
        self.offering = offering
        organization = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        organization.queryset = organizations_to_book_for(reader, today())

    def clean_comes_on(self) -> date:
        day: date = self.cleaned_data["comes_on"]
        first, last = max(today(), self.offering.starts_on or today()), self.offering.ends_on
        if day < first or (last is not None and day > last):
            raise forms.ValidationError(_("Choose a day on which it can still be visited."))
        return day
