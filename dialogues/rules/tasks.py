"""Who adds and finishes the tasks of a talk."""

from dialogues.models import Conversation, Task
from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import LEADING
from themes.rules.rooms import holds

Status = Conversation.Status


@permission("dialogues.add_task")
def can_add_task(user: User, conversation: Conversation) -> bool:
    """The parties, from the moment the conversation begins until it is closed."""
    begun = (Status.IN_PROGRESS, Status.HELD, Status.SUMMARISED, Status.APPROVED)
    is_time = conversation.status in begun and not conversation.why_over
    return conversation.is_party(user) and is_time


@permission("dialogues.take_over_task")
def can_take_over_task(user: User, task: Task) -> bool:
    """Whose task it is, as one of the two who lead the theme today; nobody takes another's."""
    return user.pk == task.owner_id and holds(user, task.conversation.theme, *LEADING)


@permission("dialogues.finish_task")
def can_finish_task(user: User, task: Task) -> bool:
    """The owner, and the two whose task it is now."""
    return user.pk in (task.owner_id, task.network_leader_id, task.reference_leader_id)
