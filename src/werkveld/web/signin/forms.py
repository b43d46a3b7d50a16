"""The forms of coming in. No placeholders: the label stands above, help under it."""

from typing import TYPE_CHECKING, Any, cast

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.queries import organizations_to_invite_for, roles_to_give

if TYPE_CHECKING:
    from datetime import date

    from werkveld.steps.people.models import Person


def code_field(label: Any, help_text: Any) -> forms.CharField:
    """One-time codes are filled in by phones that know `one-time-code`."""
    typing = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    attrs = {**typing, "class": "field-short"}
    return forms.CharField(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs))


class AskCodeForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code to this address. You have no password here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class TypeCodeForm(ConfirmLoginCodeForm):
    code = code_field(
        _("Code from the e-mail"),
        _("Eight letters and numbers, such as ABCD-2345. Capitals and the dash do not matter."),
    )


class SecondStepForm(AuthenticateForm):
    code = code_field(_("Code from your app"), _("Lost your phone? Then type one of your recovery codes."))


class ActivateAppForm(ActivateTOTPForm):
    code = code_field(_("Code from your app"), _("Six numbers. A new code comes every half minute."))


class AddKeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("A name for the key"), required=False)


class RenameKeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("A name for the key"))


class AgainForm(ReauthenticateForm):
    code = code_field(_("Code from your app"), _("Six numbers. A new code comes every half minute."))


class InviteForm(forms.Form):
    """Only the organisations and the roles that this reader may invite for."""

    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation goes to this address."))
    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, empty_label=_("Choose one")
    )
    role = forms.ChoiceField(label=_("Role"), help_text=_("What this person does there."))

    def __init__(self, *args: Any, reader: "Person", on: "date", **named: Any) -> None:
        super().__init__(*args, **named)
        organization = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        role = cast("forms.ChoiceField", self.fields["role"])
        organization.queryset = organizations_to_invite_for(reader, on)
        role.choices = [("", _("Choose one")), *((code.value, code.label) for code in roles_to_give(reader, on))]

    def clean_role(self) -> RoleCode:
        return RoleCode(self.cleaned_data["role"])
