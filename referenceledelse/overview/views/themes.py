"""The list of themes and the page of one theme, with what all apps know about them."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import FETCH_RAISE, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from dialogues.queries.conversations import has_talked
from dialogues.queries.duties import statuses_today
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.overview.forms.themes import ThemeFilters
from referenceledelse.overview.pages import themes as pages
from roles.models import User
from roles.views.ways import way_back
from themes.forms import UpdateForm
from themes.models import Theme, ThemeUpdate
from themes.queries.ownership import has_themes_across
from themes.views.themes import WRITES

PAGE = 24
SHOWN_UPDATES = 50


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """The themes, as cards or as a table, narrowed by what the address says."""
    rows = Theme.objects.visible_to(request.user)
    filters = ThemeFilters(request.GET, rows, request=request)
    page = Paginator(_listed(filters.qs), PAGE).get_page(request.GET.get("page"))
    _add_wheels(page, request.user)
    query = filters.query()
    context = {
        "filters": filters,
        "page_obj": page,
        "has_wheels": any(theme.statuses for theme in page.object_list),
        "query": f"{query}&" if query else "",
        "has_owners": has_themes_across(request.user),
        **filters.ways(),
    }
    response = render_page(request, "themes/themes/list.html", context, fragment="theme-results")
    if wants_fragment(request):
        return replace_url(response, filters.address())
    return response


def _listed(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    news = ThemeUpdate.objects.filter(theme=OuterRef("pk")).order_by("-created_at")
    return (
        themes.select_related("type", "phase")
        .with_people()
        .annotate(news_at=Subquery(news.values("created_at")[:1]))
        .defer(*Theme.LONG)
        .order_by(alphabetical("title"), "pk")
        .fetch_mode(FETCH_RAISE)
    )


def _add_wheels(page: Page, user: User) -> None:
    """Give each theme of the page its ten statuses, where the person may see them."""
    themes = list(page)
    page.object_list = themes
    statuses = statuses_today(user, [theme.pk for theme in themes])
    for theme in themes:
        theme.statuses = statuses.get(theme.pk, ())


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is known about one theme; a proposal has a page of its own."""
    rows = Theme.objects.visible_to(request.user).annotate(has_talked=has_talked())
    rows = rows.select_related("type", "phase", "contact", "parent")
    row = get_object_or_404(rows, slug=slug)
    if row.status != Theme.Status.ACCEPTED:
        return redirect("themes:proposal", slug=slug)
    row.holders, coming, earlier = pages.assignments(row)
    context = {
        "theme": row,
        **way_back("themes:list"),
        "people": pages.proposed(row, request.user, pages.people(row, earlier)),
        "coming": coming,
        "earlier": earlier,
        "units": row.units.all(),
        "updates": row.updates.select_related("author")[:SHOWN_UPDATES],
        **_news_form(request),
        **pages.around(row, request.user),
        **pages.may(row, request.user),
        **pages.duties(row, request.user),
        **pages.next_action(row, request.user),
    }
    return render_page(request, "themes/themes/theme.html", context, fragment="theme-about")


def _news_form(request: HttpRequest) -> dict[str, Any]:
    """The line for what is new, open where the reader has come to write it."""
    is_writing = WRITES in request.GET
    return {"form": UpdateForm(is_begun=is_writing), "is_writing": is_writing, "said": ""}
