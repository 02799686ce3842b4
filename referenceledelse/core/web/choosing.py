"""Rows that are chosen or listed in the administration: told apart, and in Danish order."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from referenceledelse.core.text.order import alphabetical


def to_choose(rows: QuerySet) -> QuerySet:
    """Fetch what ``chosen_as`` needs, where the model says how."""
    return rows.to_choose() if hasattr(rows, "to_choose") else rows


def chosen_as(row: models.Model) -> str:
    """The row's label where it is chosen."""
    return getattr(row, "chosen_as", None) or str(row)


class ChosenJson(AutocompleteJsonView):
    """What a search field of the administration suggests."""

    def get_queryset(self) -> QuerySet:
        return to_choose(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, with what the page that asks wants to know of each (``describe_choices``)."""
        context = super().get_context_data(**kwargs)
        asking = admin.site._registry.get(self.source_field.model)
        describe = getattr(asking, "describe_choices", None)
        rows = list(context["object_list"])
        self.described = describe(self.source_field.name, rows) if describe else {}
        return {**context, "object_list": rows}

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        text = self.described.get(obj.pk) or chosen_as(obj)
        return {"id": str(getattr(obj, to_field_name)), "text": text}


def autocomplete(request: HttpRequest) -> HttpResponse:
    return ChosenJson.as_view(admin_site=admin.site)(request)


class ChosenFilter(admin.RelatedOnlyFieldListFilter):
    """Narrows a list by the rows that are in use, each with what tells it apart."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        used = model_admin.get_queryset(request).order_by().values_list(field.name, flat=True)
        rows = field.remote_field.model._default_manager.filter(pk__in=set(used) - {None})
        return [(row.pk, chosen_as(row)) for row in to_choose(rows)]


class DanishList(ChangeList):
    """A list whose columns of words are ordered as a Danish reader looks for them."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        return [self._danish(name) for name in super().get_ordering(request, queryset)]

    def _danish(self, name: Any) -> Any:
        try:
            field = get_fields_from_path(self.model, name.removeprefix("-"))[-1]
        except (AttributeError, FieldDoesNotExist):  # an expression, or what a query adds
            return name
        is_words = isinstance(field, models.CharField | models.TextField) and not field.choices
        return alphabetical(name) if is_words else name
