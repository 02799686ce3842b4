"""What changes who an account belongs to, until its owner has said yes."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from roles.models.people import User

KEPT_FOR = timedelta(days=30)
SALT = "roles.AccountChange"
# Where a mail about a change goes: the address that the account has, and the one it may get.
OLD, NEW = "old", "new"


class AccountChangeQuerySet(models.QuerySet["AccountChange"]):
    def visible_to(self, user: User) -> Self:
        """The person's own; and the secretariat's, who ask for them."""
        if not user.is_active:
            return self.none()
        return self if user.is_secretariat or user.is_superuser else self.filter(person=user)

    def named_by(self, token: str) -> tuple["AccountChange", str] | None:
        """The change that a link in a mail is about, and to which address the mail went."""
        try:
            pk, moment, side = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        except (signing.BadSignature, ValueError):
            return None
        row = self.waiting().filter(pk=pk).select_related("person", "into").first()
        return (row, side) if row and row.moment == moment else None

    def waiting(self) -> Self:
        """Those that may still be said yes to."""
        return self.filter(asked_at__gt=timezone.now() - KEPT_FOR)


class AccountChange(models.Model):
    """A new address for a person, or an account to be joined into another, that waits for a yes.

    Whoever edits an address could ask for a new password there. So the address the person had
    stays the account's until the new mailbox has answered, and the person has said yes: signed
    in, at the address they had, or through a second one of the secretariat who has spoken to them.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="account_change",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("ny e-mail"), blank=True)
    into = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("samles i"),
    )
    asked_by = someone(_("bedt om af"), is_optional=True)
    asked_at = models.DateTimeField(_("bedt om"), default=timezone.now)
    reached_at = models.DateTimeField(_("den nye adresse svarede"), null=True)
    agreed_at = models.DateTimeField(_("personen sagde ja"), null=True)

    objects = AccountChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("ændring af en konto")
        verbose_name_plural = _("ændringer af konti")
        constraints = (
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="account_change_address_once"
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=False) | ~Q(email=""),
                name="account_change_says_what",
            ),
            models.CheckConstraint(condition=~Q(into=F("person")), name="account_change_joins_two"),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def moment(self) -> float:
        return self.asked_at.timestamp()

    def token(self, side: str) -> str:
        """What the link in a mail to the side holds; void once another change is asked for."""
        return signing.dumps([self.pk, self.moment, side], salt=SALT)

    @property
    def is_agreed(self) -> bool:
        """Whether all that is needed has said yes."""
        return bool(self.agreed_at and (self.reached_at or self.into_id))

    @property
    def is_old(self) -> bool:
        return self.asked_at <= timezone.now() - KEPT_FOR
