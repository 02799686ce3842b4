"""How the secretariat is reached, on pages that anyone can read and that cannot import this app."""

from django import template

from dialogues.models import SupportContact

register = template.Library()


@register.simple_tag
def public_contact() -> SupportContact | None:
    """What the secretariat lets everybody see, in one query; nothing where it has not said so."""
    return SupportContact.objects.filter(is_public=True).first()
