"""Rows to a file in the administration, in the columns that an import reads back unchanged."""

from datetime import date
from typing import Any, ClassVar

from import_export import fields, resources
from import_export.formats.base_formats import CSV
from tablib import Dataset

from referenceledelse.core.files.columns import Column
from referenceledelse.core.files.imports import Sheet
from referenceledelse.core.files.tables import as_csv, shown


class DanishCSV(CSV):
    """Writes semicolons: what a Danish spreadsheet opens at once."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        return as_csv([dataset.headers or (), *dataset])


class ToldField(fields.Field):
    """A column of a sheet: a day as a day, and all else as one reads it here."""

    def __init__(self, column: Column) -> None:
        super().__init__(column_name=column.name)
        self.column = column

    def export(self, instance: Any, paths: Any = None, **kwargs: Any) -> Any:
        value = self.column.tell(instance, paths or {})
        return value if isinstance(value, date) or value is None else shown(value)


class SheetResource(resources.ModelResource):
    """What a sheet's columns tell of its rows."""

    sheet: ClassVar[Sheet]

    def paths(self) -> dict[int, str]:
        """Each unit's path from the top, asked for once; empty where no column names one."""
        return {}

    def export(self, queryset: Any = None, **kwargs: Any) -> Dataset:
        return super().export(queryset, paths=self.paths(), **kwargs)

    def get_export_fields(self, selected_fields: Any = None) -> list[ToldField]:
        return [ToldField(column) for column in self.sheet.columns if column.tell]

    def export_field(self, field: ToldField, instance: Any, **kwargs: Any) -> Any:
        return field.export(instance, **kwargs)
