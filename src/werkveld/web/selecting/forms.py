"""What is asked of who applies, who assesses and who runs a selection."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.journeys.word_selection import in_words
from werkveld.steps.enrolments.queries.selections import offerings_to_select_for
from werkveld.steps.people.queries import coaches_for
from werkveld.web.doors import today

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Assessment, Criterion, Selection
    from werkveld.steps.people.models import Person

SPARE_ROWS = 2


class OfferingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.starts_on:%d-%m-%Y})"


class AssessorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.name)


class DayField(forms.DateField):
    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


def begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class DaysForm(forms.Form):
    """Whole days, since nobody remembers an hour: the last day counts to its end."""

    opens_on = DayField(label=_("First day to apply"), help_text=_("Later than today: people read the criteria first."))
    closes_on = DayField(label=_("Last day to apply"))
    decides_on = DayField(label=_("Everybody hears the result on"))
    most_difference = forms.IntegerField(
        label=_("How much two assessors may differ"),
        help_text=_("In points of a hundred. Who differ more settle it together before you can decide."),
        min_value=0,
        max_value=100,
        initial=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes, decides = (given.get(name) for name in ("opens_on", "closes_on", "decides_on"))
        if opens and opens <= today():
            self.add_error("opens_on", _("Choose a day that is still to come."))
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("This is before the first day."))
        if closes and decides and decides <= closes:
            self.add_error("decides_on", _("This is not after the last day. The assessors need time as well."))
        return given

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "opens_at": begin_of(given["opens_on"]),
            "closes_at": begin_of(given["closes_on"] + timedelta(days=1)),
            "decides_on": given["decides_on"],
            "most_difference": given["most_difference"],
        }


def days_of(selection: "Selection") -> dict[str, Any]:
    return {
        "opens_on": timezone.localdate(selection.opens_at),
        "closes_on": timezone.localdate(selection.closes_at - timedelta(seconds=1)),
        "decides_on": selection.decides_on,
        "most_difference": selection.most_difference,
    }


class NewSelectionForm(DaysForm):
    offering = OfferingField(
        label=_("For which offering"),
        help_text=_("Only what is still to begin and has a limited number of places."),
        queryset=None,
        empty_label=_("Choose one"),
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        field = cast("forms.ModelChoiceField[Any]", self.fields["offering"])
        field.queryset = offerings_to_select_for(reader, today())
        self.order_fields(["offering", "opens_on", "closes_on", "decides_on", "most_difference"])


class CriterionForm(forms.Form):
    """One row; without a name it is left out, so emptying a name removes the criterion."""

    name_nl = forms.CharField(label=_("Name, in Dutch"), max_length=120)
    name_en = forms.CharField(
        label=_("Name, in English"), help_text=_("Empty: the Dutch words stand there."), max_length=120, required=False
    )
    good_nl = forms.CharField(
        label=_("What good looks like, in Dutch"),
        help_text=_("So that who applies knows what to write, and two assessors mean the same."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    good_en = forms.CharField(
        label=_("What good looks like, in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    most = forms.IntegerField(
        label=_("Most points"),
        min_value=1,
        max_value=100,
        initial=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )
    weight = forms.IntegerField(
        label=_("Counts so many times"),
        min_value=1,
        max_value=100,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
    )

    @property
    def is_left_out(self) -> bool:
        names = ("name_nl", "good_nl", "name_en", "good_en")
        return self.is_bound and not any(self.data.get(self.add_prefix(name), "").strip() for name in names)


class CriteriaForms:
    """The rows of all criteria, with a few empty ones; every row that says something is checked."""

    def __init__(self, data: Any, criteria: "list[Criterion]") -> None:
        columns = ("name_nl", "good_nl", "name_en", "good_en", "most", "weight")
        initial = [{name: getattr(one, name) for name in columns} for one in criteria]
        count = len(initial) + SPARE_ROWS
        if data is not None:
            count = sum(f"{row}-name_nl" in data for row in range(50))
        filled = [*initial, *({} for _row in range(count))][: max(count, 1)]
        self.rows = [CriterionForm(data, prefix=str(row), initial=one) for row, one in enumerate(filled)]
        self.kept = [row for row in self.rows if not row.is_left_out]
        if data is not None:  # a row that says nothing is shown empty again, and without faults
            self.rows = [row if row in self.kept else CriterionForm(prefix=row.prefix) for row in self.rows]

    def is_valid(self) -> bool:
        """Each of them is asked, so that all faults show at once."""
        wrong = [row for row in self.kept if not row.is_valid()]
        names = [row.cleaned_data["name_nl"] for row in self.kept if row not in wrong]
        for row in self.kept:
            if row not in wrong and names.count(row.cleaned_data["name_nl"]) > 1:
                row.add_error("name_nl", _("Another criterion has this name."))
                wrong.append(row)
        return bool(self.kept) and not wrong

    @property
    def facts(self) -> list[dict[str, Any]]:
        return [row.cleaned_data for row in self.kept]


class AssessorForm(forms.Form):
    person: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who assesses"), queryset=None, empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["person"]).queryset = coaches_for(reader, today())


class ApplyForm(forms.Form):
    motivation = forms.CharField(
        label=_("Why do you want this?"),
        help_text=_("Look at the criteria. The assessors read this beside them. Nothing about your health."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("What should be looked at again?"),
        help_text=_("Such as a criterion that was not looked at, or a rule that was not kept."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerAppealForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The student reads this. Use plain words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_upheld = forms.TypedChoiceField(
        label=_("How it ends"),
        choices=[("no", _("not upheld")), ("yes", _("upheld"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )


class HandOverForm(forms.Form):
    to = AssessorField(label=_("Give to another assessor"), queryset=None, empty_label=_("Choose one"))

    def __init__(self, *args: Any, assessment: "Assessment", **named: Any) -> None:
        super().__init__(*args, **named)
        application = assessment.application
        taken = application.assessments.values("assessor")
        every = application.selection.assessors.select_related("person").order_by("person__family_name", "id")
        field = cast("forms.ModelChoiceField[Any]", self.fields["to"])
        field.queryset = every.exclude(pk__in=taken).exclude(person=application.person_id)


class AssessForm(forms.Form):
    """Two fields a criterion, in its order. Only handing in asks for all of them."""

    def __init__(
        self, *args: Any, criteria: "list[Criterion]", must_declare: bool, hands_in: bool, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.criteria = criteria
        asks = hands_in or not self.is_bound  # a page that was just opened says what handing in will ask
        for one in criteria:
            self.fields[f"points_{one.pk}"] = forms.IntegerField(
                label=_("%(name)s: points, 0 to %(most)s") % {"name": one.name, "most": one.most},
                min_value=0,
                max_value=one.most,
                required=asks,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short", "autocomplete": "off"}),
            )
            self.fields[f"note_{one.pk}"] = forms.CharField(
                label=_("%(name)s: why these points") % {"name": one.name},
                max_length=500,
                required=asks,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if must_declare:
            self.fields["declared"] = forms.CharField(
                label=_("You coach this learner. How do you know each other?"),
                help_text=_("Who decides reads this, and so does the student afterwards."),
                max_length=300,
                required=asks,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def rows(self) -> list[tuple["Criterion", forms.BoundField, forms.BoundField]]:
        return [(one, self[f"points_{one.pk}"], self[f"note_{one.pk}"]) for one in self.criteria]

    @property
    def declaring(self) -> forms.BoundField | None:
        return self["declared"] if "declared" in self.fields else None

    @property
    def given(self) -> dict[int, tuple[int | None, str]]:
        given = self.cleaned_data
        return {one.pk: (given.get(f"points_{one.pk}"), given.get(f"note_{one.pk}", "")) for one in self.criteria}


class SettleForm(forms.Form):
    points = forms.DecimalField(
        label=_("Points that you settled on, of a hundred"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "field-short"}),
    )
    why = forms.CharField(
        label=_("Why these points"),
        help_text=_("The student can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def half_way(totals: tuple[Decimal, ...]) -> str:
    """What to begin from in a conversation."""
    return in_words(sum(totals, Decimal(0)) / len(totals))
