"""A contact moment in three fields."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ContactForm(forms.Form):
    held_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_on_site = forms.BooleanField(label=_("This was at the company"), required=False)
    note = forms.CharField(
        label=_("What was said, in one line"),
        help_text=_("The student can read this."),
        max_length=300,
        required=False,
    )
