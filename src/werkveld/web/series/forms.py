"""Planning something that comes back, and changing its dates; what is wrong stands at its field."""

from datetime import date, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.people.queries import coaches_for
from werkveld.web.doors import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from werkveld.steps.people.models import Person, Room, Site

MOST_STUDENTS = 60
SHORT = {"inputmode": "numeric", "class": "field-short"}


def clock_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def day_field(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


def number_field(label: Any, **named: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs=SHORT)
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_STUDENTS, widget=widget, **named)


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.name)


def places_of(sites: "Iterable[Site]") -> "dict[str, tuple[Site, Room | None]]":
    """By what a browser sends: a site, or one of its rooms."""
    found: dict[str, tuple[Site, Room | None]] = {}
    for site in sites:
        found[f"{site.pk}"] = (site, None)
        found |= {f"{site.pk}-{room.pk}": (site, room) for room in site.rooms.all()}
    return found


def place_words(site: "Site", room: "Room | None") -> str:
    name = f"{site.name}, {site.city}"
    if room is None:
        return name
    return _("%(site)s: %(room)s (%(capacity)s people)") % {
        "site": name,
        "room": room.name,
        "capacity": room.capacity,
    }


class DatesForm(forms.Form):
    """Where and when, how many students, and who of the host is there."""

    place = forms.ChoiceField(label=gettext_lazy("Where"))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = clock_field(gettext_lazy("From what time"))
    ends = clock_field(gettext_lazy("Until what time"))
    first = day_field(gettext_lazy("First date"))
    last = day_field(
        gettext_lazy("Last date"),
        help_text=gettext_lazy("Holidays and closed days are left out. You see all dates first."),
    )
    seats = number_field(gettext_lazy("How many students each time"))
    host = PersonChoice(
        label=gettext_lazy("Who of you is there"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody in particular"),
        help_text=gettext_lazy("Such as the teacher of the group. At a lesson this must be somebody."),
    )

    def __init__(self, *args: Any, sites: "Sequence[Site]", people: "QuerySet[Person]", **named: Any) -> None:
        super().__init__(*args, **named)
        self.places = places_of(sites)
        days = [(str(number), str(name).capitalize()) for number, name in WEEKDAYS.items()]
        cast("forms.ChoiceField", self.fields["weekdays"]).choices = days
        choices = [(key, place_words(*place)) for key, place in self.places.items()]
        cast("forms.ChoiceField", self.fields["place"]).choices = choices
        cast("PersonChoice", self.fields["host"]).queryset = people

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if first < today():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return first

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if _is_backward(given.get("begins"), given.get("ends")):
            self.add_error("ends", _("It ends after it begins."))
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes after the first."))
        elif first and last and (last - first).days > 400:
            self.add_error("last", _("Plan at most a year at once."))
        return given

    @property
    def series(self) -> dict[str, Any]:
        """As the action asks it, without the dates."""
        given = self.cleaned_data
        site, room = self.places[given["place"]]
        return {"site": site, "room": room, **{name: given[name] for name in ("begins", "ends", "seats", "host")}}


def _is_backward(begins: time | None, ends: time | None) -> bool:
    return begins is not None and ends is not None and ends <= begins


class PlanForm(DatesForm):
    programme: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("What it belongs to"), queryset=None, empty_label=None
    )
    title = forms.CharField(
        label=gettext_lazy("What you will do"),
        help_text=gettext_lazy("A few words by which students know it, such as: cooking together on Tuesdays."),
        max_length=120,
    )
    summary = forms.CharField(
        label=gettext_lazy("What students do there"),
        help_text=gettext_lazy("One or two sentences in plain words."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    capacity = number_field(
        gettext_lazy("How many students can take part in all"),
        help_text=gettext_lazy(
            "They say themselves on which dates they come. More than come each time makes it easier to fill."
        ),
    )
    field_order = ("programme", "title", "summary", "place", "weekdays", "begins", "ends", "first", "last", "seats")

    def __init__(self, *args: Any, programmes: "QuerySet[Any]", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["programme"]).queryset = programmes

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        seats, capacity = given.get("seats"), given.get("capacity")
        if seats and capacity and capacity < seats:
            self.add_error("capacity", _("At least as many as come each time."))
        return given


class MoveForm(forms.Form):
    """For one date, or for all that are left; `day` only for one."""

    day = day_field(gettext_lazy("On which day"))
    begins = clock_field(gettext_lazy("From what time"))
    ends = clock_field(gettext_lazy("Until what time"))
    room = forms.ChoiceField(label=gettext_lazy("In which room"), required=False)
    seats = number_field(gettext_lazy("How many students each time"))
    host = PersonChoice(
        label=gettext_lazy("Who of you is there"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody in particular"),
    )

    def __init__(
        self, *args: Any, rooms: "dict[str, Room]", people: "QuerySet[Person]", is_one: bool, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.rooms = rooms
        if not is_one:
            del self.fields["day"]
        words = [("", _("No room in particular")), *((key, room.name) for key, room in rooms.items())]
        cast("forms.ChoiceField", self.fields["room"]).choices = words
        cast("PersonChoice", self.fields["host"]).queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if _is_backward(given.get("begins"), given.get("ends")):
            self.add_error("ends", _("It ends after it begins."))
        return given

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "room": self.rooms.get(self.cleaned_data["room"])}


class CallOffForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why does it not go on?"),
        help_text=gettext_lazy("Everybody who would come reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LeadForm(forms.Form):
    coach = PersonChoice(label=gettext_lazy("Who guides"), queryset=None, empty_label=gettext_lazy("Choose one"))

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("PersonChoice", self.fields["coach"]).queryset = coaches_for(reader, today())


class PutOnForm(forms.Form):
    """A student who takes part, and the dates."""

    person = PersonChoice(label=gettext_lazy("Which student"), queryset=None, empty_label=gettext_lazy("Choose one"))
    dates = forms.MultipleChoiceField(label=gettext_lazy("On which dates"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, people: "QuerySet[Person]", dates: "Sequence[tuple[str, str]]", **named: Any
    ) -> None:
        super().__init__(*args, **named)
        cast("PersonChoice", self.fields["person"]).queryset = people
        cast("forms.MultipleChoiceField", self.fields["dates"]).choices = dates
