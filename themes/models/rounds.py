"""Rounds of proposals, and the questions to a theme on its way."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.text.localized import Localized
from roles.models import User
from themes.models.phases import Gate, Phase
from themes.models.themes import Theme


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        """When one can propose, and when it is decided, is known to every employee."""
        return self if user.is_active else self.none()


class Round(models.Model):
    """A round of proposals: until when one can propose, and when it is decided."""

    name_da = models.CharField(_("navn (dansk)"), max_length=100)
    name_en = models.CharField(_("navn (engelsk)"), max_length=100, blank=True)
    deadline = models.DateField(_("frist"), unique=True)
    decides_on = models.DateField(_("besluttes den"))
    forum_da = models.CharField(_("besluttende forum (dansk)"), max_length=200, blank=True)
    forum_en = models.CharField(_("besluttende forum (engelsk)"), max_length=200, blank=True)

    name = Localized("name")
    forum = Localized("forum")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-deadline",)
        verbose_name = _("runde")
        verbose_name_plural = _("runder")
        constraints = (
            models.CheckConstraint(
                condition=Q(decides_on__gte=F("deadline")),
                name="round_decides_after_deadline",
                violation_error_code="decides_on",
                violation_error_message=_("Beslutningen ligger før fristen."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("themes:round", args=[self.pk])


class ThemeQuestion(models.Model):
    """Something asked about a theme on its way; the secretariat edits the words in the admin."""

    class Purpose(models.TextChoices):
        PROPOSAL = "proposal", _("forslag: kendetegn ved et godt tema")
        GATE = "gate", _("faseskift")
        EVALUATION = "evaluation", _("evaluering")
        SPREAD = "spread", _("plan for udbredelse")

    key = models.SlugField(_("nøgle"), max_length=40, unique=True)
    purpose = models.CharField(_("bruges til"), max_length=20, choices=Purpose)
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("fasen, der forlades"),
    )
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    text_da = models.CharField(_("spørgsmål (dansk)"), max_length=200)
    text_en = models.CharField(_("spørgsmål (engelsk)"), max_length=200, blank=True)
    hint_da = models.CharField(_("hjælp (dansk)"), max_length=300, blank=True)
    hint_en = models.CharField(_("hjælp (engelsk)"), max_length=300, blank=True)
    is_active = models.BooleanField(_("stilles"), default=True)

    text = Localized("text")
    hint = Localized("hint")

    class Meta:
        ordering = ("purpose", "phase__order", "order")
        verbose_name = _("spørgsmål om et tema")
        verbose_name_plural = _("spørgsmål om temaer")
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose="gate", phase__isnull=False)
                | (~Q(purpose="gate") & Q(phase=None)),
                name="question_of_a_gate_has_a_phase",
                violation_error_code="phase",
                violation_error_message=_(
                    "Vælg en fase, hvis spørgsmålet hører til et faseskift – og ellers ikke."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.text


class ThemeAnswer(models.Model):
    """What was answered to a question about a theme; at a gate, as it was when it was passed."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(ThemeQuestion, on_delete=models.PROTECT, related_name="answers")
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, null=True, related_name="answers")
    text = models.TextField(_("svar"))
    by = someone()
    saved_at = models.DateTimeField(_("gemt"), auto_now=True)

    class Meta:
        ordering = ("question__order", "pk")
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "question"],
                condition=Q(gate=None),
                name="question_answered_once",
            ),
            models.UniqueConstraint(fields=["gate", "question"], name="gate_answered_once"),
        )

    def __str__(self) -> str:
        return str(self.question)
