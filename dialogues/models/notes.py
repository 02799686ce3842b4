"""What one writes for self about a conversation, and nobody else ever reads."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from referenceledelse.core.db.rows import Untold, someone
from roles.models import User


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def visible_to(self, user: User) -> Self:
        """Its author's, whatever happens to the conversation."""
        return self.filter(author=user) if user.is_active else self.none()


class PrivateNote(Untold):
    """One leader's notes to self about a conversation; never opened to anyone."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="private_notes"
    )
    author = someone()
    text = models.TextField(_("mine egne noter"))
    updated_at = models.DateTimeField(_("sidst gemt"), default=timezone.now)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("egen note")
        verbose_name_plural = _("egne noter")
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "author"], name="private_note_one_each"
            ),
        )
