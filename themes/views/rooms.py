"""What every room of a theme begins with."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from roles.models import User
from roles.views.ways import way_back
from themes.models import Theme
from themes.pages.rooms import doors


def accepted(user: User) -> QuerySet[Theme]:
    """The themes that have rooms: those that were taken up."""
    return Theme.objects.visible_to(user).accepted().select_related("type", "phase")


def theme_of(request: HttpRequest, slug: str) -> Theme:
    return get_object_or_404(accepted(request.user), slug=slug)


def row_of[Row: Model](
    request: HttpRequest, theme: Theme, model: type[Row], pk: int, *related: str
) -> Row:
    """One row of what stands in the theme's rooms, if the reader may see it."""
    rows = model.objects.visible_to(request.user).filter(theme=theme)
    row = get_object_or_404(rows.select_related(*related) if related else rows, pk=pk)
    row.theme = theme
    return row


def frame(request: HttpRequest, theme: Theme, here: str) -> dict[str, Any]:
    """The theme, its rooms, and the way back."""
    found = doors(theme, request.user, here)
    room = next((door for door in found if door.is_here), None)
    return {"theme": theme, "doors": found, "room": room, **way_back("themes:list", theme)}
