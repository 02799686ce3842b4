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
    talk = reflection.conversation
    is_time = talk.is_ahead or talk.status == Conversation.Status.IN_PROGRESS
    return can_keep_reflection(user, reflection) and is_time and not talk.why_over


@permission("dialogues.add_to_reflection")
def can_add_to_reflection(user: User, reflection: Reflection) -> bool:
    """The author adds to what is open for both, as long as the two go on with their talk."""
    is_open = reflection.is_revealed and not reflection.conversation.why_over
    return can_keep_reflection(user, reflection) and is_open
