"""An idea passes from the laboratory to a named receiver in the base organisation."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from roles.models import Unit, User
from themes.models.ideas import Idea, Stage
from themes.models.running import Waits, runs, why_over, works
from themes.models.themes import Theme


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: User) -> Self:
        """Where an idea is going is as open as the idea."""
        if not user.is_active:
            return self.none()
        return self.filter(idea__theme__status=Theme.Status.ACCEPTED)

    def open(self) -> Self:
        """Neither settled nor called back."""
        return self.filter(confirmed_at=None, declined_at=None, withdrawn_at=None)

    def waiting(self) -> Self:
        """Those that still can be answered and confirmed."""
        return self.open().filter(runs("idea__theme__"), works("receiver"))

    def without_receiver(self) -> Self:
        """Those where another has to be asked, since the receiver works here no more."""
        rows = self.open().filter(runs("idea__theme__"), idea__stage=Stage.READY)
        return rows.exclude(works("receiver"))


class Handover(Waits, models.Model):
    """An idea passes to a named receiver, who says yes before the reference leader confirms."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="handovers")
    receiver = someone(_("modtager"), related_name="handovers")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("enhed")
    )
    note = models.TextField(_("det følger med"), blank=True)
    look_again_on = models.DateField(_("se på den igen"))
    asked_by = someone()
    asked_at = models.DateTimeField(_("spurgt"), default=timezone.now)
    accepted_at = models.DateTimeField(_("modtageren sagde ja"), null=True)
    declined_at = models.DateTimeField(_("modtageren sagde nej"), null=True)
    answer = models.TextField(_("modtagerens svar"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("referencelederen bekræftede"), null=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("overdragelse")
        verbose_name_plural = _("overdragelser")
        constraints = (
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(confirmed_at=None, declined_at=None, withdrawn_at=None),
                name="handover_one_open_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                    accepted_at__isnull=False,
                ),
                name="handover_confirmed_after_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None),
                name="handover_yes_or_no",
            ),
        )

    def __str__(self) -> str:
        return f"{self.idea} → {self.receiver}"

    @property
    def is_open(self) -> bool:
        return not (self.confirmed_at or self.declined_at or self.withdrawn_at)

    @property
    def why_over(self) -> str:
        """Why nobody can answer or confirm any more, of one that was never settled."""
        return why_over(self.idea.theme, self.receiver) if self.is_open else ""
