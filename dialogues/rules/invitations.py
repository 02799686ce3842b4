"""Who invites whom to a talk, and who answers."""

from dialogues.models import Conversation
from dialogues.queries.pairs import have_met
from dialogues.rules.conversations import Status, can_host, can_take_part, is_to_come
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import Theme
from themes.rules.rooms import holds, is_running


@permission("dialogues.invite")
def can_invite(user: User, theme: Theme) -> bool:
    """The network leader of an accepted, running theme invites to the first talk.

    To later talks either leader may invite.
    """
    if not is_running(theme):
        return False
    if holds(user, theme, RoleKey.NETWORK_LEADER):
        return True
    return holds(user, theme, RoleKey.REFERENCE_LEADER) and have_met(theme)


@permission("dialogues.say_ready")
def can_say_ready(user: User, theme: Theme) -> bool:
    """The reference leader asks the network leader for an invitation to the first talk."""
    return is_running(theme) and holds(user, theme, RoleKey.REFERENCE_LEADER)


@permission("dialogues.answer_host")
def can_answer_host(user: User, conversation: Conversation) -> bool:
    """The guest, once the invitation is sent."""
    is_guest = conversation.is_party(user) and not can_host(user, conversation)
    return is_guest and can_take_part(user, conversation)


@permission("dialogues.edit_invitation")
def can_edit_invitation(user: User, conversation: Conversation) -> bool:
    """The host writes the invitation, and may suggest other times until the two meet."""
    return can_host(user, conversation) and is_to_come(conversation) and not conversation.why_over


@permission("dialogues.answer_invitation")
def can_answer_invitation(user: User, conversation: Conversation) -> bool:
    """The guest accepts a time, asks for another, or declines."""
    is_waiting = conversation.status == Status.INVITED and not conversation.why_over
    return can_answer_host(user, conversation) and is_waiting


@permission("dialogues.ask_for_other_time")
def can_ask_for_other_time(user: User, conversation: Conversation) -> bool:
    """The guest, also when the agreed time no longer fits; the host suggests."""
    is_open = conversation.is_ahead and not conversation.why_over
    return can_answer_host(user, conversation) and is_open
