"""The half-yearly confirmation: the pair goes through all ten duties in one sitting."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.duties import Duty, DutyStatus
from dialogues.models.partnership import OfPair
from referenceledelse.core.db.rows import someone


class Sitting(OfPair):
    """One half-yearly confirmation; its statuses count when the other has confirmed."""

    started_by = someone()
    started_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    # All ten are gone through by this person, and wait for the other's yes.
    finished_by = someone(is_optional=True)
    finished_at = models.DateTimeField(_("gennemgået"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bekræftet af begge"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("afbrudt"), null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = _("halvårlig gennemgang")
        verbose_name_plural = _("halvårlige gennemgange")
        constraints = (
            models.UniqueConstraint(
                fields=["theme"],
                condition=Q(confirmed_at=None, dropped_at=None),
                name="sitting_one_open",
                violation_error_message=_("En gennemgang er allerede i gang."),
            ),
        )


class SittingDuty(models.Model):
    """What the two say about one duty in the sitting: unchanged, or another status."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="duties")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="+")
    # Empty until the two have been at it; the same as the duty's own means "still so".
    status = models.CharField(_("fælles status"), max_length=20, choices=DutyStatus, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    said_by = someone(is_optional=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("duty__point__order",)
        constraints = (
            models.UniqueConstraint(fields=["sitting", "duty"], name="sitting_duty_once"),
            models.CheckConstraint(
                condition=~Q(status="not_relevant") | ~Q(reason=""),
                name="sitting_duty_not_relevant_has_reason",
                violation_error_message=_("Skriv, hvorfor opgaven ikke er relevant."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.duty_id}"
