"""Lists narrowed by what the address says, and divided into pages."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_htmx.http import replace_url

from referenceledelse.core.text.search import containing
from referenceledelse.core.web.htmx import render_page, wants_fragment

PAGE = 25
EVERY = _("Alle")


class OneOf(forms.ChoiceField):
    """A filter that lets through the rows of one choice, and all while none is chosen."""

    def __init__(self, label: Any, choices: Iterable, empty: Any = EVERY) -> None:
        super().__init__(label=label, required=False, choices=[("", empty), *choices])


class Filters(forms.Form):
    """A list's filters; what the address has wrong is told, and filters nothing.

    ``SEARCHED`` names the fields that ``q`` looks in; every other field of the form whose name
    stands in ``LOOKUPS`` narrows the rows by that lookup.
    """

    marks_optional = False
    SEARCHED: tuple[str, ...] = ()
    LOOKUPS: dict[str, str] = {}

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, rows: QuerySet) -> QuerySet:
        """The rows that all chosen filters let through."""
        for name, value in self.chosen.items():
            if name == "q":
                rows = rows.filter(containing(value, *self.SEARCHED))
            elif name in self.LOOKUPS:
                rows = rows.filter(**{self.LOOKUPS[name]: value})
        return rows

    def query(self) -> str:
        """The address's parameters, ready for another one to follow."""
        sent = {name: self.data.get(name, "") for name in self.chosen}
        return f"{urlencode(sent)}&" if sent else ""

    def page(self, rows: QuerySet, request: HttpRequest, *, size: int = PAGE) -> Page:
        """One page of what the filters let through."""
        return paged(request, self.apply(rows), size)


def paged(request: HttpRequest, rows: Any, size: int = PAGE) -> Page:
    """The page of the rows that the address asks for."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def listed(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    filters: Filters,
    rows: QuerySet,
    size: int = PAGE,
    each: Callable[[Any], None] | None = None,
) -> HttpResponse:
    """A page with one filtered list in its partial ``results``; htmx gets that alone.

    ``each`` adds to every row that is shown what the template needs of it.
    """
    page = filters.page(rows, request, size=size)
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
