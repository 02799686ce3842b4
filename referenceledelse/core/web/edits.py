"""Saving field by field: who changes nothing in a field overwrites nothing there.

Each text travels with a fingerprint of what its field held when the writer opened it, so two
people, or one in two windows, can write in the same form and only meet where both changed the
same field.
"""

from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from referenceledelse.core.text.cleaning import clean
from referenceledelse.core.web.errors import Stale


class Clash(Stale):
    """Both changed the same fields; ``stored`` holds what is saved in each of them."""

    def __init__(self, stored: Mapping[Hashable, Any]) -> None:
        super().__init__(_("Teksten er ændret, siden du åbnede siden."))
        self.stored = dict(stored)


def fingerprint(value: Any) -> str:
    """A short stand-in for a text, a day, a number, a row or rows, equal where they are."""
    return sha256(_plain(value).encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    """The value as one text, whether it comes from the database or from a form."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list | tuple | set | QuerySet):
        return ",".join(sorted(_plain(one) for one in value))
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(microsecond=0))
    if isinstance(value, Decimal):
        return str(value.normalize())
    if value is None or value is False:
        return ""
    return clean(str(value)).strip()


def merge[Key: Hashable](
    *, stored: Mapping[Key, Any], typed: Mapping[Key, Any], seen: Mapping[Key, str] | None = None
) -> dict[Key, Any]:
    """The typed values to save: those changed by the writer and by nobody else.

    ``seen`` holds each field's fingerprint from when it was opened, an empty field's where the
    key is left out; without it the typed values are meant as they stand. Raises ``Clash`` with the
    fields that another changed meanwhile.
    """
    changed = {key: text for key, text in typed.items() if text != stored.get(key, "")}
    if seen is None:
        return changed
    known = {key: seen.get(key) or fingerprint("") for key in changed}
    changed = {key: text for key, text in changed.items() if fingerprint(text) != known[key]}
    clashes = {key for key in changed if fingerprint(stored.get(key, "")) != known[key]}
    if clashes:
        raise Clash({key: stored.get(key, "") for key in clashes})
    return changed
