"""One holder of a role follows another, and what is said with the tasks that go along."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from themes.models import Theme


class Succession(Untold):
    """The change of a role's holder mid-way, with a note to the one who follows."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    predecessor = someone()
    successor = someone()
    note = models.TextField(_("besked til efterfølgeren"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("afløsning")
        verbose_name_plural = _("afløsninger")
        constraints = (
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_between_two"
            ),
        )
