"""Good examples, shown beside the duty that they are of."""

from typing import Any

from django import template
from django.db.models import QuerySet
from django.template.context import Context

from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import ExampleEdition

register = template.Library()
SHOWN = 3


@register.inclusion_tag("themes/examples/_examples.html", takes_context=True)
def duty_examples(context: Context, duty: str) -> dict[str, Any]:
    """The newest examples of one duty, in one query."""
    return {"examples": _newest(context["user"], duty), "duty": duty, "level": "h2"}


@compiled
def _newest(user: User, duty: str) -> QuerySet[ExampleEdition]:
    rows = ExampleEdition.objects.visible_to(user).filter(duty=duty)
    return rows.defer("happened", "useful")[:SHOWN]


@register.simple_tag(takes_context=True)
def examples_by_duty(context: Context) -> dict[str, list[ExampleEdition]]:
    """The newest examples of each duty by its key, all in one query."""
    found: dict[str, list[ExampleEdition]] = {}
    for row in _newest_of_each(context["user"]):
        found.setdefault(row.duty, []).append(row)
    return found


@compiled
def _newest_of_each(user: User) -> QuerySet[ExampleEdition]:
    rows = ExampleEdition.objects.visible_to(user).newest_of_each(SHOWN)
    return rows.defer("happened", "useful")


@register.inclusion_tag("themes/examples/_examples.html")
def examples_among(found: dict[str, list[ExampleEdition]], duty: str) -> dict[str, Any]:
    """Those of one duty among what ``examples_by_duty`` found."""
    return {"examples": found.get(duty, []), "duty": duty, "level": "h4"}
