"""When the secretariat is told that something has waited long; edited in the admin.

Days that nobody sets stand where they are asked: how early the end of a role is told
(``themes.models.tenure.SOON``) and a step comes on the start page
(``referenceledelse.overview.pages.steps.step.soon``), and after how long one is asked of a stone
(``referenceledelse.overview.pages.steps.stones.ASKED_AFTER``).
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ONLY = 1


class Thresholds(models.Model):
    """The municipality's own limits; there is one row of them."""

    load_limit = models.PositiveSmallIntegerField(
        _("temaer ad gangen"),
        default=3,
        help_text=_("Så mange temaer kan en leder have i gang, før der vises en advarsel."),
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("dage uden svar på en invitation"),
        default=14,
        help_text=_("Derefter kommer invitationen på sekretariatets arbejdsliste."),
    )
    passed_days = models.PositiveSmallIntegerField(
        _("dage efter den aftalte dag for en samtale"),
        default=7,
        help_text=_("Er samtalen ikke holdt, står temaet derefter på arbejdslisten."),
    )
    talk_days = models.PositiveSmallIntegerField(
        _("dage uden en aftalt samtale"),
        default=10,
        help_text=_("Fra begge ledere er udpeget. Derefter kommer temaet på arbejdslisten."),
    )
    mandate_days = models.PositiveSmallIntegerField(
        _("dage, før mandatet skal være på plads"),
        default=60,
        help_text=_("Fra netværkslederen er udpeget. Derefter kommer temaet på arbejdslisten."),
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("dage uden aktivitet"),
        default=60,
        help_text=_("Har ingen skrevet om temaet så længe, kommer det på arbejdslisten."),
    )
    phase_days = models.PositiveSmallIntegerField(
        _("dage ud over fasens sædvanlige længde"),
        default=14,
        help_text=_("Derefter kommer temaet på arbejdslisten."),
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("dage, før en løst sag bliver kontrolleret"),
        default=30,
        help_text=_("Er problemet ikke løst inden da, kommer sagen tilbage på arbejdslisten."),
    )

    class Meta:
        verbose_name = _("grænser og frister")
        verbose_name_plural = _("grænser og frister")
        constraints = (
            models.CheckConstraint(
                condition=Q(pk=ONLY),
                name="thresholds_only_one",
                violation_error_message=_("Der er allerede et sæt grænser. Ret det i stedet."),
            ),
            models.CheckConstraint(
                condition=Q(load_limit__gte=1),
                name="thresholds_load_limit_at_least_one",
                violation_error_code="load_limit",
                violation_error_message=_("Skriv mindst 1."),
            ),
            models.CheckConstraint(
                condition=Q(reopen_days__gte=1),
                name="thresholds_reopen_days_at_least_one",
                violation_error_code="reopen_days",
                violation_error_message=_("Skriv mindst 1."),
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> Self:
        """The limits as they stand; those of a new installation until someone edits them."""
        return cls.objects.filter(pk=ONLY).first() or cls(pk=ONLY)

    @classmethod
    def days(cls) -> tuple[str, ...]:
        """The limits of the work list, by their fields' names, in the order of the model."""
        return tuple(one.name for one in cls._meta.fields if one.name.endswith("_days"))
