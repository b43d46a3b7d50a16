"""Taking a question up, and answering it."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.web.doors import today


class TakeUpForm(forms.Form):
    due_on = forms.DateField(
        label=_("You answer before"),
        help_text=_("The asker sees this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < today():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return due_on


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("The asker reads this. Use plain words."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_possible = forms.TypedChoiceField(
        label=_("How it ends"),
        choices=[("yes", _("answered")), ("no", _("not possible"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
