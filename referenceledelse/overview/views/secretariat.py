"""The secretariat's overview: where help is needed, at a glance."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.htmx import render_page
from referenceledelse.overview.forms.secretariat import OverviewFilter
from referenceledelse.overview.pages.matrix import body, head
from referenceledelse.overview.queries import matrix
from referenceledelse.overview.queries.rounds import ALL
from themes.models import Theme

# With ten linked marks in each row a page of twenty stays below 60 kB.
PAGE = 20


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
        "head": head(points),
        "rows": body(matrix.rows(page.object_list, request.user), points),
        "counts": _counts(filters),
        "query": f"{query}&" if query else "",
        "all_rounds": ALL,
    }
    return render_page(request, "overview/secretariat/matrix.html", context, fragment="matrix")


def _page(filters: OverviewFilter, number: str | None) -> Page:
    themes = filters.apply(Theme.objects.visible_to(filters.user))
    paginator = Paginator(themes.order_by(alphabetical("title"), "pk"), PAGE)
    if filters.count is not None:
        paginator.count = filters.count
    return paginator.get_page(number)


def _counts(filters: OverviewFilter) -> dict[str, int]:
    """Of all running themes, whatever the page is narrowed to."""
    rounds = filters.rounds
    return {"themes": rounds.count(ALL), "proposals": rounds.proposals, **rounds.lacking}
