"""What is asked to form teams, and to wish for one."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.steps.enrolments.queries.teams import offerings_to_divide, people_called, people_in
from werkveld.steps.people.queries import organizations
from werkveld.steps.questions.queries import open_questions
from werkveld.web.doors import today

if TYPE_CHECKING:
    from werkveld.journeys.change_team import Choice
    from werkveld.steps.enrolments.models import Enrolment, TeamPlan, Topic
    from werkveld.steps.people.models import Person

MOST_RANKED = 3
EVENING = time(23, 59)


class OfferingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.starts_on:%d-%m-%Y})"


class QuestionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organization.name}: {obj.text[:60]}"


class PersonField(forms.ModelChoiceField):
    """Somebody who takes part, with the college."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.name} ({obj.person.college.name})" if obj.person.college else obj.person.name


class PlanForm(forms.Form):
    size = forms.IntegerField(
        label=_("How many people in a team"),
        help_text=_("Where it does not come out, some teams have one more or one fewer."),
        min_value=2,
        max_value=50,
        initial=5,
        widget=forms.NumberInput(attrs={"class": "field-short"}),
    )
    wishes_on = forms.DateField(
        label=_("People say what they wish up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @property
    def wishes_until(self) -> datetime:
        """The end of that day, where the people are."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["wishes_on"], EVENING))


class NewPlanForm(PlanForm):
    offering = OfferingField(label=_("What is done in teams"), queryset=None, empty_label=_("Choose one"))

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        field = cast("forms.ModelChoiceField[Any]", self.fields["offering"])
        field.queryset = offerings_to_divide(reader, today())
        self.order_fields(["offering", "size", "wishes_on"])


class TopicForm(forms.Form):
    """The question says who asked, where it is one of an organisation."""

    name_nl = forms.CharField(label=_("Topic, in Dutch"), max_length=120)
    name_en = forms.CharField(
        label=_("Topic, in English"), max_length=120, required=False, help_text=_("Empty: the Dutch words stand there.")
    )
    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who asked it"), queryset=None, required=False, empty_label=_("Nobody in particular")
    )
    question = QuestionField(
        label=_("From which question"), queryset=None, required=False, empty_label=_("From no question")
    )
    teams_most = forms.IntegerField(
        label=_("At most so many teams"),
        help_text=_("Empty means no limit."),
        min_value=1,
        max_value=1000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "field-short"}),
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        asked_by = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        asked_by.queryset = organizations(reader.region)
        question = cast("forms.ModelChoiceField[Any]", self.fields["question"])
        question.queryset = (
            open_questions(reader.region).filter(organization__isnull=False).select_related("organization")
        )

    @property
    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if given["question"]:
            given["organization"] = given["question"].organization
        return {**given, "name_en": given["name_en"] or given["name_nl"]}


class ApartForm(forms.Form):
    one = PersonField(label=_("Who"), queryset=None, empty_label=_("Choose one"))
    other = PersonField(label=_("Not with"), queryset=None, empty_label=_("Choose one"))
    why = forms.CharField(
        label=_("Why"),
        help_text=_("Only coordinators read this. Nothing about somebody's health."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, plan: "TeamPlan", **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("one", "other"):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = people_in(plan)


class MoveForm(forms.Form):
    team = forms.ChoiceField(label=_("To which team"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("Who it is about reads this too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, offered: "list[tuple[Choice, str]]", **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(str(choice.team.number), words) for choice, words in offered if not choice.is_here]
        cast("forms.ChoiceField", self.fields["team"]).choices = choices


class WishForm(forms.Form):
    """Topics in order, and two people by their whole name; nobody browses through who takes part."""

    def __init__(self, *args: Any, plan: "TeamPlan", topics: "list[Topic]", own: "Enrolment", **named: Any) -> None:
        super().__init__(*args, **named)
        self.plan, self.own, self.by_key = plan, own, {str(topic.key): topic for topic in topics}
        words = (_("Your first wish"), _("Your second wish"), _("Your third wish"))
        choices = [("", _("No wish")), *((key, topic.name) for key, topic in self.by_key.items())]
        self.ranked = [f"topic_{rank}" for rank in range(1, min(MOST_RANKED, len(topics)) + 1)]
        for name, label in zip(self.ranked, words, strict=False):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        for number, label in ((1, _("With whom would you like to be?")), (2, _("And with whom else?"))):
            self.fields[f"mate_{number}"] = forms.CharField(
                label=label,
                help_text=_("First and last name. Only you and the school see this.") if number == 1 else "",
                max_length=160,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        seen: set[str] = set()
        for name in self.ranked:
            key = given.get(name)
            if key and key in seen:
                self.add_error(name, _("You chose this topic already. Choose another one, or no wish."))
            seen.add(key or "")
        given["mates"] = [mate for number in (1, 2) if (mate := self.mate(f"mate_{number}", given))]
        if len(given["mates"]) == 2 and given["mates"][0] == given["mates"][1]:
            self.add_error("mate_2", _("You named this person already."))
        return given

    def mate(self, name: str, given: dict[str, Any]) -> "Enrolment | None":
        said = given.get(name) or ""
        found = people_called(self.plan, said) if said else []
        if not said:
            return None
        if found == [self.own]:
            self.add_error(name, _("That is you. Name somebody else."))
        elif len(found) == 1:
            return found[0]
        elif found:
            self.add_error(name, _("Two people here have this name. Tell your coordinator whom you mean."))
        else:
            self.add_error(name, _("Nobody with this name takes part yet. Write the first and the last name."))
        return None

    @property
    def topics(self) -> "list[Topic]":
        return [self.by_key[key] for name in self.ranked if (key := self.cleaned_data[name])]


class NameForm(forms.Form):
    name = forms.CharField(label=_("A name for your team"), max_length=60, required=False)
