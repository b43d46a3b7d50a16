"""Drawing up a roster, its week, and until when people answer."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.practice.actions.rosters import Stretch
from werkveld.web.shifts.words import weekday

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person, Room, Skill

MOMENT = "%Y-%m-%dT%H:%M"
USUAL_WEEKS = 12


def day_field(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class NumbersForm(forms.Form):
    """What the engine needs to know beside the week."""

    per_coach = forms.IntegerField(
        label=gettext_lazy("How many students can one coach guide at a time?"), min_value=1, max_value=40, initial=6
    )
    wished = forms.IntegerField(
        label=gettext_lazy("How many shifts does a student do in the whole term?"),
        help_text=gettext_lazy("Leave it empty to share evenly what is asked."),
        min_value=1,
        max_value=200,
        required=False,
    )


class RosterForm(NumbersForm):
    offering: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("For which offering?"), queryset=None, empty_label=None
    )
    starts_on = day_field(gettext_lazy("First day"))
    weeks = forms.IntegerField(label=gettext_lazy("How many weeks?"), min_value=1, max_value=26, initial=USUAL_WEEKS)
    field_order = ("offering", "starts_on", "weeks", "per_coach", "wished")

    def __init__(self, *args: Any, offerings: "QuerySet[Offering]", on: date, **named: Any) -> None:
        named.setdefault("initial", {"starts_on": on + timedelta(days=28 - on.weekday())})
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["offering"]).queryset = offerings

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        ends_on = given["starts_on"] + timedelta(days=7 * given["weeks"] - 1)
        return {**{name: given[name] for name in ("offering", "starts_on", "per_coach", "wished")}, "ends_on": ends_on}


class ChangeForm(NumbersForm):
    coaches: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which coaches may be planned?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, coaches: "QuerySet[Person]", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["coaches"]).queryset = coaches


class StretchForm(forms.Form):
    """One part of the week. Numbers by skill stand beside the number of students."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=int)
    begins = time_field(gettext_lazy("Begins at"))
    ends = time_field(gettext_lazy("Ends at"))
    asked = forms.IntegerField(
        label=gettext_lazy("How many students are needed?"), min_value=1, max_value=60, initial=2
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many students can there be at most?"), min_value=1, max_value=60, initial=4
    )
    room: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Room"), queryset=None, required=False, empty_label=gettext_lazy("no special room")
    )

    def __init__(self, *args: Any, rooms: "QuerySet[Room]", skills: "QuerySet[Skill]", **named: Any) -> None:
        super().__init__(*args, **named)
        days = [(number, weekday(number).capitalize()) for number in range(7)]
        cast("forms.ChoiceField", self.fields["weekday"]).choices = days
        cast("forms.ModelChoiceField[Any]", self.fields["room"]).queryset = rooms
        self.skills = list(skills)
        for skill in self.skills:
            self.fields[f"skill-{skill.pk}"] = forms.IntegerField(
                label=_("Of whom with “%(skill)s”") % {"skill": skill.name},
                min_value=0,
                max_value=60,
                required=False,
                widget=forms.NumberInput(attrs={"class": "field-short"}),
            )

    @property
    def stretch(self) -> Stretch:
        given = self.cleaned_data
        by_skill = {skill: given.get(f"skill-{skill.pk}") or 0 for skill in self.skills}
        needs: dict[Any, int] = {skill: count for skill, count in by_skill.items() if count}
        needs[None] = given["asked"]
        columns = {name: given[name] for name in ("weekday", "begins", "ends", "seats", "room")}
        return Stretch(needs=needs, **columns)


class AskForm(forms.Form):
    answer_until = forms.DateTimeField(
        label=gettext_lazy("Until when can people answer?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
