"""Fields and controls that are drawn without a template say what the templates said."""

from typing import Any

import pytest
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, override

from referenceledelse.core.web.forms import LineField, Text

MEAN = '"><script>&'
TAME = "&quot;&gt;&lt;script&gt;&amp;"


class Asked(forms.Form):
    """One of each control, with words that would break a page that trusts them."""

    text = Text(label=MEAN, help_text=MEAN, required=False)
    line = LineField(label=gettext_lazy("titel"))
    day = forms.DateField(widget=forms.DateInput(attrs={"class": "own", "data-x": MEAN}))
    tick = forms.BooleanField(label=MEAN, required=False, disabled=True)
    radio = forms.ChoiceField(
        choices=[("a", MEAN), ("gruppe", [("b", format_html("<b>{}</b>", "b"))])],
        widget=forms.RadioSelect,
        help_text="Vælg en.",
    )
    pick = forms.ChoiceField(choices=[("", "ingen"), (MEAN, [("c", MEAN)])], required=False)
    many = forms.MultipleChoiceField(choices=[("d", MEAN)], widget=forms.CheckboxSelectMultiple)
    hidden = forms.CharField(widget=forms.HiddenInput(attrs={"id": False}))


def drawn(name: str, data: Any = None, **initial: Any) -> str:
    field = Asked(data, initial=initial)[name]
    return field.as_field_group()


@pytest.mark.parametrize("name", [*Asked.base_fields])
def test_words_are_words(name: str) -> None:
    page = drawn(name, **{name: MEAN})
    assert "<script>" not in page
    assert "<script>" not in drawn(name, {name: MEAN})


def test_a_text_has_its_label_its_hint_and_that_it_is_optional() -> None:
    assert drawn("text", text=MEAN) == (
        f'<div class="form-group"><label class="form-label" for="id_text">{TAME} '
        f'<span class="weight-normal">(valgfrit)</span></label>'
        f'<span class="form-hint" id="id_text_helptext">{TAME}</span>'
        f'<textarea name="text" cols="40" rows="4" data-maxlength="5000" '
        f'aria-describedby="id_text_helptext" id="id_text" class="form-input">\n{TAME}</textarea>'
        f"</div>"
    )


def test_what_is_wrong_stands_with_the_field_in_the_readers_language() -> None:
    with override("en"):
        page = drawn("line", {"line": ""})
    assert '<div class="form-group form-error">' in page
    assert '<span class="form-error-message" id="id_line_error">' in page
    assert '<span class="sr-only">Error: </span>' in page
    assert 'aria-invalid="true" aria-describedby="id_line_error"' in page


def test_a_form_may_say_nothing_of_what_is_optional() -> None:
    class Quiet(Asked):
        marks_optional = False

    assert "valgfrit" not in Quiet()["text"].as_field_group()


def test_a_choice_stands_in_a_fieldset_with_its_options() -> None:
    page = drawn("radio", radio="b")
    assert page.startswith(
        '<div class="form-group"><fieldset aria-describedby="id_radio_helptext">'
    )
    assert '<p class="form-label">gruppe</p>' in page
    assert (
        '<div class="form-group-radio"><input type="radio" name="radio" value="b" required '
        'id="id_radio_1_0" checked class="form-radio">'
        '<label for="id_radio_1_0"><b>b</b></label></div>'
    ) in page
    assert '<div class="form-group-checkbox"><input type="checkbox"' in drawn("many")


def test_a_list_has_its_groups_and_what_is_chosen() -> None:
    page = drawn("pick", pick="c")
    assert '<option value="">Ingen</option>' in page
    assert f'<optgroup label="{TAME}"><option value="c" selected>{TAME}</option></optgroup>' in page
    assert 'class="form-select"' in page


def test_controls_keep_their_own_classes_and_what_is_left_out() -> None:
    assert f'data-x="{TAME}"' in drawn("day")
    assert 'class="own form-input"' in drawn("day")
    assert ' disabled id="id_tick" class="form-checkbox">' in drawn("tick")
    hidden = str(Asked(initial={"hidden": "x"})["hidden"])
    assert hidden == '<input type="hidden" name="hidden" value="x">'
