"""Which leaders at levels 4 and 5 own a theme: the map of one theme, and all themes by unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.access import demand, is_allowed
from referenceledelse.filters import listed, paged
from referenceledelse.order import alphabetical
from roles.queries.units import below, parents
from themes import leaders
from themes.forms.ownership import LeaderFilters
from themes.models import Ownership
from themes.queries.holders import those_with
from themes.readers import named_for
from themes.rules.rooms import OWNERSHIP_READERS
from themes.views.room import accepted, frame, theme_of


@require_safe
def ownership(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of leaders around one theme, by unit and level."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.read_ownership", theme)
    rows = leaders.leaders(theme, request.user)
    context = frame(request, theme, "ownership") | {
        "counts": leaders.counts(rows),
        "readers": named_for(request.user, those_with(theme, *OWNERSHIP_READERS)),
        "may_write": is_allowed(request.user, "themes.write_ownership", Ownership(theme=theme)),
    }
    filters = LeaderFilters(request.GET)
    filters.show_to(request.user)
    rows = _narrowed(filters, rows)
    template, each = "themes/ownership.html", leaders.put_in_words
    return listed(request, template, context, filters=filters, rows=rows, each=each)


def _narrowed(filters: LeaderFilters, rows: Any) -> Any:
    if stage := filters.chosen.get("trin"):
        rows = leaders.at_stage(rows, stage)
    if unit := filters.chosen.get("enhed"):
        rows = rows.filter(unit__in=below([unit.pk], parents()))
    return rows


@require_safe
def all_ownership(request: HttpRequest) -> HttpResponse:
    """Themes by department: where leaders have been spoken to, and where they own the theme."""
    rows = accepted(request.user).running().order_by(alphabetical("title"), "pk")
    if not request.user.is_secretariat:
        rows = rows.led_by(request.user)
    page = paged(request, rows)
    departments, lines = leaders.matrix(list(page.object_list), request.user)
    context = {
        "departments": departments,
        "lines": lines,
        "page_obj": page,
        "parents": [(reverse("themes:list"), _("Temaer"))],
    }
    return render(request, "themes/all_ownership.html", context)
