"""How a saved answer reads on a page where nothing is typed."""

from django import forms, template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.forms.reflections import AskedDuty
from referenceledelse.core.web.forms import shown

register = template.Library()


@register.simple_tag
def own_answer(field: forms.BoundField) -> str:
    """What the field holds, in words; empty where it was left out."""
    value = field.value()
    return shown(field.field, value) if value else ""


@register.simple_tag
def own_duty_answer(asked: AskedDuty) -> str:
    """What was written on one of the ten, in one run of words; empty where nothing was."""
    level, offer, need = (own_answer(one.field) for one in (asked.level, asked.offer, asked.need))
    said = [
        level and capfirst(level) + ".",
        offer and _("Jeg kan bidrage med:") + " " + offer,
        need and _("Jeg har brug for hjælp til:") + " " + need,
    ]
    return " ".join(filter(None, said))
