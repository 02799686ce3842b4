"""Tasks that follow from a talk."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Task
from dialogues.rules.tasks import can_add_task
from dialogues.services.transitions import locked, not_possible_now
from referenceledelse.core.db.saving import is_already
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import RolePoint, User
from themes.models import LEADING
from themes.models.running import why_over
from themes.queries.assignments import leading


@transaction.atomic
def add_task(
    *,
    conversation: Conversation,
    by: User,
    text: str,
    owner: User,
    due_on: date | None = None,
    point: RolePoint | None = None,
) -> Task:
    """Note what one of the parties does before a date.

    The same task twice is one, and takes the date that was said last.
    """
    row = locked(conversation, by)
    if not can_add_task(by, row):
        raise not_possible_now(row)
    if not row.is_party(owner):
        raise Refused(_("Et gøremål fra samtalen skal have en af jer to som ansvarlig."))
    key = {"conversation": row, "point": point, "owner": owner, "text": text}
    pair = {role: getattr(row, role) for role in LEADING}
    defaults = {"due_on": due_on, "created_by": by, **pair}
    task, is_new = Task.objects.get_or_create(**key, defaults=defaults)
    if not is_new and due_on and task.due_on != due_on:
        task.save_next(due_on=due_on)
    return task


@transaction.atomic
def take_over_task(*, task: Task, by: User) -> Task:
    """Move a task from an earlier pair to the theme's two leaders of today.

    A second click does nothing. Raises ``Refused`` on a closed theme.
    """
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    demand(by, "dialogues.take_over_task", row)
    if said := why_over(row.conversation.theme):
        raise Refused(said)
    held = leading(row.conversation.theme)
    pair = {role: held.get(role) for role in LEADING}
    if not is_already(row, pair):
        row.save_next(**pair)
    return row


@transaction.atomic
def finish_task(*, task: Task, by: User, is_done: bool = True) -> Task:
    """Mark the task done, or not done after all; no comment is asked for."""
    row = (
        Task.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=task.pk)
    )
    demand(by, "dialogues.finish_task", row)
    if (row.done_at is not None) != is_done:
        row.save_next(done_at=timezone.now() if is_done else None)
    return row
