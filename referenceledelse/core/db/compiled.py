"""The rows that every page asks for by their key: the SQL is compiled once, the key told each time.

Django compiles a query anew each time it is asked, which takes longer than asking it: for who is
signed in, longer than all else on an empty page.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import Model, QuerySet


def by_key[Row: Model](rows: QuerySet[Row]) -> Callable[[object], Row | None]:
    """Compile the query; gives the function that finds one of its rows by its key, or none.

    What is annotated comes along. Each call asks the database; nothing but the SQL is kept, so
    where ``rows`` depends on the day, it is compiled again on the next.
    """
    any_key = rows.model._meta.pk.to_python("0")
    compiler = rows.order_by().filter(pk=any_key).query.get_compiler(connection=connection)
    sql, (*fixed, _any_key) = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    converters = compiler.get_converters(columns)
    more = compiler.annotation_col_map
    names = [column.target.attname for column in columns[: len(columns) - len(more)]]

    def find(key: object) -> Row | None:
        with connection.cursor() as cursor:
            cursor.execute(sql, (*fixed, key))
            found = cursor.fetchone()
        if found is None:
            return None
        (values,) = compiler.apply_converters([found], converters)
        row = rows.model.from_db(connection.alias, names, values[: len(names)])
        vars(row).update((name, values[place]) for name, place in more.items())
        return row

    return find
