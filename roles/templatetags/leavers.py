"""Lets the sign-in page say that the person has left."""

from django import template
from django.contrib.auth import SESSION_KEY
from django.template import RequestContext

from roles.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def has_left(context: RequestContext) -> bool:
    """Whether whoever this browser was signed in as works here no more."""
    key = context["request"].session.get(SESSION_KEY)
    person = User.objects.filter(pk=key).first() if key else None
    return person is not None and not person.is_working
