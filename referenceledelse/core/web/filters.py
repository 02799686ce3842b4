"""Lists narrowed by what the address says, and divided into pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django_filters import ChoiceFilter, Filter, FilterSet
from django_htmx.http import replace_url

from referenceledelse.core.text.search import containing
from referenceledelse.core.web.forms import Day, LineField
from referenceledelse.core.web.htmx import render_page, wants_fragment

PAGE = 25


class LineFilter(Filter):
    field_class = LineField


class Search(LineFilter):
    """Rows where each word stands in one of the fields."""

    def __init__(self, label: Any, *fields: str) -> None:
        super().__init__(label=label, max_length=100)
        self.fields = fields

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(containing(text, *self.fields)) if text else rows


class DayFilter(Filter):
    field_class = Day


class Tick(Filter):
    """Narrows the rows where it is ticked."""

    field_class = forms.BooleanField

    def __init__(self, label: Any, narrowed: Callable[[Any], Any] = lambda rows: rows) -> None:
        super().__init__(label=label)
        self.narrowed = narrowed

    def filter(self, rows: QuerySet, is_ticked: bool) -> QuerySet:
        return self.narrowed(rows) if is_ticked else rows


class Widen(Tick):
    """Narrows the rows until it is ticked."""

    def filter(self, rows: QuerySet, is_ticked: bool) -> QuerySet:
        return rows if is_ticked else self.narrowed(rows)


class Shown(ChoiceFilter):
    """What is shown of the list, or how; the page reads it, and no row is left out."""

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows


class FilterForm(forms.Form):
    marks_optional = False


class Filters(FilterSet):
    """A list's filters; what the address has wrong is told, and filters nothing."""

    class Meta:
        form = FilterForm

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set."""
        self.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def query(self) -> str:
        """The address's parameters, ready for another one to follow."""
        sent = {name: self.data.get(name, "") for name in self.chosen}
        return f"{urlencode(sent)}&" if sent else ""


def paged(request: HttpRequest, rows: Any, size: int = PAGE) -> Page:
    """The page of the rows that the address asks for."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def listed(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    filters: Filters,
    *,
    size: int = PAGE,
    each: Callable[[Any], None] | None = None,
) -> HttpResponse:
    """A page with one filtered list in its partial ``results``; htmx gets that alone.

    ``each`` adds to every row that is shown what the template needs of it.
    """
    page = paged(request, filters.qs, size)
    if each:
        page.object_list = list(page.object_list)
        for row in page.object_list:
            each(row)
    context |= {"filters": filters, "page_obj": page, "query": filters.query()}
    response = render_page(request, template, context, fragment="results")
    if wants_fragment(request):
        query = filters.query().rstrip("&")
        return replace_url(response, f"{request.path}{'?' if query else ''}{query}")
    return response
