"""What many rows have in common: whom they name, and that their own words stay untold."""

from django.conf import settings
from django.db import models
from django.utils.functional import Promise


def someone(
    name: Promise | None = None, *, is_optional: bool = False, related_name: str = "+"
) -> models.ForeignKey:
    """A person whom the row names; one is never deleted from under what one has taken part in."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=is_optional,
        blank=is_optional,
        related_name=related_name,
        verbose_name=name,
    )


class Untold(models.Model):
    """A row that goes by its kind and number: its words stay on the pages of its readers."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
