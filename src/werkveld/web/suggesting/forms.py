"""Which themes somebody wants to see more of."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.steps.enrolments.queries import interests_of, themes_to_choose

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person, Theme

    Themes = forms.ModelMultipleChoiceField[Theme]
else:
    Themes = forms.ModelMultipleChoiceField


class ThemesField(Themes):
    """A theme is called by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ThemesForm(forms.Form):
    themes = ThemesField(
        label=_("What do you want to see more of?"),
        help_text=_("Only you see what you chose. You can change it at any time."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="key",
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        cast("ThemesField", self.fields["themes"]).queryset = themes_to_choose(reader)
        if not self.is_bound:
            self.initial["themes"] = [theme.key for theme in interests_of(reader)]
