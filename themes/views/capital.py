"""The ledger of the test phase's capital, per theme and in all."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.filters import listed
from roles.models import RoleKey
from roles.views.ways import way_back
from themes.forms.capital import FundingFilters
from themes.models import Allocation, Funding, NoOutsideMoney, Theme
from themes.pages.capital import capital_by_quarter
from themes.queries.assignments import leading
from themes.views.rooms import frame, theme_of


@require_safe
def capital(request: HttpRequest, slug: str) -> HttpResponse:
    """What one theme needs, has applied for and was granted."""
    theme = theme_of(request, slug)
    rows = Funding.objects.visible_to(request.user).filter(theme=theme)
    context = frame(request, theme, "capital") | {
        "may_write": is_allowed(request.user, "themes.write_capital", Funding(theme=theme)),
        "sums": rows.sums(),
        "by_origin": rows.sums_by_origin(),
        "overdue": rows.overdue().count(),
        "quarters": capital_by_quarter(rows),
        "allocations": _allocations(request, theme),
        "no_outside_money": _no_outside_money(request, theme),
        "reference_leader": leading(theme).get(RoleKey.REFERENCE_LEADER),
        "has_outside": rows.sought_outside().exists(),
    }
    shown = rows.select_related("applicant", "responsible")
    filters = FundingFilters(request.GET, shown, request=request)
    return listed(request, "themes/capital/capital.html", context, filters)


def _allocations(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    """The people and hours that the theme has been given, and the hours of today in all."""
    rows = Allocation.objects.visible_to(request.user).filter(theme=theme)
    return {"rows": rows.select_related("given_by"), "hours": rows.hours()}


def _no_outside_money(request: HttpRequest, theme: Theme) -> NoOutsideMoney | None:
    rows = NoOutsideMoney.objects.visible_to(request.user).filter(theme=theme)
    return rows.select_related("created_by").first()


@require_safe
def all_capital(request: HttpRequest) -> HttpResponse:
    """What all themes need, have applied for and were granted; the sums follow the filters."""
    rows = Funding.objects.visible_to(request.user)
    themes = Prefetch("theme", Theme.objects.with_people())
    shown = rows.select_related("applicant", "responsible").prefetch_related(themes)
    filters = FundingFilters(request.GET, shown, request=request)
    context: dict[str, Any] = {
        **way_back("themes:list"),
        "sums": filters.qs.sums(),
        "overdue": rows.overdue().count(),
        "quarters": capital_by_quarter(filters.qs),
    }
    return listed(request, "themes/capital/all.html", context, filters)
