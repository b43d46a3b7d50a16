"""A mark, a yes or no, and words for who wants to say more."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.questions.enums import AskedBy

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Survey

MARKS = [(str(mark), str(mark)) for mark in range(1, 11)]


class AnswerForm(forms.Form):
    """The words of the questions are those of the survey."""

    score = forms.TypedChoiceField(
        choices=MARKS,
        coerce=Decimal,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("1 is very bad, 10 is very good."),
    )
    also = forms.TypedChoiceField(
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=gettext_lazy("Do you want to say more?"),
        help_text=gettext_lazy("Do not write things that are private, such as your health."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, survey: "Survey", **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["score"].label = survey.question
        if survey.also:
            self.fields["also"].label = survey.also
        else:
            del self.fields["also"]

    def answers(self) -> dict[str, Any]:
        """As the actions take them."""
        given = self.cleaned_data
        return {"score": given["score"], "also": given.get("also"), "remark": given["remark"]}


class TypeInForm(AnswerForm):
    channel = forms.ChoiceField(label=gettext_lazy("How did you get this answer?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        ways = [(AskedBy.DESK, _("at the desk")), (AskedBy.PHONE, _("by telephone")), (AskedBy.PAPER, _("on paper"))]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["channel"].initial = AskedBy.DESK
