"""The secretariat's overview: where help is needed, at a glance."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dialogues.models import Conversation
from referenceledelse.access import demand
from referenceledelse.htmx import render_page
from referenceledelse.overview import cells, matrix
from referenceledelse.overview.filters import ALL, NO_TALK, OverviewFilter
from roles.models import RoleKey
from themes.models import LEADING, Assignment, Phase, Theme

# With ten linked marks in each row a page of these stays below 60 kB (DESIGN 7).
PAGE = 20
# What stands on a theme that runs; as ``ThemeQuerySet.running``.
RUNNING = Q(theme__status=Theme.Status.ACCEPTED) & ~Q(theme__phase__key=Phase.CLOSED)


@require_safe
def secretariat(request: HttpRequest) -> HttpResponse:
    """Theme × step × side × ten duties, with vacancies; every number leads to its list."""
    demand(request.user, "overview.see_overview")
    filters = OverviewFilter(request.GET, user=request.user)
    page = _page(filters, request.GET.get("page"))
    query, points = filters.query(), tuple(filters.places.duties.items())
    context = {
        "filters": filters,
        "filter_form": filters.drawn(reverse("secretariat"), "#matrix", with_show=True),
        "page_obj": page,
        "head": cells.head(points),
        "rows": cells.body(matrix.rows(page.object_list, request.user), points),
        "counts": _counts(filters),
        "query": f"{query}&" if query else "",
        "all_rounds": ALL,
    }
    return render_page(request, "overview/secretariat.html", context, fragment="matrix")


def _page(filters: OverviewFilter, number: str | None) -> Page:
    themes = filters.apply(Theme.objects.visible_to(filters.user))
    paginator = Paginator(themes.order_by("title", "pk"), PAGE)
    if filters.count is not None:
        paginator.count = filters.count
    return paginator.get_page(number)


def _counts(filters: OverviewFilter) -> dict[str, int]:
    """Of all running themes, whatever the page is narrowed to."""
    themes = filters.rounds.count(ALL)
    held = Assignment.objects.active().filter(RUNNING, role__in=LEADING)
    # A theme has at most one of each at a time (Assignment.Meta.constraints).
    holders = dict(held.order_by().values_list("role").annotate(Count("pk")))
    talks = Conversation.objects.held().filter(RUNNING)
    return {
        "themes": themes,
        "network_leader": themes - holders.get(RoleKey.NETWORK_LEADER.value, 0),
        "reference_leader": themes - holders.get(RoleKey.REFERENCE_LEADER.value, 0),
        NO_TALK: themes - talks.aggregate(n=Count("theme", distinct=True))["n"],
        "proposals": filters.rounds.proposals,
    }
