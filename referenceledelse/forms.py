"""Forms the design system's way, and text fields that take any honest text."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

LONG_TEXT = 5_000
SHORT_TEXT = 200

# Tab, line feed and carriage return belong in text; the other control characters never do.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class DesignSystemRenderer(TemplatesSetting):
    """Draws every form, field and error list with templates/forms/."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def refuse_control_characters(value: str) -> None:
    """Raise ``ValidationError`` where text holds characters that nobody can see or type."""
    if CONTROL.search(value):
        raise ValidationError(
            _("Teksten indeholder usynlige styretegn. Slet dem, eller skriv teksten ind på ny."),
            code="control",
        )


class Text(forms.CharField):
    """Text in several lines, up to ``LONG_TEXT`` characters.

    The browser never cuts what is pasted: a text that is too long comes back whole, with a
    message that says how much too long it is.
    """

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, max_length: int = LONG_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(refuse_control_characters)
        self.widget.attrs.update({"rows": rows, "data-maxlength": max_length})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            k: v for k, v in super().widget_attrs(widget).items() if k not in ("maxlength", "cols")
        }


class Line(Text):
    """Text in one line, up to ``SHORT_TEXT`` characters."""

    widget = forms.TextInput

    def __init__(self, *, max_length: int = SHORT_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("rows")


class Day(forms.DateField):
    """A local date, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
        )


class Moment(forms.DateTimeField):
    """A local date and time, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            **kwargs,
        )


class VersionedForm(forms.Form):
    """A form that knows which version of the row it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
