"""Queries that are the same all day: built once, run at each call.

Building a query with many joins takes Django longer than running it. Only the unevaluated queryset
is kept, never its rows.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps

from django.db.models import QuerySet
from django.utils import timezone


def daily(make: Callable[[date], QuerySet]) -> Callable[[], QuerySet]:
    """Make the query of today once; each call gives a copy that has not been asked yet.

    Only for what depends on nothing but the day: never on a person or a language.
    """
    kept = lru_cache(maxsize=1)(make)

    @wraps(make)
    def of_today() -> QuerySet:
        return kept(timezone.localdate()).all()

    return of_today
