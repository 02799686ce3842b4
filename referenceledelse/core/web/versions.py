"""Optimistic locking: what two people can edit carries a version."""

from collections.abc import Callable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.web.errors import Stale


def meanwhile() -> str:
    """What the one is told whose page is older than what another saved."""
    return _("En anden har gemt ændringer, siden du åbnede siden.")


class Versioned(models.Model):
    """A row that counts its saved versions."""

    version = models.PositiveIntegerField(gettext_lazy("version"), default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, pk: int, version: int) -> Self:
        """The row, locked until the transaction ends, if it still has the version.

        Raises ``Stale`` where someone saved after that version was read. Call inside
        ``atomic``; then ``save_next``.
        """
        row = cls._default_manager.select_for_update().get(pk=pk)
        row.refuse_stale(version)
        return row

    def refuse_stale(
        self, version: int, said: str | Callable[[], str] = "", *, counter: str = "version"
    ) -> None:
        """Raise ``Stale`` where someone saved the row after that version was read.

        ``said`` is what to tell then, where more is known than ``meanwhile``. ``counter`` names
        the number to look at, where a row has one for each of its sides.
        """
        if getattr(self, counter) != version:
            raise Stale((said() if callable(said) else said) or meanwhile())

    def save_next(self, *fields: str, **changes: Any) -> None:
        """Save the named fields and the changes as the next version, and when that was."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        stamps = [field.name for field in self._meta.fields if getattr(field, "auto_now", False)]
        self.save(update_fields=[*fields, *changes, *stamps, "version"])
