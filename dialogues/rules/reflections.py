"""Who writes a reflection, and when; who reads one is ``Reflection.objects.visible_to``."""

from dialogues.models import Conversation, Reflection
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.keep_reflection")
def can_keep_reflection(user: User, reflection: Reflection) -> bool:
    """The author alone, whoever holds the role now."""
    return user.pk == reflection.author_id


@permission("dialogues.write_reflection")
def can_write_reflection(user: User, reflection: Reflection) -> bool:
    """The author alone, from the day of appointment until the conversation has been held.

    The two are equal partners: who prepares need not wait for an invitation.
    """
    conversation = reflection.conversation
    early = (Conversation.Status.DRAFT, Conversation.Status.IN_PROGRESS)
    is_time = conversation.is_ahead or conversation.status in early
    return can_keep_reflection(user, reflection) and is_time and not conversation.why_over


@permission("dialogues.hand_in_reflection")
def can_hand_in_reflection(user: User, reflection: Reflection) -> bool:
    """The author, once the invitation is sent: before it nobody waits for the answers."""
    is_sent = reflection.conversation.invited_at is not None
    return is_sent and can_write_reflection(user, reflection)


@permission("dialogues.add_to_reflection")
def can_add_to_reflection(user: User, reflection: Reflection) -> bool:
    """The author adds to what is open for both, as long as the two go on with their talk."""
    is_open = reflection.is_revealed and not reflection.conversation.why_over
    return can_keep_reflection(user, reflection) and is_open
