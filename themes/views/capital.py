"""The ledger of the test phase's capital, per theme and in all."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.access import is_allowed
from referenceledelse.filters import listed
from themes import figures
from themes.forms.capital import FundingFilters
from themes.models import Allocation, Funding, Theme
from themes.views.room import frame, theme_of


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
        "quarters": figures.capital_by_quarter(rows),
        "allocations": _allocations(request, theme),
    }
    filters = FundingFilters(request.GET)
    rows = rows.select_related("applicant")
    return listed(request, "themes/capital.html", context, filters=filters, rows=rows)


def _allocations(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    """The people and hours that the theme has been given, and the hours of today in all."""
    rows = Allocation.objects.visible_to(request.user).filter(theme=theme)
    return {"rows": rows.select_related("given_by"), "hours": rows.hours()}


@require_safe
def all_capital(request: HttpRequest) -> HttpResponse:
    """What all themes need, have applied for and were granted; the sums follow the filters."""
    rows = Funding.objects.visible_to(request.user)
    filters = FundingFilters(request.GET)
    context: dict[str, Any] = {
        "parents": [(reverse("themes:list"), _("Temaer"))],
        "sums": filters.apply(rows).sums(),
        "overdue": rows.overdue().count(),
        "quarters": figures.capital_by_quarter(filters.apply(rows)),
    }
    rows = rows.select_related("applicant", "theme")
    return listed(request, "themes/all_capital.html", context, filters=filters, rows=rows)
