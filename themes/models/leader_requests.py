"""A theme's leader asks the secretariat for the one who is missing beside them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from roles.models import User
from themes.models.offers import OfRole
from themes.models.running import runs, works
from themes.models.themes import Theme


class LeaderRequestQuerySet(models.QuerySet["LeaderRequest"]):
    def visible_to(self, user: User) -> Self:
        """Who wishes for whom is between the one who asks and the secretariat."""
        if not user.is_active:
            return self.none()
        return self if user.is_secretariat else self.filter(asked_by=user)

    def waiting(self) -> Self:
        """Those that the secretariat has yet to answer to someone who works here."""
        return self.filter(runs(), works(*LeaderRequest.NEEDS), state=LeaderRequest.State.WAITING)


class LeaderRequest(OfRole):
    """One of a theme's leaders asks the secretariat for another."""

    NEEDS = ("asked_by",)

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        APPROVED = "approved", _("godkendt")
        REJECTED = "rejected", _("afvist")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="leader_requests",
        verbose_name=_("netværkstema"),
    )
    why = models.TextField(_("hvorfor"))
    name = models.CharField(_("hvem det kunne være"), max_length=200, blank=True)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.WAITING, db_index=True
    )
    asked_by = someone(_("bedt om af"))
    asked_at = models.DateTimeField(_("bedt om"), default=timezone.now)
    reason = models.TextField(_("begrundelse for svaret"), blank=True)
    answered_by = someone(_("besvaret af"), is_optional=True)

    objects = LeaderRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("ønske om en leder")
        verbose_name_plural = _("ønsker om ledere")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "role"],
                condition=Q(state="waiting"),
                name="leader_request_one_waiting_per_role",
                violation_error_message=_("Der er allerede et ønske, som venter på svar."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="leader_request_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="leader_request_rejected_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} – {self.theme}"
