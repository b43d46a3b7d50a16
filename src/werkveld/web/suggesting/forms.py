"""Which themes somebody wants to see more of."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.enrolments.queries import interests_of, themes_to_choose

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person


class ThemesForm(forms.Form):
    themes: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("What do you want to see more of?"),
        help_text=_("Only you see what you chose. You can change it at any time."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="key",
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        field = cast("forms.ModelMultipleChoiceField[Any]", self.fields["themes"])
        field.queryset = themes_to_choose(reader)
        field.label_from_instance = lambda theme: theme.name  # type: ignore[method-assign]
        if not self.is_bound:
            self.initial["themes"] = [theme.key for theme in interests_of(reader)]
