"""The kinds of themes, each with rules of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from themes.models.committees import Committee, Interplay


class ThemeType(models.Model):
    """A kind of theme with rules of its own; the municipality edits them in the admin."""

    key = models.SlugField(_("nøgle"), unique=True)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    name_da = models.CharField(_("navn (dansk)"), max_length=100)
    name_en = models.CharField(_("navn (engelsk)"), max_length=100, blank=True)
    description_da = models.TextField(_("beskrivelse (dansk)"), blank=True)
    description_en = models.TextField(_("beskrivelse (engelsk)"), blank=True)
    usual_months = models.PositiveSmallIntegerField(
        _("sædvanlig længde i måneder"), default=0, help_text=_("0 betyder ingen fast længde.")
    )
    reference_leader_level = models.PositiveSmallIntegerField(
        _("referencelederens lederniveau"),
        default=3,
        help_text=_("Det højeste tal, der er tilladt. 1 er den øverste ledelse."),
    )
    forum_da = models.CharField(_("besluttende forum (dansk)"), max_length=200, blank=True)
    forum_en = models.CharField(_("besluttende forum (engelsk)"), max_length=200, blank=True)
    political_da = models.CharField(_("politisk kontakt (dansk)"), max_length=200, blank=True)
    political_en = models.CharField(_("politisk kontakt (engelsk)"), max_length=200, blank=True)
    usual_interplay = models.CharField(
        _("sædvanligt politisk samspil"),
        max_length=20,
        choices=Interplay,
        default=Interplay.NOT_YET,
        help_text=_("Forslag til referencelederens første vurdering."),
    )
    usual_committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sædvanligt udvalg"),
    )
    needs_line_manager = models.BooleanField(
        _("mandatet kræver personalelederens del"),
        default=True,
        help_text=_("Mandatet er først på plads, når personalelederen har aftalt sin del."),
    )
    needs_co_driver = models.BooleanField(
        _("mandatet kræver co-driverens del"),
        default=True,
        help_text=_("Mandatet er først på plads, når temaet har en co-driver, og delen er aftalt."),
    )

    name = Localized("name")
    description = Localized("description")
    forum = Localized("forum")
    political = Localized("political")

    class Meta:
        ordering = ("order",)
        verbose_name = _("tematype")
        verbose_name_plural = _("tematyper")

    def __str__(self) -> str:
        return self.name
