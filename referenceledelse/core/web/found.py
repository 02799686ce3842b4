"""The one row that an address names, or the page that says that there is none."""

from collections.abc import Iterable

from django.http import Http404


def found[Row](rows: Iterable[Row]) -> Row:
    """The first of the rows, as ``get_object_or_404`` gives it of a query that is not compiled."""
    for row in rows:
        return row
    raise Http404
