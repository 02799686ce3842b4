"""The page of a theme's roles: who holds them, who is asked, who is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roles.views.ways import way_back
from themes.models import Theme
from themes.pages.assignments import Staffing, ask_title
from themes.services.assignments import mark_why_read
from themes.views.rooms import accepted, frame


def staffed_theme(request: HttpRequest, slug: str) -> Theme:
    """The theme with who holds its roles."""
    return get_object_or_404(accepted(request.user).with_people(), slug=slug)


def below(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    """What a page below that of the theme's roles begins with."""
    back = reverse("themes:assignments", args=[theme.slug])
    up = way_back("themes:list", theme, (back, _("Roller på temaet")))
    return frame(request, theme, "") | up | {"back": back}


@require_safe
def assignments(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds the roles, who is asked, who is missing, and who held them before."""
    theme = staffed_theme(request, slug)
    found = Staffing(theme, request.user)
    mark_why_read(theme=theme, by=request.user)
    may_propose = [place for place in found.places.values() if place.may_propose]
    context = frame(request, theme, "") | {
        "places": list(found.places.values()),
        "first": next((place for place in may_propose if place.is_vacant), None),
        "earlier": found.earlier,
        "is_secretariat": found.is_secretariat,
        "askable": found.askable(),
        "ask_title": ask_title(found.askable()),
    }
    return render(request, "themes/assignments/roles.html", context)
