"""The map of themes, people and units."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from referenceledelse.core.web.filters import PAGE
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.overview.forms.themes import ThemeFilters
from referenceledelse.overview.pages import map as drawing
from referenceledelse.overview.pages.map import Kind
from roles.queries.units import parents
from roles.views.ways import way_back
from themes.models import Theme


@require_safe
def theme_map(request: HttpRequest) -> HttpResponse:
    """The themes that the address asks for, drawn with people and units, and as a table."""
    rows = Theme.objects.visible_to(request.user)
    filters = ThemeFilters(request.GET, rows, request=request, page="themes:map")
    query = filters.query()
    context = {
        "filters": filters,
        **_drawn(request, filters.qs, filters),
        "query": f"{query}&" if query else "",
        **way_back("themes:list"),
        **filters.ways(),
    }
    response = render_page(request, "themes/map/map.html", context, fragment="theme-results")
    return replace_url(response, filters.address()) if wants_fragment(request) else response


def _drawn(request: HttpRequest, themes: QuerySet[Theme], filters: ThemeFilters) -> dict[str, Any]:
    """The picture with its table; where it is a window, that of the page which is asked for."""
    count = themes.count()
    kind = drawing.kind_for(count)
    if kind == Kind.WINDOW:
        return _window(request, themes, filters, count)
    rows: Any = drawing.listed(themes)
    if kind == Kind.NAMES:
        rows = list(rows)
    page = _page(request, rows, count)
    drawn = rows if kind == Kind.NAMES else page.object_list
    return {"page_obj": page, **drawing.shown(themes, request.user, kind, drawn)}


def _window(
    request: HttpRequest, themes: QuerySet[Theme], filters: ThemeFilters, count: int
) -> dict[str, Any]:
    user, above = request.user, parents()
    rows = drawing.nearest_first(drawing.listed(themes), user, above)
    page = _page(request, rows, count, drawing.WINDOW)
    chosen = filters.chosen.get("enhed")
    areas = drawing.areas(user, above, int(chosen) if chosen else None)
    return {
        "page_obj": page,
        "areas": [(unit.name, filters.address(enhed=unit.pk)) for unit in areas],
        **drawing.shown(themes, user, Kind.WINDOW, page.object_list),
    }


def _page(request: HttpRequest, rows: Any, count: int, size: int = PAGE) -> Page:
    """The page that the address asks for, with its rows read so that more can be said of each."""
    paginator = Paginator(rows, size)
    paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return page
