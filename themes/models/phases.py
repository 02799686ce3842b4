"""The phases that themes go through; the municipality names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized


class Phase(models.Model):
    """A stretch of a theme's life, from proposal to closed."""

    PROPOSAL, STARTUP, CLOSED = "proposal", "startup", "closed"

    key = models.SlugField(_("nøgle"), unique=True)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    name_da = models.CharField(_("navn (dansk)"), max_length=100)
    name_en = models.CharField(_("navn (engelsk)"), max_length=100, blank=True)
    description_da = models.TextField(_("beskrivelse (dansk)"), blank=True)
    description_en = models.TextField(_("beskrivelse (engelsk)"), blank=True)
    usual_months = models.PositiveSmallIntegerField(
        _("sædvanlig længde i måneder"), default=0, help_text=_("0 betyder ingen fast længde.")
    )

    name = Localized("name")
    description = Localized("description")

    class Meta:
        ordering = ("order",)
        verbose_name = _("fase")
        verbose_name_plural = _("faser")

    def __str__(self) -> str:
        return self.name
