"""How a saved answer reads on a page where nothing is typed."""

from django import forms, template

from referenceledelse.core.web.forms import shown

register = template.Library()


@register.simple_tag
def own_answer(field: forms.BoundField) -> str:
    """What the field holds, in words; empty where it was left out."""
    value = field.value()
    return shown(field.field, value) if value else ""
