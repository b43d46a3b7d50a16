"""How every form looks: label above, help, the error beside the field, and a summary that gets the focus."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "utrecht-checkbox"),
    (forms.CheckboxSelectMultiple, ""),  # a class would stand on the group as well
    (forms.RadioSelect, ""),
    (forms.ClearableFileInput, ""),
    (forms.FileInput, ""),
    (forms.Select, "utrecht-select"),
    (forms.Textarea, "utrecht-textarea"),
    (Input, "utrecht-textbox"),
    (forms.MultiWidget, "utrecht-textbox"),
)


class Field(BoundField):
    """A field that knows the class of its control and where a summary of errors should point."""

    @property
    def is_one_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def error_target(self) -> str:
        """The id of the first control: a group of choices has none of its own."""
        return str(self.id_for_label or (f"{self.auto_id}_0" if self.use_fieldset else self.auto_id))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        ours = next((name for kind, name in CLASSES if isinstance(control, kind)), "")
        given = (ours, control.attrs.get("class"), attrs.get("class"))
        names = " ".join(str(name) for name in given if name)
        return {**attrs, "class": names} if names else attrs


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER; needs django.forms among the installed apps for the controls themselves."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
    bound_field_class = Field
