"""The list of themes and the page of one theme, with what all apps know about them."""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.db.models import FETCH_RAISE, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from dialogues.queries.conversations import has_talked
from dialogues.queries.duties import statuses_today
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.found import found
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.overview.forms.themes import ThemeFilters
from referenceledelse.overview.pages import themes as pages
from roles.models import User
from roles.views.ways import way_back
from themes.forms import UpdateForm
from themes.models import Follow, Theme, ThemeUpdate
from themes.queries.assignments import add_holders
from themes.queries.ownership import has_themes_across
from themes.views.themes import WRITES

PAGE = 24


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """The themes, as cards or as a table, narrowed by what the address says."""
    rows = Theme.objects.visible_to(request.user)
    filters = ThemeFilters(request.GET, rows, request=request)
    keys = filters.qs.order_by(alphabetical("title"), "pk").values_list("pk", flat=True)
    page = Paginator(list(keys), PAGE).get_page(request.GET.get("page"))
    page.object_list = _shown(page.object_list, request.user)
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


def _shown(keys: list[int], user: User) -> list[Theme]:
    """The themes with their people and, where the person may see them, their ten statuses."""
    themes = _listed(keys)
    add_holders(themes)
    statuses = statuses_today(user, keys)
    for theme in themes:
        theme.statuses = statuses.get(theme.pk, ())
    return themes


@compiled
def _listed(keys: Collection[int]) -> QuerySet[Theme]:
    news = ThemeUpdate.objects.filter(theme=OuterRef("pk")).order_by("-created_at")
    return (
        Theme.objects.filter(pk__in=keys)
        .select_related("type", "phase")
        .annotate(news_at=Subquery(news.values("created_at")[:1]))
        .defer(*Theme.LONG)
        .order_by(alphabetical("title"), "pk")
        .fetch_mode(FETCH_RAISE)
    )


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is known about one theme; a proposal has a page of its own."""
    row = found(_with_what_frames(request.user, slug))
    if row.status != Theme.Status.ACCEPTED:
        return redirect("themes:proposal", slug=slug)
    row.holders, coming, earlier = pages.assignments(row)
    context = {
        "theme": row,
        "is_following": row.is_followed,
        **way_back("themes:list"),
        "people": pages.proposed(row, request.user, pages.people(row, earlier)),
        "coming": coming,
        "earlier": earlier,
        **_news_form(request),
        **pages.around(row, request.user),
        **pages.may(row, request.user),
        **pages.duties(row, request.user),
        **pages.next_action(row, request.user),
    }
    return render_page(request, "themes/themes/theme.html", context, fragment="theme-about")


@compiled
def _with_what_frames(user: User, slug: str) -> QuerySet[Theme]:
    follows = Follow.objects.visible_to(user).filter(theme=OuterRef("pk"))
    rows = Theme.objects.visible_to(user).filter(slug=slug)
    rows = rows.select_related("type", "phase", "contact", "parent")
    return rows.annotate(is_followed=Exists(follows), has_talked=has_talked())


def _news_form(request: HttpRequest) -> dict[str, Any]:
    """The line for what is new, open where the reader has come to write it."""
    is_writing = WRITES in request.GET
    return {"form": UpdateForm(is_begun=is_writing), "is_writing": is_writing, "said": ""}
