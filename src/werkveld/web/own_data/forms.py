"""Putting right what is written about you, and going."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectForm(forms.Form):
    given_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address where we reach you"),
        help_text=_("You keep signing in with the address of your account."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class CloseForm(forms.Form):
    """One tick, since it cannot be undone."""

    is_sure = forms.BooleanField(label=_("I took along what I want to keep. I know that this cannot be undone."))
