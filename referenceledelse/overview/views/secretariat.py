"""The secretariat's overview: where help is needed, at a glance."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.models import Conversation
from dialogues.worklist import open_counts
from referenceledelse.access import demand
from referenceledelse.htmx import render_page
from referenceledelse.overview import matrix
from referenceledelse.overview.filters import OverviewFilter
from roles.models import RoleKey, RolePoint, User
from themes.models import Theme, ThemeQuerySet

PAGE = 50


@require_safe
def secretariat(request: HttpRequest) -> HttpResponse:
    """Theme × talk × ten duties, with vacancies; every number leads to its list."""
    demand(request.user, "overview.see_overview")
    form = OverviewFilter(request.GET)
    themes = _filtered(form, request.user).order_by("title")
    page = Paginator(themes, PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in form.data.items() if value and name in form.fields}
    context = {
        "form": form,
        "page_obj": page,
        "rows": matrix.rows(page.object_list, request.user),
        "duties": list(RolePoint.objects.duties().current()),
        "counts": _counts(request.user),
        "is_filtered": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
    }
    return render_page(request, "overview/secretariat.html", context, fragment="matrix")


def _filtered(form: OverviewFilter, user: User) -> ThemeQuerySet:
    themes = Theme.objects.visible_to(user).running()
    if not form.is_valid():
        return themes
    values = form.cleaned_data
    if values["type"]:
        themes = themes.filter(type=values["type"])
    if values["phase"]:
        themes = themes.filter(phase=values["phase"])
    return _only(themes, values["show"])


def _only(themes: ThemeQuerySet, show: str) -> ThemeQuerySet:
    if show in (RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER):
        return themes.vacant(show)
    if show == OverviewFilter.NO_TALK:
        return themes.exclude(pk__in=Conversation.objects.held().values("theme"))
    return themes


def _counts(user: User) -> dict[str, int]:
    themes = Theme.objects.visible_to(user).running()
    return {
        "themes": themes.count(),
        "network_leader": _only(themes, RoleKey.NETWORK_LEADER).count(),
        "reference_leader": _only(themes, RoleKey.REFERENCE_LEADER).count(),
        "no_talk": _only(themes, OverviewFilter.NO_TALK).count(),
        "proposals": Theme.objects.filter(status=Theme.Status.PROPOSED).count(),
        "findings": sum(open_counts(user).values()),
    }
