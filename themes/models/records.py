"""What all that is written about a theme has in common."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
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

    ``ROOM`` names the theme's room that it stands in, whose page is the record's own unless it has
    another; ``themes.write_<ROOM>`` is the rule that says who writes there. Constraints name in
    their error code the field that they are about.
    """

    ROOM: ClassVar[str]

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        verbose_name=gettext_lazy("netværkstema"),
    )
    created_by = someone(gettext_lazy("skrevet af"))
    created_at = models.DateTimeField(gettext_lazy("oprettet"), auto_now_add=True)
    updated_at = models.DateTimeField(gettext_lazy("sidst ændret"), auto_now=True)

    class Meta:
        abstract = True

    @classmethod
    def kinds(cls) -> Iterator[type[Self]]:
        """Every kind of record that has a table of its own."""
        for kind in cls.__subclasses__():
            if not kind._meta.abstract:
                yield kind
            yield from kind.kinds()

    def get_absolute_url(self) -> str:
        return reverse(f"themes:{self.ROOM}", args=[self.theme.slug])

    def refuse_change(self, by: User, fields: Mapping[str, Any] | None) -> None:
        """Raise ``Refused`` where the person may not change this; ``None`` is to take it away."""

    def refuse_before_theme(self, *names: str) -> None:
        """Raise ``ValidationError`` beside each of the dates that lies before the theme began."""
        begun = self.theme.starts_on
        days: dict[str, date | None] = {name: getattr(self, name) for name in names}
        early = [name for name, day in days.items() if day and begun and day < begun]
        if early:
            said = _("Datoen ligger før temaets start.")
            raise ValidationError(dict.fromkeys(early, said))
