"""Every field has its label above it, and its help and its errors tied to it."""

import re

from django import forms
from django.utils import translation


class Asked(forms.Form):
    name = forms.CharField(label="Name", help_text="As you like.")
    town = forms.CharField(label="Town", required=False, widget=forms.TextInput(attrs={"class": "field-short"}))
    level = forms.ChoiceField(label="Level", widget=forms.RadioSelect, choices=[("2", "Two"), ("3", "Three")])
    agree = forms.BooleanField(label="I agree")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form: forms.Form) -> str:
    with translation.override("en"):
        return str(form)


def test_a_field_names_its_help_and_its_error():
    html = page(Asked({}))
    control = re.search(r'<input type="text" name="name"[^>]*>', html)
    assert control is not None
    assert 'aria-describedby="id_name_helptext id_name_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_the_summary_of_errors_points_at_controls_that_exist():
    html = page(Asked({}))
    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets == ["id_name", "id_level_0", "id_agree"]
    assert [target for target in targets if f'id="{target}"' not in html] == []
    assert 'tabindex="-1"' in html


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in page(Asked())


def test_a_group_of_choices_has_a_legend_and_carries_no_class_of_one_control():
    html = page(Asked())
    assert "<legend>Level</legend>" in html
    assert "utrecht-radio-button" not in html


def test_controls_have_the_class_of_the_design_system_beside_their_own():
    html = page(Asked())
    assert 'class="utrecht-textbox field-short"' in html
    assert 'class="utrecht-checkbox"' in html


def test_only_what_may_be_left_out_says_so():
    assert page(Asked()).count("not required") == 1


def test_hidden_fields_come_along():
    assert '<input type="hidden" name="key"' in page(Asked())
