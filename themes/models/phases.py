"""The phases that themes go through, as the municipality names them, and the gates between."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from themes.models.records import Record, RecordQuerySet


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

    @property
    def is_closed(self) -> bool:
        return self.key == self.CLOSED


class Gate(Record):
    """A theme passed from one phase to another: when, who moved it, and what was answered."""

    ROOM: ClassVar = "phases"

    from_phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("fra")
    )
    to_phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("til")
    )
    passed_on = models.DateField(_("dato"), default=timezone.localdate)
    note = models.TextField(_("kommentar"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-passed_on", "-pk")
        verbose_name = _("faseskift")
        verbose_name_plural = _("faseskift")
        constraints = (
            models.CheckConstraint(
                condition=~Q(from_phase=F("to_phase")),
                name="gate_leads_somewhere",
                violation_error_code="to_phase",
                violation_error_message=_("Temaet er i den fase allerede."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.from_phase} → {self.to_phase}"


class Review(Record):
    """The evaluation or the plan for spreading, prepared before the meeting of the three."""

    ROOM: ClassVar = "review"

    class Purpose(models.TextChoices):
        EVALUATION = "evaluation", _("evaluering")
        SPREAD = "spread", _("plan for udbredelse")

    purpose = models.CharField(_("slags"), max_length=20, choices=Purpose)
    meets_on = models.DateField(_("mødet er den"), null=True, blank=True)
    held_on = models.DateField(_("holdt den"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("purpose",)
        verbose_name = _("evaluering eller plan")
        verbose_name_plural = _("evalueringer og planer")
        constraints = (
            models.UniqueConstraint(fields=["theme", "purpose"], name="review_once_of_each_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.theme}"

    def get_absolute_url(self) -> str:
        return reverse("themes:review", args=[self.theme.slug, self.purpose])

    def clean(self) -> None:
        self.refuse_before_theme("meets_on", "held_on")
