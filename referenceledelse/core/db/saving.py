"""Helpers of services: lock a row, set its values, and save it with the actor logged."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from referenceledelse.core.db.actor import acting


def locked[R: models.Model](row: R, *along: str) -> R:
    """The row as it is now, nobody else's to change until the transaction ends.

    ``along`` names the rows it points at that are fetched with it, unlocked.
    """
    rows = row._meta.model._default_manager.select_for_update(of=("self",))
    return (rows.select_related(*along) if along else rows).get(pk=row.pk)


def is_already(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Whether the row already is what the values would make it."""
    return all(getattr(row, name) == value for name, value in values.items())


def fill(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set the values, without saving them."""
    for name, value in values.items():
        setattr(row, name, value)


def save_by(by: AbstractBaseUser | None, row: models.Model, **changes: Any) -> None:
    """Save the changes and nothing else, with the person named in the change log."""
    fill(row, changes)
    with acting(by):
        row.save(update_fields=[*changes])
