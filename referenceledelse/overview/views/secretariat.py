"""The secretariat's overview: where help is needed, at a glance."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from referenceledelse.access import demand
from referenceledelse.htmx import render_page
from referenceledelse.overview import cells, matrix
from referenceledelse.overview.filters import ALL, NO_TALK, OverviewFilter
from referenceledelse.overview.pairs import talks_of_today
from roles.models import RoleKey, RolePoint, User
from themes.models import Theme

# With ten linked marks in each row a page of these stays below 60 kB (DESIGN 7).
PAGE = 25


@require_safe
def secretariat(request: HttpRequest) -> HttpResponse:
    """Theme × step × side × ten duties, with vacancies; every number leads to its list."""
    demand(request.user, "overview.see_overview")
    filters = OverviewFilter(request.GET, user=request.user)
    themes = filters.apply(Theme.objects.visible_to(request.user))
    rows = themes.select_related("type", "phase").order_by("title", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = filters.query()
    duties = cells.points()
    context = {
        "filters": filters,
        "page_obj": page,
        "rows": _lines(page.object_list, duties, request.user),
        "duties": duties,
        "counts": _counts(filters, request.user),
        "query": f"{query}&" if query else "",
        "all_rounds": ALL,
        "legend": cells.legend(),
    }
    return render_page(request, "overview/secretariat.html", context, fragment="matrix")


def _lines(
    themes: list[Theme], duties: list[RolePoint], user: User
) -> list[tuple[matrix.Row, SafeString]]:
    keys = tuple(duty.key for duty in duties)
    return [(row, cells.line(row, keys)) for row in matrix.rows(themes, user)]


def _counts(filters: OverviewFilter, user: User) -> dict[str, Any]:
    """Of all running themes, whatever the page is narrowed to."""
    themes = Theme.objects.visible_to(user).running()
    talked = talks_of_today().held().values("theme")
    return {
        "themes": sum(filters.rounds.counts.values()),
        "network_leader": themes.vacant(RoleKey.NETWORK_LEADER).count(),
        "reference_leader": themes.vacant(RoleKey.REFERENCE_LEADER).count(),
        NO_TALK: themes.exclude(pk__in=talked).count(),
        "proposals": Theme.objects.filter(status=Theme.Status.PROPOSED).count(),
    }
