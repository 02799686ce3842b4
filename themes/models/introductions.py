"""A network leader asks the reference leader for somebody whom the network needs."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import RoleKey, User
from themes.models.assignments import Assignment
from themes.models.running import runs
from themes.models.themes import Theme


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    def visible_to(self, user: User) -> Self:
        """Between the one who asks and the theme's reference leader of today."""
        if not user.is_active:
            return self.none()
        led = Assignment.objects.active().filter(person=user, role=RoleKey.REFERENCE_LEADER)
        return self.filter(Q(asked_by=user) | Q(theme__in=led.values("theme")))

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def waiting(self) -> Self:
        """The open ones of those who still lead a network that runs."""
        leads = Assignment.objects.active().filter(
            theme=OuterRef("theme"), person=OuterRef("asked_by"), role=RoleKey.NETWORK_LEADER
        )
        return self.open().filter(runs(), Exists(leads))

    def unread_by(self, user: User) -> Self:
        """What the person asked, where the answer is that the other knows nobody."""
        rows = self.filter(asked_by=user, answered_at__isnull=False, is_found=False)
        return rows.filter(runs(), read_at=None)


class ContactRequest(Untold):
    """Whom a network leader looks for, one at a time; an introduction answers it, or a no."""

    LIMIT: ClassVar[int] = 300

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("netværkstema")
    )
    words = models.CharField(_("hvem, eller hvad personen skal kunne"), max_length=LIMIT)
    asked_by = someone(_("bedt om af"))
    asked_at = models.DateTimeField(_("bedt om"), default=timezone.now)
    is_found = models.BooleanField(_("introduceret"), default=False)
    answered_by = someone(_("besvaret af"), is_optional=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("ønske om en kontakt")
        verbose_name_plural = _("ønsker om kontakter")
        constraints = (
            models.UniqueConstraint(
                fields=["theme"],
                condition=Q(answered_at=None),
                name="contact_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_found=False)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="contact_answered_by_someone_at_a_moment",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("themes:ask_contact", args=[self.theme.slug])
