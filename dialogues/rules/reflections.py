"""Who writes a reflection, and when."""

from dialogues.models import Conversation, Reflection
from referenceledelse.access import permission
from roles.models import User


@permission("dialogues.keep_reflection")
def can_keep_reflection(user: User, reflection: Reflection) -> bool:
    """The author alone, whoever holds the role now."""
    return user.pk == reflection.author_id


@permission("dialogues.write_reflection")
def can_write_reflection(user: User, reflection: Reflection) -> bool:
    """The author alone, from the invitation until the conversation has been held."""
    is_time = reflection.conversation.is_ahead or (
        reflection.conversation.status == Conversation.Status.IN_PROGRESS
    )
    return can_keep_reflection(user, reflection) and is_time
