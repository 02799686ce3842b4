"""The map of themes, people and units."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.overview.forms.themes import ThemeFilters
from referenceledelse.overview.pages import map as drawing
from roles.models import Unit
from roles.views.ways import way_back
from themes.models import Theme


@require_safe
def theme_map(request: HttpRequest) -> HttpResponse:
    """The themes that the address asks for, drawn with people and units, and as a table."""
    rows = Theme.objects.visible_to(request.user)
    filters = ThemeFilters(request.GET, rows, request=request, page="themes:map")
    units = Prefetch("units", Unit.objects.visible_to(request.user), to_attr="shown_units")
    rows = filters.qs.select_related("phase").with_people().prefetch_related(units)
    page = paged(request, rows.order_by(alphabetical("title"), "pk"))
    count, query = page.paginator.count, filters.query()
    context = {
        "filters": filters,
        "picture": drawing.picture(filters.qs, request.user, count),
        "is_readable": drawing.is_readable(count),
        "page_obj": page,
        "query": f"{query}&" if query else "",
        **way_back("themes:list"),
        **filters.ways(),
    }
    response = render_page(request, "themes/map/map.html", context, fragment="theme-results")
    return replace_url(response, filters.address()) if wants_fragment(request) else response
