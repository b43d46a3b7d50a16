"""What happened, in the teller's own words; everything else is a choice."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.queries.concerns import organizations_that_hear
from werkveld.steps.questions.enums import AskedBy

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region
    from werkveld.steps.practice.models import Appointment

KINDS = [
    (ConcernKind.COMPLAINT, gettext_lazy("I have a complaint")),
    (ConcernKind.WORRY, gettext_lazy("I worry about somebody")),
    (ConcernKind.DISCRIMINATION, gettext_lazy("Somebody was discriminated against or harassed")),
]


def sent_along(visit: "Appointment") -> str:
    return _(
        "Then the adviser sees %(day)s, %(time)s, %(place)s. That can show who you are. "
        "Take the tick away if you do not want that."
    ) % {
        "day": date_format(localtime(visit.starts_at), "j F"),
        "time": date_format(localtime(visit.starts_at), "H:i"),
        "place": visit.shift.site.name,
    }


class ConcernForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What is it about?"), choices=KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7})
    )
    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("At which organisation?"), queryset=None, empty_label=gettext_lazy("Choose one")
    )
    reach = forms.CharField(
        label=gettext_lazy("Do you want us to contact you? Write your name and your number or e-mail address."),
        help_text=gettext_lazy("Without it nobody knows who you are, and you read the answer with a code."),
        max_length=120,
        required=False,
    )

    is_about_visit = forms.BooleanField(
        label=gettext_lazy("This is about this appointment"), required=False, initial=True
    )

    field_order = ("is_about_visit",)

    def __init__(
        self, *args: Any, region: "Region", on: date, visit: "Appointment | None" = None, **named: Any
    ) -> None:
        """Where there is one place to choose, nobody is asked; nor about an appointment where none was meant."""
        super().__init__(*args, **named)
        self.visit = visit
        if visit is None:
            del self.fields["is_about_visit"]
        else:
            self.fields["is_about_visit"].help_text = sent_along(visit)
            self.fields["reach"].help_text = _("Without it you read the answer with a code.")
        organization = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        organization.queryset = organizations_that_hear(region, on)
        self.only = organization.queryset.first() if organization.queryset.count() == 1 else None
        if self.only is not None:
            del self.fields["organization"]

    @property
    def has_somewhere(self) -> bool:
        """Whether anybody reads what is told."""
        field = self.fields.get("organization")
        return self.only is not None or bool(field and cast("forms.ModelChoiceField[Any]", field).queryset)

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        return {
            "organization": self.only or given["organization"],
            "kind": ConcernKind(given["kind"]),
            "text": given["text"],
            "reach": given["reach"],
            "appointment": self.visit if given.get("is_about_visit") else None,
        }


class OwnConcernForm(ConcernForm):
    """For who is signed in: the own name goes along only when that is ticked."""

    is_named = forms.BooleanField(label=gettext_lazy("The adviser may know that it is from me"), required=False)


class WriteDownForm(ConcernForm):
    channel = forms.ChoiceField(label=gettext_lazy("How did you hear it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        ways = [(AskedBy.PHONE, _("by telephone")), (AskedBy.DESK, _("at the desk")), (AskedBy.PAPER, _("on paper"))]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["channel"].initial = AskedBy.PHONE
        self.fields["reach"].label = _("How does the adviser reach this person?")
        self.fields["reach"].help_text = _("Without it nobody can answer. You cannot read back what you write here.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
