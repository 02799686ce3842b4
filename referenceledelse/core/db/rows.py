"""A foreign key to a person, and a ``__str__`` that shows no private text."""

from django.conf import settings
from django.db import models
from django.utils.functional import Promise


def someone(
    name: Promise | None = None, *, is_optional: bool = False, related_name: str = "+"
) -> models.ForeignKey:
    """A foreign key to a person, who cannot be deleted as long as the row is there."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=is_optional,
        blank=is_optional,
        related_name=related_name,
        verbose_name=name,
    )


class Untold(models.Model):
    """A row that is called by its kind and number, so that no list or log shows its words."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
