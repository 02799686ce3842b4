"""The index that words are looked for in, as a migration makes it."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from referenceledelse.core.text.search import document_sql


class SearchIndex(Operation):
    """Make the index of a model's texts anew; PostgreSQL alone, since SQLite searches without.

    ``fields`` are the model's ``SEARCHED`` on the day of the migration; a test compares the two.
    """

    reversible = True

    def __init__(self, model: str, fields: tuple[str, ...]) -> None:
        self.model, self.fields = model, fields

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: Django knows of no such index."""

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        if editor.connection.vendor != "postgresql":
            return
        table = after.apps.get_model(app_label, self.model)._meta.db_table
        columns = (f'"{field}"' for field in self.fields)
        editor.execute(f"DROP INDEX IF EXISTS {table}_search")
        editor.execute(
            f"CREATE INDEX {table}_search ON {table} USING gin ({document_sql(columns)})"
        )

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        """Nothing: the next forward migration replaces the index."""

    def describe(self) -> str:
        return f"Make the search index of {self.model}"
