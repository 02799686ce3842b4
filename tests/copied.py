"""Rows that nearly every test begins with: made by the product's own verbs once, and then copied.

Making the cast through the verbs is a quarter of what most tests take. The first of a run does it,
and what it wrote is put back as it is, with today's moments, wherever the tables are empty again.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from roles.models import Role, User

type Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]


class Copied:
    """What ``make`` writes into the empty tables, kept for the day on which it was made.

    ``make`` tells the keys of what it made, by the names that the tests use.
    """

    def __init__(self, make: Callable[[], dict[str, int]]) -> None:
        self.make = make
        self.day: date | None = None
        self.begun = timezone.now()
        self.rows: Rows = {}
        self.keys: dict[str, int] = {}
        # What the migrations wrote, as how many and up to which key: a test that empties the
        # database empties these too, and what is written again may have other keys.
        self.base: dict[type[models.Model], dict[str, Any]] = {}

    def put(self) -> dict[str, int]:
        """Have the rows in the database, made or copied; gives their keys."""
        is_empty = _is_empty()
        if is_empty and self.day == timezone.localdate() and self._stands():
            try:
                with transaction.atomic():
                    self._copy()
                return self.keys
            except IntegrityError:
                pass  # Something else has one of the keys; make them with other keys.
        if not is_empty or self.day == timezone.localdate():
            return self.make()
        before, begun = _all(), timezone.now()
        sizes = {model: _size(model) for model, rows in before.items() if rows}
        keys = self.make()
        self.rows, self.keys, self.base = _new(before, _all()), keys, sizes
        self.day, self.begun = timezone.localdate(), begun
        return keys

    def _stands(self) -> bool:
        return all(_size(model) == size for model, size in self.base.items())

    def _copy(self) -> None:
        now = timezone.now()
        for model, rows in self.rows.items():
            made = [model(**_moved(values, self.begun, now)) for values in rows.values()]
            model._base_manager.bulk_create(made)


def _moved(values: dict[str, Any], begun: datetime, now: datetime) -> dict[str, Any]:
    """The values of a row, as if it were made now."""
    return {
        name: now if isinstance(value, datetime) and value >= begun else value
        for name, value in values.items()
    }


def _size(model: type[models.Model]) -> dict[str, Any]:
    return model._base_manager.aggregate(models.Count("pk"), models.Max("pk"))


def _is_empty() -> bool:
    return not User.objects.exists() and not Role.objects.exists()


def _models() -> Iterable[type[models.Model]]:
    return (m for m in apps.get_models(include_auto_created=True) if m._meta.managed)


def _all() -> Rows:
    """Every row there is, by its key."""
    return {
        model: {row.pk: _values(row) for row in model._base_manager.all()} for model in _models()
    }


def _values(row: models.Model) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if not field.generated]
    return {name: getattr(row, name) for name in names}


def _new(before: Rows, after: Rows) -> Rows:
    """What was added; what stood there must be as it was, since it is not put back."""
    for model, rows in before.items():
        assert {key: after[model][key] for key in rows} == rows, model
    found = {
        model: {key: row for key, row in rows.items() if key not in before[model]}
        for model, rows in after.items()
    }
    return {model: rows for model, rows in found.items() if rows}
