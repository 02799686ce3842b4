"""Saving a row whose own rules are asked first."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import fill
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.versions import Versioned


def check(row: models.Model) -> None:
    """Raise ``Refused`` with what the row's rules say, beside the field that each is about.

    A constraint names its field in its error code.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        names = {field.name for field in row._meta.get_fields()}
        fields: dict[str, list[str]] = {}
        for name, found in error.error_dict.items():
            for one in found:
                is_named = name == NON_FIELD_ERRORS and one.code in names
                fields.setdefault(one.code if is_named else name, []).extend(one.messages)
        raise Refused(" ".join(error.messages), fields) from error


def save_checked(row: Versioned, by: AbstractBaseUser | None, values: Mapping[str, Any]) -> None:
    """Save the values as the locked row's next version; raises ``Refused`` as ``check`` does."""
    fill(row, values)
    check(row)
    with acting(by):
        row.save_next(*values)
