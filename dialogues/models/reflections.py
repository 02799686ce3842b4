"""The private reflections before a conversation, and the rule for who reads them when."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import INVITED, Conversation
from dialogues.models.questions import Question
from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.moves import Moving
from referenceledelse.core.web.versions import Versioned
from roles.models import User


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: User) -> Self:
        """The reveal rule: my own always, the other party's from the reveal on.

        Nobody else ever: not the secretariat, not a superuser, not a later holder of the role.
        """
        if not user.is_active:
            return self.none()
        party = Q(conversation__network_leader=user) | Q(conversation__reference_leader=user)
        return self.filter(Q(author=user) | party & Q(revealed_at__isnull=False))

    def progress(self, user: User) -> models.QuerySet["Reflection", dict]:
        """How far each side is, for the parties and the secretariat; no text.

        That one has begun before anyone was invited is told to nobody else.
        """
        if not user.is_active:
            rows = self.none()
        else:
            conversations = Conversation.objects.filter(INVITED)
            conversations = conversations if user.is_secretariat else conversations.visible_to(user)
            rows = self.filter(Q(author=user) | Q(conversation__in=conversations))
        return rows.values(
            "conversation_id",
            "author_id",
            "status",
            "is_oral",
            "shares_anyway",
            "submitted_at",
            "revealed_at",
        )


class Reflection(Moving, Untold, Versioned):
    """What one leader writes for self before the conversation; to write one is voluntary."""

    class Status(models.TextChoices):
        EMPTY = "empty", _("ikke begyndt")
        DRAFT = "draft", _("i gang")
        SUBMITTED = "submitted", _("sendt")
        REVEALED = "revealed", _("delt med hinanden")
        LOCKED = "locked", _("låst")

    ALLOWED: ClassVar[dict[str, set[str]]] = {
        Status.EMPTY: {Status.DRAFT, Status.SUBMITTED, Status.LOCKED},
        Status.DRAFT: {Status.SUBMITTED, Status.LOCKED},
        Status.SUBMITTED: {Status.DRAFT, Status.REVEALED, Status.LOCKED},
        Status.REVEALED: {Status.LOCKED},
        Status.LOCKED: set(),
    }

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="reflections"
    )
    author = someone(related_name="reflections")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.EMPTY)
    # "Jeg svarer mundtligt" ends the other's waiting; it shows nobody's text by itself.
    is_oral = models.BooleanField(_("svarer mundtligt"), default=False)
    # The writer's yes to being read by one who takes it orally.
    shares_anyway = models.BooleanField(_("viser sit svar alligevel"), default=False)
    submitted_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("åbnet"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sidst gemt"), null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("refleksion")
        verbose_name_plural = _("refleksioner")
        constraints = (
            models.UniqueConstraint(fields=["conversation", "author"], name="reflection_one_each"),
            models.CheckConstraint(
                condition=Q(status="locked")
                | Q(status="revealed", revealed_at__isnull=False, submitted_at__isnull=False)
                | Q(status="submitted", revealed_at=None, submitted_at__isnull=False)
                | Q(status__in=("empty", "draft"), revealed_at=None, submitted_at=None),
                name="reflection_moments_fit_status",
            ),
        )

    @property
    def is_editable(self) -> bool:
        return self.status in (self.Status.EMPTY, self.Status.DRAFT)

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def progress(self) -> str:
        """What the other leader and the secretariat may know before the reveal.

        Nothing of one that is not begun: to prepare in writing is voluntary.
        """
        if self.is_oral:
            return str(_("svarer mundtligt"))
        if self.status == self.Status.EMPTY:
            return ""
        return str(self.Status(self.status).label)


class PrivateTextQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """As the reflection that it belongs to."""
        return self.filter(reflection__in=Reflection.objects.visible_to(user))

    def opened(self, conversation: Conversation, user: User) -> Self:
        """What the person may read of what the two have opened for each other before a talk."""
        rows = self.visible_to(user).select_related("reflection")
        return rows.filter(
            reflection__conversation=conversation, reflection__revealed_at__isnull=False
        )


class Answer(models.Model):
    """A reflection's answer to one question: free text, or the value that was chosen."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    objects = PrivateTextQuerySet.as_manager()

    class Meta:
        ordering = ("question__order",)
        constraints = (
            models.UniqueConstraint(fields=["reflection", "question"], name="answer_once"),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def shown(self) -> str:
        return self.question.shown(self.text)


class AdditionQuerySet(PrivateTextQuerySet):
    def visible_to(self, user: User) -> Self:
        """As the revealed reflection that it adds to."""
        return super().visible_to(user).filter(reflection__revealed_at__isnull=False)


class Addition(Untold):
    """What a leader adds after the reveal; it carries its moment, and the first text stays."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="additions")
    text = models.TextField(_("tilføjelse"))
    added_at = models.DateTimeField(_("tilføjet"), default=timezone.now)

    objects = AdditionQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("tilføjelse")
        verbose_name_plural = _("tilføjelser")
