"""What the two want to talk about beside the ten duties, and what waits for another day."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.versions import Versioned
from roles.models import User


class AgendaPointQuerySet(models.QuerySet["AgendaPoint"]):
    def visible_to(self, user: User) -> Self:
        """The parties' once it is raised; before that its author's alone."""
        seen = Q(conversation__in=Conversation.objects.visible_to(user))
        return self.filter(seen & (Q(raised_at__isnull=False) | Q(author=user)))

    def raised(self) -> Self:
        return self.filter(raised_at__isnull=False)

    def open(self) -> Self:
        """Not talked through yet, parked or not."""
        return self.filter(done_at=None)


class AgendaPoint(Untold, Versioned):
    """A point on the shared agenda, parked for later, or still its author's own."""

    LIMIT: ClassVar[int] = 300

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("samtale")
    )
    # The talk that it was left over from.
    carried_from = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_on"
    )
    author = someone()
    text = models.CharField(_("punkt"), max_length=LIMIT)
    created_at = models.DateTimeField(default=timezone.now)
    raised_at = models.DateTimeField(_("på dagsordenen"), null=True, blank=True)
    parked_at = models.DateTimeField(_("udsat"), null=True, blank=True)
    done_at = models.DateTimeField(_("drøftet"), null=True, blank=True)

    objects = AgendaPointQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("punkt på dagsordenen")
        verbose_name_plural = _("punkter på dagsordenen")
        constraints = (
            # The same point typed once is stored once, however often the button is pressed.
            models.UniqueConstraint(
                fields=["conversation", "author", "text"], name="agenda_point_once"
            ),
            models.CheckConstraint(
                condition=Q(raised_at__isnull=False) | Q(parked_at=None, done_at=None),
                name="agenda_point_parked_or_done_is_raised",
            ),
        )
