"""What one of the two does before a date, as they agreed in a talk."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from dialogues.models.partnership import SetByPair
from dialogues.models.succession import Succession
from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import RolePoint, User
from themes.models.running import runs


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> Self:
        """The task's owner, and the pair that it belongs to now.

        After a take-over the pair that agreed it no longer sees it.
        """
        if not user.is_active:
            return self.none()
        return self.filter(Q(owner=user) | Q(network_leader=user) | Q(reference_leader=user))

    def open(self) -> Self:
        return self.filter(done_at=None)

    def waiting(self) -> Self:
        """Those that are still to be done: a closed theme asks for nothing more."""
        return self.open().filter(runs("conversation__theme__"))


class Task(SetByPair, Versioned):
    """Something that one person does before a date, agreed in a talk."""

    LIMIT: ClassVar[int] = 300

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("samtale")
    )
    point = models.ForeignKey(
        RolePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("hvad skal gøres"), max_length=LIMIT)
    owner = someone(_("hvem"), related_name="tasks")
    due_on = models.DateField(_("senest"), null=True, blank=True)
    created_by = someone()
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(_("gjort"), null=True, blank=True)
    # Passed on when its owner's role changed hands.
    succession = models.ForeignKey(
        Succession, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("done_at", "due_on", "pk")
        verbose_name = _("gøremål")
        verbose_name_plural = _("gøremål")
        # The same task typed once is stored once, however often the button is pressed.
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "point", "owner", "text"], name="task_once"
            ),
            models.UniqueConstraint(
                fields=["conversation", "owner", "text"],
                condition=Q(point=None),
                name="task_once_without_point",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        today = timezone.localdate()
        return self.done_at is None and self.due_on is not None and self.due_on < today
