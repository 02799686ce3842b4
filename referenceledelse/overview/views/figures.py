"""The secretariat's numbers: coverage, pictures, the report, and all of it as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.files.exports import KINDS
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.htmx import render_page
from referenceledelse.overview.forms.report import Period
from referenceledelse.overview.forms.secretariat import OverviewFilter
from referenceledelse.overview.pages import figures as drawn
from referenceledelse.overview.pages.coverage import coverage_page, rounds_shown
from referenceledelse.overview.pages.report import report_page
from referenceledelse.overview.queries.pairs import PairStep
from referenceledelse.overview.queries.rounds import ALL
from referenceledelse.overview.sheets.exports import TABLES
from roles.views.ways import way_back


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """How many pairs have come how far; every number leads to its list."""
    demand(request.user, "overview.see_overview")
    filters = OverviewFilter(request.GET, user=request.user)
    query = filters.query()
    counted = coverage_page(filters)
    context = way_back("secretariat") | {
        "filters": filters,
        "filter_form": filters.drawn(request.path, "#coverage"),
        "coverage": counted,
        "count": counted.count,
        "steps": list(PairStep),
        "rounds": rounds_shown(filters),
        "query": f"{query}&" if query else "",
    }
    return render_page(request, "overview/coverage/coverage.html", context, fragment="coverage")


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The pictures, each with its table beside."""
    demand(request.user, "overview.see_overview")
    user = request.user
    load, page = drawn.load(user, request.GET.get("page"))
    shown = [drawn.duties(user), drawn.phases(user), drawn.ages(user), drawn.ideas(user), load]
    context = way_back("secretariat") | {
        "figures": shown,
        "page_obj": page,
        "query": "",
    }
    return render(request, "overview/figures/figures.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report for the chiefs' forum, made for paper."""
    demand(request.user, "overview.see_overview")
    period = Period(request.GET)
    shown = report_page(*period.days, request.user)
    context = way_back("secretariat") | shown | {"period": period}
    return render(request, "overview/report/report.html", context)


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Every table as a file, with what its columns mean."""
    demand(request.user, "overview.see_overview")
    filters = OverviewFilter(request.GET, user=request.user)
    tables: list[dict[str, Any]] = [
        {"table": table, "columns": table.columns(filters)} for table in TABLES.values()
    ]
    context = way_back("secretariat") | {"tables": tables, "query": f"round={ALL}"}
    return render(request, "overview/figures/exports.html", context)


@require_safe
def export(request: HttpRequest, table: str, kind: str) -> HttpResponseBase:
    """One table as a file, narrowed as the page that leads here."""
    demand(request.user, "overview.see_overview")
    if table not in TABLES or kind not in KINDS:
        raise Http404(_("Den fil findes ikke."))
    found = TABLES[table]
    filters = OverviewFilter(request.GET, user=request.user)
    return KINDS[kind](table, found.columns(filters), found.rows(filters))
