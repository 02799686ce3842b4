"""Who may do what with a conversation."""

from dialogues.models import Conversation
from dialogues.queries.conversations import has_talks
from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import LEADING, Theme
from themes.rules.rooms import holds, is_running

Status = Conversation.Status


@permission("dialogues.prepare")
def can_prepare(user: User, theme: Theme) -> bool:
    """Either leader prepares for the first talk from the day of appointment, invited or not."""
    return is_running(theme) and holds(user, theme, *LEADING)


@permission("dialogues.take_part")
def can_take_part(user: User, conversation: Conversation) -> bool:
    """The two, also once one has left the role: the talk and its agreement stay theirs.

    What nobody was invited to is its author's alone.
    """
    if conversation.invited_at is None:
        return can_host(user, conversation)
    return conversation.is_party(user)


@permission("dialogues.host")
def can_host(user: User, conversation: Conversation) -> bool:
    """Who wrote the invitation; nobody while it has no author."""
    return user.pk == conversation.invited_by_id


@permission("dialogues.cancel")
def can_cancel(user: User, conversation: Conversation) -> bool:
    """Either party calls off a conversation that has not begun; a draft is its author's."""
    return can_take_part(user, conversation) and is_to_come(conversation)


@permission("dialogues.start")
def can_start(user: User, conversation: Conversation) -> bool:
    """Either party opens the guide once a time is agreed: equal partners."""
    is_time = conversation.status == Status.TIME_AGREED and not conversation.why_over
    return conversation.is_party(user) and is_time


@permission("dialogues.record")
def can_record(user: User, conversation: Conversation) -> bool:
    """Either party writes down a talk that was held elsewhere; a draft is its author's."""
    return can_cancel(user, conversation) and not conversation.why_over


@permission("dialogues.write_points")
def can_write_points(user: User, conversation: Conversation) -> bool:
    """Both write while the conversation runs; either may lead it."""
    is_time = conversation.status == Status.IN_PROGRESS and not conversation.why_over
    return conversation.is_party(user) and is_time


def is_to_come(conversation: Conversation) -> bool:
    return conversation.status == Status.DRAFT or conversation.is_ahead


@permission("dialogues.see_own_talks")
def can_see_own_talks(user: User) -> bool:
    """Whoever has or had a role, a talk or a task finds both in the menu, as the secretariat does.

    The pages themselves are open to all; of most employees they are empty.
    """
    if user.is_secretariat:
        return True
    # Whoever is signed in comes with it, so that the menu costs no query.
    found = vars(user).get("has_talks")
    if found is None:
        found = User.objects.filter(has_talks(), pk=user.pk).exists()
    return found
