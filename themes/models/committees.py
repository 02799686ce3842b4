"""The municipality's political committees, and how a theme may have to do with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from referenceledelse.core.text.order import alphabetical


class Interplay(models.TextChoices):
    """What political interplay a theme needs, from none to a decision.

    "Rollen som referenceleder", duty 9.
    """

    NOT_RELEVANT = "not_relevant", _("ikke relevant")
    FOLLOWED = "followed", _("følges")
    INFORMATION = "information", _("orientering")
    DISCUSSION = "discussion", _("drøftelse")
    DECISION = "decision", _("beslutning")


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
