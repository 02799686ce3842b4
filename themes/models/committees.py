"""The municipality's political committees, and how a theme may have to do with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from referenceledelse.core.text.order import alphabetical


class Interplay(models.TextChoices):
    """Whether political interplay is relevant for a theme; it goes two ways, or is none.

    "Rollen som referenceleder", duty 9.
    """

    NOT_RELEVANT = "not_relevant", _("ikke relevant")
    NOT_YET = "not_yet", _("ikke endnu")
    RELEVANT = "relevant", _("relevant")


class CaseKind(models.TextChoices):
    """What a meeting with a committee is for: never information alone."""

    DIALOGUE = "dialogue", _("orientering med dialog")
    DISCUSSION = "discussion", _("drøftelse")
    DECISION = "decision", _("beslutning")
    THEME_MEETING = "theme_meeting", _("temamøde")


class Committee(models.Model):
    """A political committee; the municipality edits them in the admin."""

    name_da = models.CharField(_("navn (dansk)"), max_length=200, unique=True)
    name_en = models.CharField(_("navn (engelsk)"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    is_active = models.BooleanField(_("findes stadig"), default=True)

    name = Localized("name")

    class Meta:
        ordering = ("order", alphabetical("name_da"))
        verbose_name = _("politisk udvalg")
        verbose_name_plural = _("politiske udvalg")

    def __str__(self) -> str:
        return self.name
