"""Queries whose SQL is made once: from call to call only the values change.

Django builds and compiles a query anew each time, which for one with many joins takes ten times as
long as the database needs to answer it. Where the same question is asked of everyone, it is asked
here with stand-ins for the values, and the SQL is kept with the places where they stand.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import wraps
from itertools import chain
from typing import Any, NoReturn

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

# How many shapes of one question are kept: readers with different rights, lists of other lengths.
MOST_SHAPES = 100


class Unfit(TypeError):
    """The question depends on more than its arguments, today and the language."""


def compiled[**P, M](make: Callable[P, QuerySet[M]]) -> Callable[P, list[M]]:
    """Let ``make`` give its rows, and be asked for its queryset once for each shape of arguments.

    The arguments, by position, are numbers, days, moments, texts, sequences of them, or rows, of
    which it may use the keys and what ``SHAPING`` on their class names. What is ``None``, ``bool``
    or an ``Enum`` belongs to the shape, as do today and the language. It raises ``Unfit`` when
    ``make`` asks the database, the clock for a moment, or a row for anything else.
    """
    kept: dict[Any, _Question] = {}

    @wraps(make)
    def rows(*args: P.args, **_none: P.kwargs) -> list[M]:
        given = [_taken_apart(arg) for arg in args]
        shape = (timezone.localdate(), get_language(), *(one.shape for one in given))
        if (question := kept.get(shape)) is None:
            if len(kept) >= MOST_SHAPES or (kept and next(iter(kept))[0] != shape[0]):
                kept.clear()
            question = kept[shape] = _compile(make, given)
        return question.rows(list(chain.from_iterable(one.values for one in given)))

    rows.cache_clear = kept.clear
    return rows


@dataclass(frozen=True)
class _Given:
    """An argument: what decides how the query looks, its values, and what it is made of anew."""

    shape: Any
    values: Sequence[Any] = ()
    again: Callable[[Iterator[Any]], Any] = next


def _taken_apart(arg: Any) -> _Given:
    if arg is None or isinstance(arg, bool | Enum):
        return _Given(arg, again=lambda _values: arg)
    if isinstance(arg, int | str | date):
        return _Given(type(arg), [arg])
    if isinstance(arg, Model):
        return _row_taken_apart(arg)
    return _many_taken_apart(list(arg))


def _many_taken_apart(arg: list[Any]) -> _Given:
    """Filled up with the last one to the next power of two, so that the shapes are few."""
    size = 1 << (len(arg) - 1).bit_length() if arg else 0
    values = arg + arg[-1:] * (size - len(arg))
    kinds = {type(value) for value in values}
    if not all(issubclass(kind, int | str | date) for kind in kinds):
        raise Unfit(f"Not a sequence of numbers, days or texts: {arg!r}")
    return _Given((size, *kinds), values, lambda given: [next(given) for _ in range(size)])


def _row_taken_apart(row: Model) -> _Given:
    """A row stands for its keys; all else of it would be fetched, and is thereby refused."""
    fields = [
        field for field in row._meta.concrete_fields if field.primary_key or field.many_to_one
    ]
    keys = {field.attname: getattr(row, field.attname) for field in fields}
    known = [name for name, value in keys.items() if value is not None]
    shaping = {name: getattr(row, name) for name in getattr(row, "SHAPING", ())}

    def again(given: Iterator[Any]) -> Model:
        told = {**keys, **{name: next(given) for name in known}}
        made = row.__class__.from_db(DEFAULT_DB_ALIAS, list(told), list(told.values()))
        made.__dict__.update(shaping)
        return made

    shape = (row.__class__, *known, *shaping.values())
    return _Given(shape, [keys[name] for name in known], again)


@dataclass(frozen=True)
class _Question:
    """A compiled query, and which value stands where among its parameters.

    ``sql`` is empty where nothing can be found.
    """

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    params: Sequence[Any]
    places: dict[int, int]

    def rows(self, values: list[Any]) -> list[Any]:
        if not self.sql:
            return []
        params = list(self.params)
        for place, number in self.places.items():
            params[place] = _adapted(values[number])
        asked = object.__new__(type(self.queryset))
        asked.__dict__ = self.queryset.__dict__ | {"_query": _Asked(self, tuple(params))}
        return list(asked)


class _Asked:
    """Stands for the query of a question, with its values in place."""

    def __init__(self, question: _Question, params: tuple[Any, ...]) -> None:
        self.question, self.params = question, params

    def get_compiler(self, *_args: Any, **_options: Any) -> Any:
        compiler = copy.copy(self.question.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_args, **_options: (self.question.sql, self.params)
        return compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.question.queryset.query, name)


def _compile(make: Callable[..., QuerySet[Any]], given: Sequence[_Given]) -> _Question:
    """Asked with two sets of stand-ins: they must be all that differs between the two."""
    values = list(chain.from_iterable(one.values for one in given))
    first = [_stand_in(value, number) for number, value in enumerate(values)]
    second = [_stand_in(value, number) for number, value in enumerate(values, len(values))]
    queryset, compiler, sql, params = _asked_with(first, make, given)
    _queryset, _compiler, sql_again, params_again = _asked_with(second, make, given)
    numbers = {_adapted(value): number for number, value in enumerate(first)}
    places = {place: numbers[one] for place, one in enumerate(params) if _is_among(one, numbers)}
    expected = [
        _adapted(second[places[place]]) if place in places else one
        for place, one in enumerate(params)
    ]
    if (sql_again, list(params_again)) != (sql, expected):
        raise Unfit(f"{make.__qualname__}: more differs than its arguments; give that as argument")
    _refuse_values_in_prefetches(make, queryset, numbers)
    return _Question(queryset, compiler, sql, params, places)


def _asked_with(
    values: Iterable[Any], make: Callable[..., QuerySet[Any]], given: Sequence[_Given]
) -> tuple[QuerySet[Any], Any, str, Sequence[Any]]:
    values = iter(values)
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.execute_wrapper(_refuse_to_ask):
        queryset = make(*(one.again(values) for one in given))
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            return queryset, compiler, *compiler.as_sql()
        except EmptyResultSet:
            return queryset, compiler, "", ()


def _refuse_to_ask(_execute: object, sql: str, *_more: object) -> NoReturn:
    raise Unfit(f"A question that is compiled once asks another while it is made: {sql}")


def _refuse_values_in_prefetches(
    make: Callable[..., QuerySet[Any]], queryset: QuerySet[Any], numbers: dict[Any, int]
) -> None:
    for lookup in queryset._prefetch_related_lookups:
        if isinstance(lookup, Prefetch) and lookup.queryset is not None:
            _sql, params = lookup.queryset.query.sql_with_params()
            if any(_is_among(one, numbers) for one in params):
                raise Unfit(f"{make.__qualname__}: the prefetch of {lookup.prefetch_to} has values")


def _is_among(param: Any, numbers: dict[Any, int]) -> bool:
    return isinstance(param, int | str | date) and param in numbers


def _stand_in(value: Any, number: int) -> Any:
    """A value that nobody has, within what a column holds; far from one another, as sums may be."""
    number *= 101
    if isinstance(value, datetime):
        return datetime(9001, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    if isinstance(value, date):
        return date(8001, 1, 1) + timedelta(days=number)
    return f"\ue000{number}" if isinstance(value, str) else 2_000_000_000 + number


def _adapted(value: Any) -> Any:
    """As the database takes it."""
    operations = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    return operations.adapt_datefield_value(value) if isinstance(value, date) else value
