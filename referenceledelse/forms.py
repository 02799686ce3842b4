"""Forms the design system's way, and text fields that take any honest text."""

import re
from collections.abc import Container, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from referenceledelse.days import Day as Day
from referenceledelse.days import Moment as Moment
from referenceledelse.edits import fingerprint, written
from referenceledelse.order import danish_key

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

    def to_python(self, value: object) -> str:
        """The text with the line ends that the database holds; nothing where nothing shows."""
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return written(text)

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


class VersionedForm(forms.Form):
    """A form that knows which version of the row it was opened on."""

    conflicts: list[dict[str, str]] | None = None
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def stand_on(self, version: int) -> None:
        """Save again from here, whatever was saved meanwhile."""
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


class FieldwiseForm(forms.Form):
    """A form that is saved field by field, each beside a fingerprint of what it held when opened.

    A field that the request leaves out is left alone, so a single one can be sent by itself.
    """

    conflicts: list[dict[str, str]] | None = None
    texts: tuple[str, ...] = ()

    def remember(self, *names: str) -> None:
        """Give each of the named fields its fingerprint; call once they are made."""
        self.texts = names
        for name in names:
            # Without an id, since htmx holds on to the old value of what it knows by id.
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False,
                widget=forms.HiddenInput(attrs={"id": False}),
                initial=fingerprint(self.get_initial_for_field(self.fields[name], name)),
            )

    def keep_only(self, sent: Container[str]) -> None:
        """Leave out the fields that were not sent."""
        kept = tuple(name for name in self.texts if name in sent)
        self.fields = {name: self.fields[name] for one in kept for name in (one, f"seen_{one}")}
        self.texts = kept

    def typed(self) -> dict[str, Any]:
        """What was written in each field; call on a valid form."""
        return {name: self.cleaned_data[name] for name in self.texts}

    def seen(self) -> dict[str, str]:
        """The fingerprints that came with the texts."""
        return {name: self.cleaned_data[f"seen_{name}"] for name in self.texts}

    def meet(self, stored: Mapping[str, Any]) -> list[dict[str, str]]:
        """What was typed beside what is saved, for components/conflict.html.

        The form then stands on what is saved, so that saving again is a choice made with both
        texts in view; a field that the writer left alone takes the saved text. What is not in
        ``stored`` stays as it came.
        """
        data, seen = self.data.copy(), self.seen()
        told = [name for name in self.texts if name in stored]
        touched = [name for name in told if fingerprint(self.cleaned_data[name]) != seen[name]]
        for name in told:
            data[self.add_prefix(f"seen_{name}")] = fingerprint(stored[name])
            if name not in touched:
                self.cleaned_data[name] = stored[name]
                value = self.fields[name].prepare_value(stored[name])
                data[self.add_prefix(name)] = "" if value is None else str(value)
        self.data = data
        rows = ((self.fields[name], self.cleaned_data[name], stored[name]) for name in touched)
        self.conflicts = [
            {"label": field.label, "mine": shown(field, mine), "theirs": shown(field, saved)}
            for field, mine, saved in rows
            if mine != saved
        ]
        return self.conflicts

    def conflicts_with(self, stored: Mapping[str, Any], version: int) -> list[dict[str, str]]:
        """As ``meet``, for a row that has a version too."""
        return self.meet(stored)


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
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nej"))
    if isinstance(value, list | QuerySet):
        name = getattr(field, "label_from_instance", str)
        return ", ".join(sorted((name(one).strip() for one in value), key=danish_key))
    return str(value)
