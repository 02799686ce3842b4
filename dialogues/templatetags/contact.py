"""How the secretariat is reached, on pages that anyone can read and that cannot import this app."""

from typing import Any

from django import template

from dialogues.models import SupportContact

register = template.Library()


@register.inclusion_tag("dialogues/support/_public.html")
def public_contact() -> dict[str, Any]:
    """What the secretariat lets everybody see, in one query; nothing where it has not said so."""
    return {"contact": SupportContact.objects.filter(is_public=True).first()}
