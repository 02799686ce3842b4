"""What still waits on a theme, for a page of ``themes``, which cannot import this app."""

from django import template
from django.template import RequestContext

from dialogues.pages import closing
from themes.models import Theme

register = template.Library()


@register.simple_tag(takes_context=True)
def left_open(context: RequestContext, theme: Theme) -> list[str]:
    """Each kind of business that closing the theme leaves undone, in words."""
    return closing.unfinished_business(theme, context["request"].user)
