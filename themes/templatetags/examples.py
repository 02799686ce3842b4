"""Good examples, shown beside the duty that they are of."""

from typing import Any

from django import template
from django.template.context import Context

from themes.models import ExampleEdition

register = template.Library()
SHOWN = 3


@register.inclusion_tag("themes/examples/_examples.html", takes_context=True)
def duty_examples(context: Context, duty: str) -> dict[str, Any]:
    """The newest examples of one duty, in one query."""
    rows = ExampleEdition.objects.visible_to(context["user"]).filter(duty=duty)
    return {"examples": rows.defer("happened", "useful")[:SHOWN], "duty": duty, "level": "h2"}


@register.simple_tag(takes_context=True)
def examples_by_duty(context: Context) -> dict[str, list[ExampleEdition]]:
    """The newest examples of each duty by its key, all in one query."""
    rows = ExampleEdition.objects.visible_to(context["user"]).newest_of_each(SHOWN)
    found: dict[str, list[ExampleEdition]] = {}
    for row in rows.defer("happened", "useful"):
        found.setdefault(row.duty, []).append(row)
    return found


@register.inclusion_tag("themes/examples/_examples.html")
def examples_among(found: dict[str, list[ExampleEdition]], duty: str) -> dict[str, Any]:
    """Those of one duty among what ``examples_by_duty`` found."""
    return {"examples": found.get(duty, []), "duty": duty, "level": "h4"}
