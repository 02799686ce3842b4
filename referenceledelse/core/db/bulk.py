"""Save thousands of rows, with locks held only briefly.

Django's bulk methods build their SQL while they hold the locks. Here it is built beforehand, so
that only one ``executemany`` remains. No signal is sent, and the caller writes the change log.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault


@dataclass
class Statement:
    """A statement and its values; the ``late`` values are read only when it runs."""

    sql: str = ""
    rows: Sequence[Model] = ()
    values: list[list[Any]] = field(default_factory=list)
    late: dict[int, Field] = field(default_factory=dict)

    def run(self) -> None:
        if not self.rows:
            return
        for place, column in self.late.items():
            for row, values in zip(self.rows, self.values, strict=True):
                values[place] = _value(column, row)
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, self.values)


def inserts(rows: Sequence[Model], late: Sequence[str] = ()) -> Statement:
    """Makes the rows, all of one model, when it runs; they do not learn their keys."""
    if not rows:
        return Statement()
    meta = rows[0]._meta
    fields = [column for column in meta.concrete_fields if not column.primary_key]
    names = ", ".join(_quoted(column.column) for column in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_quoted(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    return _statement(sql, rows, fields, late)


def updates(rows: Sequence[Model], names: Sequence[str], late: Sequence[str] = ()) -> Statement:
    """Saves the named fields of the rows, all of one model, when it runs."""
    if not rows or not names:
        return Statement()
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    changes = ", ".join(f"{_quoted(column.column)} = %s" for column in fields)
    key = _quoted(meta.pk.column)
    sql = f"UPDATE {_quoted(meta.db_table)} SET {changes} WHERE {key} = %s"  # noqa: S608
    return _statement(sql, rows, [*fields, meta.pk], late)


def _statement(
    sql: str, rows: Sequence[Model], fields: Sequence[Field], late: Sequence[str]
) -> Statement:
    places = {place: column for place, column in enumerate(fields) if column.name in late}
    values = [[_value(column, row) for column in fields] for row in rows]
    return Statement(sql, rows, values, places)


def _value(column: Field, row: Model) -> Any:
    value = getattr(row, column.attname)
    if value is None and column.is_relation and column.is_cached(row):
        # A row that was pointed at before it was saved has its key by now.
        value = getattr(column.get_cached_value(row), "pk", None)
        setattr(row, column.attname, value)
    if isinstance(value, DatabaseDefault):
        value = value.expression.value
    return column.get_db_prep_save(value, connection)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
