"""Steps that one of the two took for the network without being asked."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.partnership import OfPair
from referenceledelse.core.db.rows import someone


class FirstStep(OfPair):
    """One step in a line, dated, that nobody had asked for."""

    LIMIT: ClassVar[int] = 300

    author = someone()
    text = models.CharField(_("skridtet"), max_length=LIMIT)
    taken_on = models.DateField(_("taget den"))
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-taken_on", "-pk")
        verbose_name = _("skridt på eget initiativ")
        verbose_name_plural = _("skridt på eget initiativ")
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "theme",
                    "network_leader",
                    "reference_leader",
                    "author",
                    "taken_on",
                    "text",
                ],
                name="first_step_once_between_two",
            ),
        )

    @property
    def day(self) -> date:
        """Its day, as every entry beside a duty has one."""
        return self.taken_on
