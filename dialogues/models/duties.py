"""The ten duties as they are lived on one theme."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from dialogues.models.partnership import SetByPair
from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import CONDITIONAL_DUTIES, RolePoint, User
from themes.models import LEADING, Assignment, Theme
from themes.models.running import runs


class DutyStatus(models.TextChoices):
    """Where a duty stands; in this order, never added up."""

    NOT_DISCUSSED = "not_discussed", _("ikke drøftet")
    AGREED = "agreed", _("aftalt")
    IN_PROGRESS = "in_progress", _("i gang")
    IN_PLACE = "in_place", _("på plads")
    NOT_RELEVANT = "not_relevant", _("ikke relevant")


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """Joint status: the two leaders, the co-driver and the secretariat."""
        if user.is_secretariat:
            return self.filter(theme__in=Theme.objects.visible_to(user))
        held = Assignment.objects.active().filter(person=user)
        return self.filter(theme__in=held.values("theme"))


class Duty(SetByPair, Versioned):
    """One of the ten duties of "Rollen som referenceleder", as it is lived on one theme.

    ``status`` is the joint one: it changes only when both leaders say so.
    """

    Status = DutyStatus

    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="duties", verbose_name=_("netværkstema")
    )
    # The version of the text that the theme began with.
    point = models.ForeignKey(
        RolePoint, on_delete=models.PROTECT, related_name="duties", verbose_name=_("opgave")
    )
    key = models.SlugField(_("nøgle"), max_length=40)
    status = models.CharField(
        _("fælles status"), max_length=20, choices=DutyStatus, default=DutyStatus.NOT_DISCUSSED
    )
    reason = models.TextField(_("hvorfor ikke relevant"), blank=True)
    next_step = models.TextField(_("næste skridt"), blank=True)
    responsible = someone(_("ansvarlig"), is_optional=True)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    status_since = models.DateField(_("status siden"), null=True, blank=True)
    discussed_on = models.DateField(_("sidst drøftet"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("theme", "point__order")
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaver")
        constraints = (
            models.UniqueConstraint(fields=["theme", "key"], name="duty_once_per_theme"),
            models.CheckConstraint(
                condition=~Q(status="not_relevant") | ~Q(reason=""),
                name="duty_not_relevant_has_reason",
                violation_error_message=_("Skriv, hvorfor opgaven ikke er relevant."),
            ),
            models.CheckConstraint(
                condition=~Q(status="not_relevant") | Q(key__in=CONDITIONAL_DUTIES),
                name="duty_not_relevant_is_conditional",
                violation_error_message=_("Opgaven hører altid med på et tema."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.point} – {self.theme}"

    def get_absolute_url(self) -> str:
        return reverse("dialogues:duty", args=[self.theme.slug, self.key])


class OwnViewQuerySet(models.QuerySet["OwnView"]):
    def visible_to(self, user: User) -> Self:
        """My own; the other leader's after the two have held a conversation."""
        held = Conversation.objects.held().filter(
            Q(network_leader=user) | Q(reference_leader=user), theme=models.OuterRef("duty__theme")
        )
        partner = held.filter(
            Q(network_leader=models.OuterRef("person"))
            | Q(reference_leader=models.OuterRef("person"))
        )
        return self.filter(Q(person=user) | models.Exists(partner))


class OwnView(models.Model):
    """How one of the two leaders sees a duty; never a judgement of the other."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="own_views")
    person = someone()
    status = models.CharField(_("sådan ser jeg det"), max_length=20, choices=DutyStatus)
    note = models.TextField(_("med mine ord"), blank=True)
    updated_at = models.DateTimeField(_("sidst ændret"), default=timezone.now)

    objects = OwnViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("egen vurdering")
        verbose_name_plural = _("egne vurderinger")
        constraints = (models.UniqueConstraint(fields=["duty", "person"], name="own_view_once"),)

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.person_id}"


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def waiting(self) -> Self:
        """Proposals that can be answered: the theme runs, and its two leaders are the same.

        One from a leader who has left lapses, or a successor could confirm it in the same role
        and the other leader would never have been asked. So does one to a leader who has left:
        who follows begins anew.
        """
        leads = Assignment.objects.active().filter(
            theme=models.OuterRef("duty__theme"),
            person=models.OuterRef("proposed_by"),
            role__in=LEADING,
        )
        is_open = runs("duty__theme__") & Q(outcome=StatusChange.Outcome.OPEN)
        rows = self.annotate(proposed_on=TruncDate("proposed_at"))
        came_since = Assignment.objects.active().filter(
            theme=models.OuterRef("duty__theme"),
            role__in=LEADING,
            starts_on__gt=models.OuterRef("proposed_on"),
        )
        return rows.filter(is_open, models.Exists(leads), ~models.Exists(came_since))


class StatusChange(models.Model):
    """A new joint status that one leader proposes and the other answers.

    Those that came out of a talk carry the conversation; both approved them with the agreement.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("venter på svar")
        CONFIRMED = "confirmed", _("bekræftet")
        DECLINED = "declined", _("ikke bekræftet")
        WITHDRAWN = "withdrawn", _("trukket tilbage")
        # Nobody answers: the reference leader's assessment has decided it.
        FOLLOWED = "followed", _("fulgte vurderingen")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="status_changes")
    from_status = models.CharField(max_length=20, choices=DutyStatus)
    to_status = models.CharField(_("ny fælles status"), max_length=20, choices=DutyStatus)
    reason = models.TextField(_("begrundelse"), blank=True)
    proposed_by = someone()
    proposed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    answered_by = someone(is_optional=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("svar"), blank=True)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["duty"], condition=Q(outcome="open"), name="status_change_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(to_status="not_relevant") | ~Q(reason=""),
                name="status_change_not_relevant_has_reason",
                violation_error_message=_("Skriv, hvorfor opgaven ikke er relevant."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.from_status} → {self.to_status}"
