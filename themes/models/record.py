"""What all that is written about a theme has in common."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.versions import Versioned
from roles.models import User
from themes.models.themes import Theme


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: User) -> Self:
        """What is written about a theme that was taken up is open to every employee."""
        if not user.is_active:
            return self.none()
        return self.filter(theme__status=Theme.Status.ACCEPTED)


class Record(Versioned):
    """Something that people write about one theme, with who wrote it first.

    ``ROOM`` names the theme's room that it stands in; ``themes.write_<ROOM>`` is the rule that
    says who writes there. Constraints name in their error code the field that they are about.
    """

    ROOM: ClassVar[str]

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        verbose_name=gettext_lazy("netværkstema"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("skrevet af"),
    )
    created_at = models.DateTimeField(gettext_lazy("oprettet"), auto_now_add=True)
    updated_at = models.DateTimeField(gettext_lazy("sidst ændret"), auto_now=True)

    class Meta:
        abstract = True

    def refuse_before_theme(self, *names: str) -> None:
        """Raise ``ValidationError`` beside each of the dates that lies before the theme began."""
        begun = self.theme.starts_on
        days: dict[str, date | None] = {name: getattr(self, name) for name in names}
        early = [name for name, day in days.items() if day and begun and day < begun]
        if early:
            said = _("Datoen ligger før temaets start.")
            raise ValidationError(dict.fromkeys(early, said))

    def refuse_empty(self, **messages: Any) -> None:
        """Raise ``ValidationError`` beside each named field that holds nothing."""
        empty = {name: said for name, said in messages.items() if not getattr(self, name)}
        if empty:
            raise ValidationError(empty)
