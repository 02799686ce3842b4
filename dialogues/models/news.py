"""What one of the two did with the conversation, told to the other until it is seen."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from referenceledelse.core.db.rows import Untold, someone
from roles.models import User


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, user: User) -> Self:
        """Whom it is told to."""
        return self.filter(person=user, conversation__in=Conversation.objects.visible_to(user))

    def unseen(self) -> Self:
        return self.filter(seen_at=None)


class News(Untold):
    """Who did what with which conversation; never why, which stands on its page."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", _("aflyst")
        FORESTALLED = "forestalled", _("den anden var først")
        MOVED = "moved", _("flyttet")
        CHANGED = "changed", _("ændret efter din godkendelse")
        WITHDRAWN = "withdrawn", _("den andens godkendelse taget tilbage")
        REOPENED = "reopened", _("genåbnet")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="news", verbose_name=_("samtale")
    )
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    person = someone(_("til"))
    by = someone(_("fra"))
    told_at = models.DateTimeField(_("fortalt"), default=timezone.now)
    seen_at = models.DateTimeField(_("set"), null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ("told_at",)
        verbose_name = _("nyt om en samtale")
        verbose_name_plural = _("nyt om samtaler")
        constraints = (
            models.UniqueConstraint(fields=["conversation", "kind", "person"], name="news_once"),
        )
