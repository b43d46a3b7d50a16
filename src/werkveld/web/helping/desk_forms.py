"""The forms with which staff books for somebody else: first what and who, then when."""

import uuid
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.ground.telephones import mobile_number
from werkveld.steps.offerings.queries.help import kinds_of_help
from werkveld.steps.people.queries import neighbours_like
from werkveld.steps.practice.actions import Details
from werkveld.steps.practice.queries.slots import FreeTime, free_times
from werkveld.steps.questions.enums import AskedBy
from werkveld.web.doors import now, today
from werkveld.web.helping.forms import ExtraForm
from werkveld.web.helping.times import day_from, no_way_in, value_of
from werkveld.web.helping.words import day_and_time, how_long, price
from werkveld.web.knowing import is_the_same, to_choose

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.people.models import Person, Site

FIRST_TIMES = 12
CHANNELS = [(way.value, way.label) for way in (AskedBy.PHONE, AskedBy.DESK, AskedBy.PAPER)]


def typed(label: Any, most: int, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **more)


class LookForm(forms.Form):
    """In the order of a conversation, each field one Tab further."""

    kind = forms.ChoiceField(label=gettext_lazy("What for"))
    name = typed(gettext_lazy("First name"), 80)
    phone = typed(
        gettext_lazy("Telephone number"),
        20,
        required=False,
        help_text=gettext_lazy("Only to call back or to send a text message."),
        attrs={"inputmode": "tel", "class": "field-short"},
    )
    wants_text = forms.BooleanField(label=gettext_lazy("Wants a text message to remind"), required=False)
    step_free = forms.BooleanField(label=gettext_lazy("Comes with a wheelchair or a walker"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came in"), choices=CHANNELS, initial=AskedBy.PHONE, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, reader: "Person") -> None:
        super().__init__(data)
        self.kinds = {str(kind.key): kind for kind in kinds_of_help(reader.region)}
        self.fields["kind"].choices = [("", _("Choose one")), *self.by_programme()]  # type: ignore[attr-defined]
        if not self.is_bound:
            self.fields["kind"].widget.attrs["autofocus"] = True

    def by_programme(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, kind in self.kinds.items():
            words = f"{kind.name} ({how_long(kind.minutes)}, {price(kind.price)})"
            groups.setdefault(kind.programme.name, []).append((key, words))
        return list(groups.items())

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(letter.isdigit() for letter in phone) < 8:
            raise forms.ValidationError(_("This is not a whole telephone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wants_text") and not mobile_number(given.get("phone", "")):
            self.add_error("phone", _("A text message needs a Dutch mobile number."))
        return given

    @property
    def chosen(self) -> "Help":
        return self.kinds[self.cleaned_data["kind"]]

    def typed(self) -> list[Any]:
        """To send along with the next form."""
        return [field.as_hidden() for field in self]


class FindForm(forms.Form):
    name = typed(gettext_lazy("Name"), 160, required=False, attrs={"autofocus": True})
    phone = typed(
        gettext_lazy("Telephone number"), 20, required=False, attrs={"inputmode": "tel", "class": "field-short"}
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.values()):
            raise forms.ValidationError(_("Type a name or a number."))
        return given


def once_each(found: list[FreeTime]) -> list[FreeTime]:
    """One for each moment and site, whichever shift it is on."""
    return list({(one.starts_at, one.site.pk): one for one in reversed(found)}.values())[::-1]


def whole_days(found: list[FreeTime], least: int) -> tuple[list[FreeTime], date | None]:
    """Days from the first on until there is enough to choose from, and the day after those when there is one."""
    shown: list[FreeTime] = []
    for day, together in groupby(found, key=lambda one: localdate(one.starts_at)):
        if len(shown) >= least:
            return shown, day
        shown += together
    return shown, None


class BookForm(ExtraForm):
    """The first free time is chosen already, so that Enter books it. What few visits need is folded in."""

    MAIN = ("who", "time", "place", "wishes")
    MORE = ("language", "interpreter", "brings_somebody", "every", "count")

    who = forms.ChoiceField(label=gettext_lazy("Who is it?"), widget=forms.RadioSelect)
    time = forms.ChoiceField(label=gettext_lazy("When"), widget=forms.RadioSelect)
    place = typed(
        gettext_lazy("Where do we come?"),
        160,
        help_text=gettext_lazy(
            "Street, number and postcode. Only the students who come, their coach and who arranges the appointment see it."
        ),
    )
    wishes = typed(
        gettext_lazy("Anything we should know?"),
        200,
        required=False,
        help_text=gettext_lazy("Only what the visit needs. Nothing that is private, such as somebody's health."),
    )
    day = forms.DateField(
        label=gettext_lazy("From which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "field-short"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, is_sent: bool, looked: LookForm, reader: "Person") -> None:
        """Other days may be looked at with the form half filled in."""
        start = {name: sent[name] for name in self.base_fields if sent.get(name) and name != "time"}
        super().__init__(sent if is_sent else None, initial={"once": uuid.uuid4(), **start})
        self.looked, self.kind = looked, looked.chosen
        self.first = day_from(sent.get("day" if "show" in sent else "first", ""))
        self.later: date | None = None
        self.known: list[Person] = []
        self.times: list[FreeTime] = []
        self.ask_who(reader)
        self.ask_when()
        self.choose_language(self.kind)
        self.fields["interpreter"].help_text = _("Somebody they bring themselves.")
        self.fields["brings_somebody"].label = _("Somebody comes along")
        if not (self.kind.is_at_home or self.kind.is_walking_along):
            del self.fields["place"]

    @property
    def main(self) -> list[Any]:
        return [self[name] for name in self.MAIN if name in self.fields]

    @property
    def more(self) -> list[Any]:
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.more)

    @property
    def shut(self) -> "list[tuple[Site, str]]":
        """Sites where who comes with a wheelchair cannot come in, or where nobody knows, in words."""
        if not self.looked.cleaned_data["step_free"]:
            return []
        found = ((site, no_way_in(self.kind, site)) for site in self.kind.sites.all())
        return [(site, why) for site, why in found if why]

    @property
    def is_shut(self) -> bool:
        return bool(self.shut) and len(self.shut) == len(self.kind.sites.all())

    def ask_when(self) -> None:
        step_free = self.looked.cleaned_data["step_free"]
        found = free_times(self.kind, at=now(), first=self.first, step_free=step_free)
        self.times, self.later = whole_days(once_each(found), FIRST_TIMES)
        choices = [(value_of(one), f"{day_and_time(one.starts_at)} · {one.site.name}") for one in self.times]
        time = self.fields["time"]
        time.choices = choices  # type: ignore[attr-defined]
        if choices:
            time.initial = choices[0][0]
        if "who" not in self.fields:
            time.widget.attrs["autofocus"] = True

    def ask_who(self, reader: "Person") -> None:
        """Not asked where name and number are those of one known neighbour, or nobody is known."""
        said = {part: self.looked.cleaned_data[part] for part in ("name", "phone")}
        like = neighbours_like(reader, today(), **said)
        same = [one for one in like if is_the_same(one, **said)]
        self.known = same if len(same) == 1 else like
        if like and len(same) != 1:
            self.fields["who"].choices = to_choose(like)  # type: ignore[attr-defined]
            self.fields["who"].widget.attrs["autofocus"] = True
        else:
            del self.fields["who"]

    @property
    def resident(self) -> "Person | None":
        """Who is known already; None is somebody new."""
        if "who" not in self.fields:
            return self.known[0] if self.known else None
        return next((one for one in self.known if str(one.key) == self.cleaned_data["who"]), None)

    @property
    def free(self) -> FreeTime:
        return next(one for one in self.times if value_of(one) == self.cleaned_data["time"])

    def details(self) -> Details:
        given, before = self.cleaned_data, self.looked.cleaned_data
        return Details(
            channel=AskedBy(before["channel"]),
            place=given.get("place", ""),
            wishes=given["wishes"],
            language=given.get("language", ""),
            interpreter=given["interpreter"],
            brings_somebody=given["brings_somebody"],
            needs_step_free=before["step_free"],
        )
