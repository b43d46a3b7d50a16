"""Where, who and what a visit needs: as little as possible, and never a private thing."""

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkveld.ground.telephones import mobile_number
from werkveld.steps.practice.actions import Details
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.helping.words import LANGUAGES

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help

EVERY = (("", gettext_lazy("once")), ("1", gettext_lazy("every week")), ("2", gettext_lazy("every two weeks")))
MOST_TIMES = 12
ADDRESS_SEEN = gettext_lazy(
    "Street, number and postcode. Only the students who come, their coach and who arranges your appointment see it."
)
NO_PRIVATE = gettext_lazy("Do not write things that are private, such as your health.")


class WhereForm(forms.Form):
    """Asked before the times; what is chosen on the page before is the first question, these are the other two."""

    place = forms.CharField(
        label=gettext_lazy("Your postcode or town"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    step_free = forms.BooleanField(label=gettext_lazy("I come with a wheelchair or a walker"), required=False)

    def said(self) -> dict[str, Any]:
        """Also when nothing was sent, or something that makes no sense."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"place": given.get("place", ""), "step_free": given.get("step_free", False)}


class PhoneField(forms.CharField):
    def __init__(self, **named: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "field-short"})
        super().__init__(max_length=20, widget=widget, **named)


class WhoForm(forms.Form):
    """A first name is enough. Who has an account is not asked who they are."""

    given_name = forms.CharField(
        label=gettext_lazy("Your first name"),
        help_text=gettext_lazy("So that the student knows who comes."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = PhoneField(
        label=gettext_lazy("Your mobile number"),
        help_text=gettext_lazy("Only when you want a text message to remind you."),
        required=False,
    )

    def __init__(self, *args: Any, is_known: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        if is_known:
            del self.fields["given_name"], self.fields["phone"]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not mobile_number(phone):
            raise forms.ValidationError(_("This is not a Dutch mobile number. You may leave it empty."))
        return phone


class ExtraForm(forms.Form):
    """What some visits need besides: another language, somebody who comes along, and the same again and again."""

    language = forms.ChoiceField(label=gettext_lazy("Which language do we speak?"), required=False)
    interpreter = forms.ChoiceField(
        label=gettext_lazy("Do you bring an interpreter? For which language?"),
        help_text=gettext_lazy("Somebody you bring yourself."),
        required=False,
        choices=[("", gettext_lazy("no interpreter")), *((code, name) for code, name in LANGUAGES.items())],
    )
    brings_somebody = forms.BooleanField(label=gettext_lazy("Somebody comes along with me"), required=False)
    every = forms.ChoiceField(label=gettext_lazy("How often?"), choices=EVERY, required=False)
    count = forms.IntegerField(
        label=gettext_lazy("How many times in all?"),
        required=False,
        min_value=2,
        max_value=MOST_TIMES,
        widget=forms.NumberInput(attrs={"class": "field-short", "inputmode": "numeric"}),
    )

    def choose_language(self, kind: "Help") -> None:
        """Asked only where there is something to choose."""
        if len(kind.spoken) > 1:
            choices = [(code, LANGUAGES.get(code, code)) for code in kind.spoken]
            self.fields["language"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("every") and "count" in given and not given["count"]:
            said = ngettext("Write a number from 2 to %(most)s.", "Write a number from 2 to %(most)s.", MOST_TIMES)
            self.add_error("count", said % {"most": MOST_TIMES})
        return given


class VisitForm(WhoForm, ExtraForm):
    """What a visit needs. `MORE` is folded in, since most people leave it as it is."""

    MORE = ("wishes", "step_free", "language", "interpreter", "brings_somebody", "every", "count")

    place = forms.CharField(label=gettext_lazy("Where do we come?"), max_length=160)
    wishes = forms.CharField(
        label=gettext_lazy("Tell us"),
        help_text=NO_PRIVATE,
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    step_free = forms.BooleanField(label=gettext_lazy("I come with a wheelchair or a walker"), required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: "Help", **named: Any) -> None:
        named["initial"] = {"once": uuid.uuid4(), **named.get("initial", {})}
        super().__init__(*args, **named)
        place_words(self, kind)
        self.choose_language(kind)

    @property
    def more(self) -> list[Any]:
        """Fields that are folded in."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.more)

    def details(self, channel: AskedBy = AskedBy.WEB) -> Details:
        given = self.cleaned_data
        return Details(
            channel=channel,
            place=given.get("place", ""),
            wishes=given.get("wishes", ""),
            language=given.get("language", ""),
            interpreter=given.get("interpreter", ""),
            brings_somebody=given.get("brings_somebody", False),
            needs_step_free=given["step_free"],
        )


def place_words(form: forms.Form, kind: "Help") -> None:
    """Asked only where students come to somebody."""
    if not (kind.is_at_home or kind.is_walking_along):
        del form.fields["place"]
        return
    field = form.fields["place"]
    if kind.is_at_home:
        field.help_text = ADDRESS_SEEN
    else:
        field.label = _("Where does the student pick you up?")
        field.help_text = ADDRESS_SEEN
        form.fields["wishes"].label = _("Where do you want to go?")


class WaitForm(WhoForm):
    """Standing in line: where, and until when it still makes sense."""

    place = forms.CharField(label=gettext_lazy("Where do we come?"), max_length=160)
    site = forms.ChoiceField(label=gettext_lazy("Where do you want to come?"), widget=forms.RadioSelect, required=False)
    step_free = forms.BooleanField(label=gettext_lazy("I come with a wheelchair or a walker"), required=False)
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("How long do you want to wait?"),
        choices=[("2", gettext_lazy("2 weeks")), ("4", gettext_lazy("4 weeks")), ("8", gettext_lazy("8 weeks"))],
        coerce=int,
        initial="4",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, kind: "Help", **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["weeks"].initial = "4"
        if "phone" in self.fields:
            self.fields["phone"].help_text = _(
                "We send a text message when a time comes free. Without a number you look with your code."
            )
        sites = list(kind.sites.all())
        if kind.is_at_home or kind.is_walking_along:
            self.fields["place"].help_text = ADDRESS_SEEN
            del self.fields["step_free"]
        else:
            del self.fields["place"]
        if len(sites) > 1:
            choices = [("", _("wherever a time comes free first")), *((str(one.key), one.name) for one in sites)]
            self.fields["site"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["site"]


class OtherForm(WhoForm):
    """A question that is no kind of help: the school answers, so it must know how to reach somebody."""

    text = forms.CharField(
        label=gettext_lazy("What is your question?"),
        help_text=gettext_lazy("Tell it in your own words. Do not write things that are private, such as your health."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    field_order = ("text", "given_name", "phone")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if "phone" in self.fields:
            phone = self.fields["phone"]
            phone.label, phone.required = _("Your telephone number"), True
            phone.help_text = _("Somebody of the school calls you back.")
            self.fields["given_name"].help_text = _("So that we know whom we call.")

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if sum(letter.isdigit() for letter in phone) < 8:
            raise forms.ValidationError(_("This is not a whole telephone number."))
        return phone


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("It stands on your paper or in your text message. Capitals and spaces do not matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "field-short"}),
    )
