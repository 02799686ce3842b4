"""A constraint that both databases keep: rows whose periods may not overlap."""

from copy import copy
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import Q

FOREVER = "'9999-12-31'"


class NoOverlap(models.BaseConstraint):
    """No two rows alike in ``fields`` have periods with a day in common.

    ``period`` names the first and the last day; an empty last day means until further notice.
    Only rows whose ``only[0]`` is among ``only[1]`` count. PostgreSQL keeps it as an exclusion
    constraint (btree_gist), SQLite as two triggers. Before a row is saved, ``unless`` may name a
    method by which a row that stands says whether it will give way to another.
    """

    def __init__(
        self,
        *,
        fields: tuple[str, ...],
        period: tuple[str, str],
        only: tuple[str, tuple[str, ...]],
        name: str,
        unless: str = "",
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )
        self.fields, self.period, self.only = tuple(fields), tuple(period), tuple(only)
        self.unless = unless

    def deconstruct(self) -> tuple[str, tuple, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, **self._own()}

    def clone(self) -> Self:
        """A copy with ``unless``, which the database and so the migrations know nothing of."""
        return copy(self)

    def _own(self) -> dict[str, Any]:
        return {"fields": self.fields, "period": self.period, "only": self.only}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = models.BaseConstraint.__hash__

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ``ValidationError`` where another row stands in the instance's way."""
        field, values = self.only
        if exclude and exclude & {*self.fields, *self.period, field}:
            return
        start, end = (getattr(instance, name) for name in self.period)
        if getattr(instance, model._meta.get_field(field).attname) not in values or start is None:
            return
        rows = model._default_manager.using(using).exclude(pk=instance.pk)
        rows = rows.filter(**{f"{field}__in": values})
        rows = rows.filter(
            **{n: getattr(instance, model._meta.get_field(n).attname) for n in self.fields}
        )
        rows = rows.filter(
            Q(**{f"{self.period[1]}__isnull": True}) | Q(**{f"{self.period[1]}__gte": start})
        )
        if end is not None:
            rows = rows.filter(**{f"{self.period[0]}__lte": end})
        if any(self.is_broken_by(instance, row) for row in rows):
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def is_broken_by(self, one: models.Model, other: models.Model) -> bool:
        """Whether the rows, saved or not, conflict; ``unless`` lets ``other`` give way."""
        field, values = self.only
        names = [one._meta.get_field(name).attname for name in (*self.fields, field)]
        *alike, only = names
        if not all(getattr(row, only) in values for row in (one, other)):
            return False
        if any(getattr(one, name) != getattr(other, name) for name in alike):
            return False
        start, end = self.period
        if self.unless and getattr(other, self.unless)(one):
            return False
        return all(
            getattr(b, end) is None or getattr(a, start) <= getattr(b, end)
            for a, b in ((one, other), (other, one))
        )

    # Both databases take the constraint after the table: as an exclusion, or as triggers that
    # follow the table when SQLite rebuilds it.
    def constraint_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> None:
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        first, *rest = self._statements(model, schema_editor)
        schema_editor.deferred_sql.extend(rest)
        return first

    def remove_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement | None:
        if schema_editor.connection.vendor == "sqlite":
            return None  # the rebuilt table comes without them
        return Statement(
            f"ALTER TABLE %(table)s DROP CONSTRAINT {self.name}", table=_table(model, schema_editor)
        )

    def _statements(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        if schema_editor.connection.vendor == "sqlite":
            return [self._trigger(model, schema_editor, when) for when in ("INSERT", "UPDATE")]
        return [self._exclusion(model, schema_editor)]

    def _columns(self, model: type[models.Model]) -> tuple[list[str], str, str, str, str]:
        column = {field.name: f'"{field.column}"' for field in model._meta.fields}
        values = ", ".join(f"'{value}'" for value in self.only[1])
        start, end = (column[name] for name in self.period)
        return [column[name] for name in self.fields], start, end, column[self.only[0]], values

    def _exclusion(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        alike, start, end, only, values = self._columns(model)
        same = ", ".join(f"{name} WITH =" for name in alike)
        return Statement(
            f"ALTER TABLE %(table)s ADD CONSTRAINT {self.name} EXCLUDE USING gist "
            f"({same}, daterange({start}, {end}, '[]') WITH &&) WHERE ({only} IN ({values}))",
            table=_table(model, schema_editor),
        )

    def _trigger(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, when: str
    ) -> Statement:
        alike, start, end, only, values = self._columns(model)
        same = " AND ".join(f"other.{name} = NEW.{name}" for name in alike)
        return Statement(
            f"CREATE TRIGGER {self.name}_{when.lower()} AFTER {when} ON %(table)s "
            f"WHEN NEW.{only} IN ({values}) AND EXISTS (SELECT 1 FROM %(table)s AS other "
            f"WHERE other.id <> NEW.id AND {same} AND other.{only} IN ({values}) "
            f"AND other.{start} <= COALESCE(NEW.{end}, {FOREVER}) "
            f"AND NEW.{start} <= COALESCE(other.{end}, {FOREVER})) "
            f"BEGIN SELECT RAISE(ABORT, 'constraint failed: {self.name}'); END",
            table=_table(model, schema_editor),
        )


def _table(model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Table:
    return Table(model._meta.db_table, schema_editor.quote_name)
