"""People and units to a file, in the columns that an import reads back unchanged."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV
from tablib import Dataset

from referenceledelse.core.files.tables import as_csv, shown
from roles.models import Unit, User
from roles.queries.units import paths_of


class DanishCSV(CSV):
    """Writes semicolons: what a Danish spreadsheet opens at once."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        return as_csv([dataset.headers or (), *dataset])


class Day(widgets.Widget):
    """A day as a day, which each kind of file shows its own way."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Shown(widgets.Widget):
    """A value as one reads it in Denmark."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return shown(value)


class PathResource(resources.ModelResource):
    """Rows that name a unit with all above it, asked for once."""

    def before_export(self, queryset: QuerySet, **kwargs: Any) -> None:
        self.paths = paths_of({unit.pk: unit for unit in Unit.objects.order_by()})


class UnitResource(PathResource):
    """Each unit, and who manages it."""

    path = fields.Field(column_name="enhed")
    stable_id = fields.Field(column_name="enheds-id", attribute="stable_id", widget=Shown())
    manager = fields.Field(column_name="personaleleder", attribute="manager__email", widget=Shown())

    class Meta:
        model = Unit
        name = gettext_lazy("Enheder")
        fields = ("path", "stable_id", "manager")

    def dehydrate_path(self, unit: Unit) -> str:
        return self.paths[unit.pk]


class PersonResource(PathResource):
    """People, known by their id or their e-mail; who may sign in is not in a file."""

    email = fields.Field(column_name="e-mail", attribute="email", widget=Shown())
    stable_id = fields.Field(column_name="medarbejder-id", attribute="stable_id", widget=Shown())
    name = fields.Field(column_name="navn", attribute="name", widget=Shown())
    job_title = fields.Field(column_name="stilling", attribute="job_title", widget=Shown())
    phone = fields.Field(column_name="telefon", attribute="phone", widget=Shown())
    unit = fields.Field(column_name="enhed")
    leader_level = fields.Field(column_name="lederniveau", attribute="leader_level", widget=Shown())
    active_from = fields.Field(column_name="ansat fra", attribute="active_from", widget=Day())
    active_to = fields.Field(column_name="ansat til", attribute="active_to", widget=Day())

    class Meta:
        model = User
        name = gettext_lazy("Personer")
        fields = (
            "email",
            "stable_id",
            "name",
            "job_title",
            "phone",
            "unit",
            "leader_level",
            "active_from",
            "active_to",
        )

    def dehydrate_unit(self, person: User) -> str:
        return self.paths.get(person.unit_id, "")
