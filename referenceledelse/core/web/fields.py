"""A field with its label, its hint and what is wrong with it, drawn without a template."""

from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

NOTHING = SafeString("")


def group(field: BoundField) -> SafeString:
    """The whole field; in a fieldset where its widget has several controls."""
    errors = field.errors
    css, told, control = " form-error" if errors else "", _hint(field, errors), field.as_widget()
    if field.use_fieldset:
        inside = _fieldset(field, told, control)
    elif field.widget_type == "checkbox":
        row = '<div class="form-group-checkbox">{}<label for="{}">{}</label></div>{}'
        inside = format_html(row, control, field.id_for_label, field.label, told)
    else:
        inside = format_html("{}{}{}", _label(field), told, control)
    return format_html('<div class="form-group{}">{}</div>', css, inside)


def hint(field: BoundField) -> SafeString:
    """The hint and the errors, with the ids that aria-describedby names."""
    return _hint(field, field.errors)


def _hint(field: BoundField, errors: ErrorList) -> SafeString:
    if not (field.help_text or errors):
        return NOTHING
    key = field.auto_id
    told = _hint_words(key, field.help_text) if field.help_text else NOTHING
    return told + _error_words(key, errors) if errors else told


def _hint_words(key: str, words: object) -> SafeString:
    return format_html('<span class="form-hint" id="{}_helptext">{}</span>', key, words)


def _error_words(key: str, errors: ErrorList) -> SafeString:
    row = '<span class="form-error-message" id="{}_error"><span class="sr-only">{} </span>{}</span>'
    return format_html(row, key, _("Fejl:"), format_html_join(" ", "{}", ((e,) for e in errors)))


def _fieldset(field: BoundField, told: SafeString, control: SafeString) -> SafeString:
    described = field.aria_describedby
    by = format_html(' aria-describedby="{}"', described) if described else NOTHING
    row = '<fieldset{}><legend class="form-label">{}</legend>{}{}</fieldset>'
    return format_html(row, by, _words(field), told, control)


def _label(field: BoundField) -> SafeString:
    if not field.label:
        return NOTHING
    row = '<label class="form-label" for="{}">{}</label>'
    return format_html(row, field.id_for_label, _words(field))


def _words(field: BoundField) -> SafeString:
    """The label, and that the field may be left empty.

    Another field may decide that it is needed; a form with ``marks_optional = False`` says
    nothing about it.
    """
    is_needed = field.field.required or getattr(field.field, "is_needed", False)
    if is_needed or getattr(field.form, "marks_optional", True) is False:
        return conditional_escape(field.label)
    row = '{} <span class="weight-normal">({})</span>'
    return format_html(row, field.label, _("valgfrit"))
