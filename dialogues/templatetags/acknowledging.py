"""Acknowledged value on a story's page in ``themes``, which cannot import this app."""

from typing import Any

from django import template
from django.template import RequestContext

from dialogues.forms.partnership import SeenValueForm
from dialogues.models import Acknowledgement
from referenceledelse.core.web.access import is_allowed
from themes.models import LEADING, ValueStory
from themes.queries.assignments import leading

register = template.Library()


@register.inclusion_tag("dialogues/partnership/_seen_value.html", takes_context=True)
def seen_value(context: RequestContext, story: ValueStory) -> dict[str, Any]:
    """What was acknowledged of the story, for the two; the reference leader's form, until then."""
    user = context["request"].user
    rows = Acknowledgement.objects.visible_to(user).filter(story=story)
    seen = list(rows.select_related("reference_leader"))
    is_mine = any(row.reference_leader_id == user.pk for row in seen)
    two = leading(story.theme)
    may = is_allowed(user, "dialogues.acknowledge", story.theme) and len(two) == len(LEADING)
    return {
        "story": story,
        "seen": seen,
        "form": SeenValueForm() if may and not is_mine else None,
        "partner": two["network_leader"] if may else None,
    }
