"""Setting up a round, a part at a time; what was typed stays, and what is wrong stands at its field."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkveld.steps.enrolments.enums import BOTH_SIDES
from werkveld.steps.enrolments.queries.running import colleges_to_ask, homes_to_run_for
from werkveld.web.doors import today
from werkveld.web.school.rounds.words import AIMS

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round
    from werkveld.steps.people.models import Person

MOMENT = "%Y-%m-%dT%H:%M"
COLUMNS = (
    "name_nl", "name_en", "text_nl", "text_en", "opens_at", "closes_at", "hosts_until", "results_on", "aim", "seats", "wishes_least",
    "wishes_most", "places_silent", "shows_names",
)  # fmt: skip


def level_choices() -> list[tuple[str, str]]:
    levels = [(str(level), gettext("level %(level)s") % {"level": level}) for level in (1, 2, 3, 4)]
    return [("", gettext("every level")), *levels]


def aim_choices() -> list[tuple[str, Any]]:
    """Each aim with what it does, what it costs, and whether it can be gamed."""
    return [
        (
            code,
            format_html(
                '<strong>{}</strong><span class="aim__words">{}</span><span class="aim__words">{}</span>'
                '<span class="aim__words aim__honest">{}</span>',
                words.name,
                words.good,
                words.bad,
                words.honest,
            ),
        )
        for code, words in AIMS.items()
    ]


def moment_field(label: Any, **named: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, **named)


class RoundForm(forms.Form):
    """The words, days, people and aim of a round."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    text_nl = forms.CharField(
        label=_("Explanation in Dutch"),
        help_text=_("Who chooses reads this first. Say what it is about and what matters."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text_en = forms.CharField(
        label=_("Explanation in English"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Whose round is it?"), queryset=None, empty_label=None
    )
    colleges: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Who may choose?"),
        help_text=_("Students of these schools and colleges."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    level_min = forms.TypedChoiceField(
        label=_("From level"), choices=level_choices, coerce=int, empty_value=None, required=False
    )
    level_max = forms.TypedChoiceField(
        label=_("Up to level"), choices=level_choices, coerce=int, empty_value=None, required=False
    )
    opens_at = moment_field(_("Choosing opens"))
    closes_at = moment_field(_("Choosing closes"))
    hosts_until = moment_field(
        _("Until when do hosts say who is welcome?"),
        help_text=_("Only when both sides choose. Hosts see who asks for their places after choosing has closed."),
        required=False,
    )
    results_on = forms.DateField(
        label=_("Everybody hears the result on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seats = forms.IntegerField(
        label=_("How many places does somebody get?"),
        help_text=_("More than one: name periods, since somebody gets at most one place a period."),
        min_value=1,
        max_value=12,
        initial=1,
    )
    wishes_least = forms.IntegerField(label=_("At least so many wishes"), min_value=1, max_value=50, initial=3)
    wishes_most = forms.IntegerField(label=_("At most so many wishes"), min_value=1, max_value=50, initial=6)
    aim = forms.ChoiceField(label=_("How are the places given?"), widget=forms.RadioSelect, initial="total_rank")
    places_silent = forms.BooleanField(
        label=_("Who chooses nothing, gets a place that is left"),
        help_text=_("Nobody who chose loses anything by it. Without this, who chooses nothing gets nothing."),
        required=False,
        initial=True,
    )
    shows_names = forms.BooleanField(
        label=_("I see already while choosing is open who has not chosen"),
        help_text=_("Without this you see only numbers until choosing is closed."),
        required=False,
    )
    answer_days = forms.IntegerField(
        label=_("Days to say yes to a place that comes free"),
        help_text=_("With 0 the first in line gets the place at once."),
        min_value=0,
        max_value=30,
        initial=3,
    )

    def __init__(self, *args: Any, reader: "Person", choice_round: "Round | None" = None, **named: Any) -> None:
        self.choice_round = choice_round
        if choice_round is not None:
            named.setdefault("initial", _as_typed(choice_round))
        super().__init__(*args, **named)
        homes, colleges = homes_to_run_for(reader, today()), colleges_to_ask(reader, today())
        cast("forms.ModelChoiceField[Any]", self.fields["organization"]).queryset = homes
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["colleges"]).queryset = colleges
        cast("forms.ChoiceField", self.fields["aim"]).choices = aim_choices()
        if choice_round is not None or len(homes) == 1:
            del self.fields["organization"]
            self.only_home = homes[0] if homes else None
        if choice_round is None:
            self.fields["colleges"].initial = [one.pk for one in colleges]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._before("opens_at", "closes_at", _("Choosing has to close after it opens."))
        self._before("wishes_least", "wishes_most", _("This is less than what you ask at least."), is_equal_fine=True)
        self._before("level_min", "level_max", _("This is lower than the first level."), is_equal_fine=True)
        self._sides(given)
        on, closes = given.get("results_on"), given.get("closes_at")
        if on and closes and on < localdate(closes):
            self.add_error("results_on", _("The result comes after choosing has closed."))
        if given.get("seats") and given.get("wishes_most") and given["wishes_most"] < given["seats"]:
            self.add_error("wishes_most", _("Somebody can wish less than somebody gets."))
        return given

    def _sides(self, given: dict[str, Any]) -> None:
        """When hosts choose too there is a time for that, one place for each, and nothing for who chooses nothing."""
        if given.get("aim") not in BOTH_SIDES:
            given["hosts_until"] = None
            return
        given["places_silent"] = False
        if given.get("seats") != 1:
            self.add_error("seats", _("When both sides choose, everybody gets one place."))
        until, closes = given.get("hosts_until"), given.get("closes_at")
        if until is None and "hosts_until" not in self.errors:
            self.add_error("hosts_until", _("Say until when hosts can say who is welcome."))
        elif until and closes and until <= closes:
            self.add_error("hosts_until", _("Hosts come after choosing has closed."))

    def _before(self, first: str, second: str, words: Any, *, is_equal_fine: bool = False) -> None:
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if low is not None and high is not None and (high < low or (high == low and not is_equal_fine)):
            self.add_error(second, words)

    @property
    def facts(self) -> dict[str, Any]:
        """As the columns of a round are called."""
        given = self.cleaned_data
        facts = {name: given[name] for name in COLUMNS}
        facts["name_en"] = facts["name_en"] or facts["name_nl"]
        facts |= {"level_min": given["level_min"], "level_max": given["level_max"]}
        facts |= {"answer_hours": given["answer_days"] * 24, "colleges": list(given["colleges"])}
        if self.choice_round is None:
            facts["organization"] = given.get("organization") or self.only_home
        return facts


def _as_typed(choice_round: "Round") -> dict[str, Any]:
    typed = {name: getattr(choice_round, name) for name in (*COLUMNS, "level_min", "level_max")}
    typed["colleges"] = [one.pk for one in choice_round.colleges.all()]
    return {**typed, "answer_days": round(choice_round.answer_hours / 24)}


class PeriodsForm(forms.Form):
    """A line a period; the simplest way to name, add and drop them."""

    periods = forms.CharField(
        label=_("Periods"),
        help_text=_("One a line, such as «Period 1 | Period 1 in English». Leave it empty when there is only one."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["periods"].splitlines() if line.strip()]
        return [
            (dutch.strip()[:80], english.strip()[:80]) for dutch, _bar, english in (one.partition("|") for one in lines)
        ]


class LimitForm(forms.Form):
    """A room or a teacher that several offerings need."""

    name_nl = forms.CharField(
        label=_("What is shared?"), help_text=_("Such as a kitchen or a teacher."), max_length=120
    )
    capacity = forms.IntegerField(label=_("How many people fit together?"), min_value=0, max_value=100_000)
    offerings = forms.MultipleChoiceField(label=_("Which offerings need it?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.MultipleChoiceField", self.fields["offerings"]).choices = choices

    def clean_offerings(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["offerings"]
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose at least two offerings."))
        return chosen


class GroupForm(forms.Form):
    """Who goes before the others."""

    name_nl = forms.CharField(label=_("Name of the group"), max_length=120)
    college: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Of which college?"), queryset=None, required=False, empty_label=_("any college")
    )
    level = forms.TypedChoiceField(
        label=_("Of which level?"), choices=level_choices, coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, reader: "Person", choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ModelChoiceField[Any]", self.fields["college"]).queryset = colleges_to_ask(reader, today())
        self.quota_offering = choices
        self.fields["quota_offering"] = forms.ChoiceField(
            label=_("At most so many of them in one offering?"),
            choices=[("", _("no limit")), *choices],
            required=False,
        )
        self.fields["quota"] = forms.IntegerField(label=_("How many at most?"), min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("college") and given.get("level") is None:
            self.add_error("college", _("Say for whom: a college, a level, or both."))
        if given.get("quota_offering") and given.get("quota") is None:
            self.add_error("quota", _("Say how many at most."))
        return given


class FixedForm(forms.Form):
    """A place that somebody has before anybody chooses."""

    number = forms.CharField(
        label=_("Student number"), max_length=20, widget=forms.TextInput(attrs={"class": "field-short"})
    )
    offering = forms.ChoiceField(label=_("In which offering?"))
    why = forms.CharField(
        label=_("Why?"), help_text=_("The student reads this. Write nothing about somebody's health."), max_length=300
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ChoiceField", self.fields["offering"]).choices = choices


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("Your sheet"),
        help_text=_("Excel, OpenDocument or CSV, at most 5 MB. First we only look; nothing is written yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )


class ByHandForm(forms.Form):
    """Another place, or none any more; `offering` is a key of an offering or nothing."""

    offering = forms.ChoiceField(label=_("Which place?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("The student reads this, and your name stands with it. Write nothing about somebody's health."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*args, **named)
        cast("forms.ChoiceField", self.fields["offering"]).choices = choices


class AppealForm(forms.Form):
    outcome = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[("yes", _("The student is right")), ("no", _("The result stays as it is"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The student reads this. Use plain words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
