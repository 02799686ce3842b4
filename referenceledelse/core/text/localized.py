"""Texts that are data: written in Danish, and in English where someone has."""

from typing import Any

from django.utils.translation import get_language


class Localized:
    """Reads ``<field>_en`` when the reader's language is English and it is filled in.

    Else ``<field>_da``. A model with ``name_da`` and ``name_en`` says ``name = Localized("name")``.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        return localized(getattr(row, f"{self.field}_da"), getattr(row, f"{self.field}_en"))


def localized(danish: str, english: str) -> str:
    """Of a text's two languages the reader's, where someone has written it."""
    return english if english and get_language() == "en" else danish
