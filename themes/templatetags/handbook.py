"""The handbook's pages, linked from the step where they are needed."""

from typing import Any

from django import template
from django.template.context import Context

from themes.models import HandbookPage, Theme

register = template.Library()
MOST = 3


@register.inclusion_tag("themes/handbook/_handbook.html", takes_context=True)
def handbook(context: Context, theme: Theme | None = None, place: str = "") -> dict[str, Any]:
    """The pages for the reader on the theme and at the place, in one query."""
    rows = HandbookPage.objects.beside(context["user"], theme=theme, place=place)
    return {"pages": rows.only("slug", "place", "title_da", "title_en")[:MOST]}
