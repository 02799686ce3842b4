"""Forms the design system's way, and text fields that take any honest text."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.cleaning import clean, one_line
from referenceledelse.core.text.days import Day as Day
from referenceledelse.core.text.days import Moment as Moment
from referenceledelse.core.text.order import danish_key
from referenceledelse.core.web import fields
from referenceledelse.core.web.widgets import DRAWN

LONG_TEXT = 5_000
SHORT_TEXT = 200

# Tab, line feed and carriage return belong in text; the other control characters never do.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class DesignSystemRenderer(TemplatesSetting):
    """Draws every form and what is wrong with it with templates/forms/, its fields without."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name == self.field_template_name:
            return fields.group(context["field"])
        if draw := DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)


def refuse_control_characters(value: str) -> None:
    """Raise ``ValidationError`` where text holds characters that nobody can see or type."""
    if CONTROL.search(value):
        raise ValidationError(
            _("Teksten indeholder usynlige styretegn. Slet dem, eller skriv teksten igen."),
            code="control",
        )


class Text(forms.CharField):
    """Text in several lines, up to ``LONG_TEXT`` characters.

    The browser never cuts what is pasted: a text that is too long comes back whole, with a
    message that says how much too long it is.
    """

    widget, cleaned = forms.Textarea, staticmethod(clean)

    def __init__(self, *, rows: int = 4, max_length: int = LONG_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(refuse_control_characters)
        self.widget.attrs.update({"rows": rows, "data-maxlength": max_length})

    def to_python(self, value: object) -> str:
        """The text as it is kept; a browser sends its own line ends."""
        return self.cleaned(super().to_python(value)).strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            k: v for k, v in super().widget_attrs(widget).items() if k not in ("maxlength", "cols")
        }


class LineField(Text):
    """Text in one line, up to ``SHORT_TEXT`` characters."""

    widget, cleaned = forms.TextInput, staticmethod(one_line)

    def __init__(self, *, max_length: int = SHORT_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("rows")


class CleanEmail(forms.EmailField):
    """An e-mail as it is kept."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


class VersionedForm(forms.Form):
    """A form that knows which version of the row it was opened on."""

    conflicts: list[dict[str, str]] | None = None
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def stand_on(self, version: int) -> None:
        """Let the next save replace this version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)

    def conflicts_with(self, stored: Mapping[str, Any], version: int) -> list[dict[str, str]]:
        """What was typed beside what someone else saved, for each field where they differ.

        The form then stands on the stored version, so that saving again is a choice made with
        both texts in view. For components/conflict.html; call on a valid form.
        """
        self.stand_on(version)
        rows = (
            (field.label, shown(field, self.cleaned_data.get(name)), shown(field, saved))
            for name, saved in stored.items()
            if name != "version" and (field := self.fields.get(name))
        )
        self.conflicts = [
            {"label": label, "mine": mine, "theirs": theirs}
            for label, mine, theirs in rows
            if mine != theirs
        ]
        return self.conflicts


def shown(field: forms.Field, value: Any) -> str:
    """A field's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize())
    if isinstance(field, forms.ModelChoiceField) and not isinstance(value, list | QuerySet):
        row = field.queryset.filter(pk=getattr(value, "pk", value)).first()
        return field.label_from_instance(row) if row else str(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nej"))
    if isinstance(value, list | QuerySet):
        name = getattr(field, "label_from_instance", str)
        return ", ".join(sorted((name(one).strip() for one in value), key=danish_key))
    return str(value)
