"""Writing a question down for who asks it, taking it up, and answering it."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.people.queries import coaches_for, digits_of, neighbours_like
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.doors import today
from werkveld.web.knowing import is_the_same, to_choose

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person

CHANNELS = [(way.value, way.label) for way in (AskedBy.PHONE, AskedBy.DESK, AskedBy.PAPER)]


class WriteDownForm(forms.Form):
    """In the order of a conversation, each field one Tab further. Who may be known already is asked about once."""

    name = forms.CharField(label=_("Name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Telephone number"),
        help_text=_("To call back. At the desk it may stay empty."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "class": "field-short"}),
    )
    text = forms.CharField(
        label=_("What is the question?"),
        help_text=_("In the words of the asker. Nothing that is private, such as somebody's health."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    channel = forms.ChoiceField(
        label=_("How it came in"), choices=CHANNELS, initial=AskedBy.PHONE, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        self.known: list[Person] = []
        if not self.is_bound:
            self.fields["name"].widget.attrs["autofocus"] = True
            return
        said = {part: self.data.get(part, "").strip() for part in ("name", "phone")}
        like = neighbours_like(reader, today(), **said)
        same = [one for one in like if is_the_same(one, **said)]
        self.known = same if len(same) == 1 else like
        if like and len(same) != 1:
            self.ask_who(like)

    def ask_who(self, like: "list[Person]") -> None:
        missing = _("Somebody here has this name or this number. Is it one of these people?")
        self.fields["who"] = forms.ChoiceField(
            label=_("Who is it?"),
            choices=to_choose(like),
            widget=forms.RadioSelect,
            error_messages={"required": missing},
        )
        self.order_fields(["name", "phone", "who"])

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and len(digits_of(phone)) < 8:
            raise forms.ValidationError(_("This is not a whole telephone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("channel") == AskedBy.PHONE and "phone" in given and not given["phone"]:
            self.add_error("phone", _("Ask for the number, so that we can call back."))
        return given

    @property
    def who(self) -> "Person | None":
        """Who is known already; None is somebody new."""
        if "who" not in self.fields:
            return self.known[0] if self.known else None
        return next((one for one in self.known if str(one.key) == self.cleaned_data["who"]), None)


class CoachForm(forms.Form):
    coach: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who guides"), queryset=None, empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["coach"]).queryset = coaches_for(reader, today())


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
