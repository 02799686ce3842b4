"""The agreement that the two approve after the conversation; it is one part of the mandate."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.versions import Versioned
from roles.models import RoleKey, RolePoint, User
from themes.models import Assignment


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> Self:
        """The two parties; once approved also the theme's co-driver and the secretariat."""
        parties = models.Q(conversation__in=Conversation.objects.visible_to(user))
        if user.is_secretariat:
            return self.filter(parties | models.Q(approved_at__isnull=False))
        co_driven = Assignment.objects.active().filter(person=user, role=RoleKey.CO_DRIVER)
        return self.filter(
            parties
            | models.Q(approved_at__isnull=False, conversation__theme__in=co_driven.values("theme"))
        )


class Agreement(Versioned):
    """One edition of the agreement; reopening an approved one begins the next edition."""

    # What the two write about the whole.
    TEXTS: ClassVar = ("collaboration", "rhythm", "review_on")

    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("samtale"),
    )
    edition = models.PositiveSmallIntegerField(_("udgave"), default=1)
    # The approved agreement of an earlier conversation that this one goes on from.
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    collaboration = models.TextField(_("sådan vil vi arbejde sammen"), blank=True)
    rhythm = models.TextField(_("kontakt og rytme"), blank=True)
    review_on = models.DateField(_("vi ser på aftalen igen"), null=True, blank=True)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sendt til godkendelse"), null=True, blank=True)
    approved_at = models.DateTimeField(_("godkendt af begge"), null=True, blank=True)

    reopened_by = someone(_("genåbnet af"), is_optional=True)
    reopen_reason = models.TextField(_("hvorfor genåbnet"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-edition",)
        verbose_name = _("samarbejdsaftale")
        verbose_name_plural = _("samarbejdsaftaler")
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "edition"], name="agreement_edition_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.edition}"


class AgreementItemQuerySet(models.QuerySet["AgreementItem"]):
    def agreed(self) -> Self:
        """The duties that something is agreed about."""
        return self.exclude(text="", status="")


class AgreementItem(models.Model):
    """What the agreement says about one duty."""

    # What the two write beside each duty.
    TEXTS: ClassVar = ("text", "status", "reason")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="items")
    point = models.ForeignKey(RolePoint, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("det har vi aftalt"), blank=True)
    status = models.CharField(_("fælles status"), max_length=20, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)

    objects = AgreementItemQuerySet.as_manager()

    class Meta:
        ordering = ("point__order",)
        constraints = (
            models.UniqueConstraint(fields=["agreement", "point"], name="agreement_item_once"),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.point_id}"


class Approval(Untold):
    """One party's yes: it documents that the talk took place, not agreement in everything."""

    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.CASCADE,
        related_name="approvals",
        verbose_name=_("samarbejdsaftale"),
    )
    person = someone()
    approved_at = models.DateTimeField(_("godkendt"), default=timezone.now)
    disagreement = models.TextField(_("kommentar"), blank=True)

    class Meta:
        ordering = ("approved_at",)
        verbose_name = _("godkendelse")
        verbose_name_plural = _("godkendelser")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "person"], name="approval_once"),
        )


class TakenBackQuerySet(models.QuerySet["TakenBack"]):
    def visible_to(self, user: User) -> Self:
        """Only whoever gave the approval."""
        return self.filter(person=user)


class TakenBack(Untold):
    """A yes that a later change took back, with the remark that its writer had added to it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="taken_back")
    person = someone()
    approved_at = models.DateTimeField(_("godkendt"))
    disagreement = models.TextField(_("kommentar"), blank=True)

    objects = TakenBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("godkendelse, der er taget tilbage")
        verbose_name_plural = _("godkendelser, der er taget tilbage")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "person"], name="taken_back_once"),
        )


class AgreementEditQuerySet(models.QuerySet["AgreementEdit"]):
    def visible_to(self, user: User) -> Self:
        """As the draft: the two's alone."""
        return self.filter(agreement__conversation__in=Conversation.objects.visible_to(user))


class AgreementEdit(Untold):
    """That a field of the agreement was changed, by whom and when; not what it said."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="edits")
    field = models.CharField(_("felt"), max_length=20)
    point = models.ForeignKey(
        RolePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = someone()
    changed_at = models.DateTimeField(_("ændret"), default=timezone.now)

    objects = AgreementEditQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "pk")
        verbose_name = _("rettelse i en aftale")
        verbose_name_plural = _("rettelser i en aftale")

    @property
    def label(self) -> str:
        """What was changed, as the page of the agreement calls it."""
        model = AgreementItem if self.point_id else Agreement
        name = str(model._meta.get_field(self.field).verbose_name)
        return f"{self.point}: {name}" if self.point else capfirst(name)
