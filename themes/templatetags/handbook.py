"""The handbook's pages, linked from the step where they are needed."""

from typing import Any

from django import template
from django.db.models import QuerySet
from django.template.context import Context

from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import HandbookPage, Theme

register = template.Library()
MOST = 3


@register.inclusion_tag("themes/handbook/_handbook.html", takes_context=True)
def handbook(context: Context, theme: Theme | None = None, place: str = "") -> dict[str, Any]:
    """The pages for the reader on the theme and at the place, in one query."""
    kind = HandbookPage.Place(place) if place else None
    return {"pages": _pages(context["user"], theme, kind)}


@compiled
def _pages(
    user: User, theme: Theme | None, place: HandbookPage.Place | None
) -> QuerySet[HandbookPage]:
    rows = HandbookPage.objects.beside(user, theme=theme, place=place or "")
    return rows.only("slug", "place", "title_da", "title_en")[:MOST]
