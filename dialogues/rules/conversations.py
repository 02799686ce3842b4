"""Who may do what with a conversation and its agreement."""

from dialogues.models import Conversation
from dialogues.queries.conversations import has_talks
from dialogues.queries.pairs import have_met
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.queries.assignments import those_with
from themes.rules.rooms import CO_DRIVER, holds, is_running

Status = Conversation.Status


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


@permission("dialogues.prepare")
def can_prepare(user: User, theme: Theme) -> bool:
    """Either leader prepares for the first talk from the day of appointment, invited or not."""
    return is_running(theme) and holds(user, theme, *LEADING)


@permission("dialogues.say_ready")
def can_say_ready(user: User, theme: Theme) -> bool:
    """The reference leader asks the network leader for an invitation to the first talk."""
    return is_running(theme) and holds(user, theme, RoleKey.REFERENCE_LEADER)


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


@permission("dialogues.answer_host")
def can_answer_host(user: User, conversation: Conversation) -> bool:
    """The guest, once the invitation is sent."""
    is_guest = conversation.is_party(user) and not can_host(user, conversation)
    return is_guest and can_take_part(user, conversation)


@permission("dialogues.edit_invitation")
def can_edit_invitation(user: User, conversation: Conversation) -> bool:
    """The host writes the invitation, and may suggest other times until the two meet."""
    return can_host(user, conversation) and _is_to_come(conversation) and not conversation.why_over


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


@permission("dialogues.cancel")
def can_cancel(user: User, conversation: Conversation) -> bool:
    """Either party calls off a conversation that has not begun; a draft is its author's."""
    return can_take_part(user, conversation) and _is_to_come(conversation)


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


@permission("dialogues.write_agreement")
def can_write_agreement(user: User, conversation: Conversation) -> bool:
    """Both write the agreement until both have approved it."""
    is_time = conversation.status in (Status.HELD, Status.SUMMARISED)
    return conversation.is_party(user) and is_time and not conversation.why_over


@permission("dialogues.approve")
def can_approve(user: User, conversation: Conversation) -> bool:
    """Each of the two, while the agreement is out for approval and both are here to answer."""
    is_time = conversation.status == Status.SUMMARISED and not conversation.why_over
    return conversation.is_party(user) and is_time


@permission("dialogues.reopen")
def can_reopen(user: User, conversation: Conversation) -> bool:
    """Either party reopens an approved agreement; both are told.

    What is reopened has to be approved anew, so both are here.
    """
    is_time = conversation.status == Status.APPROVED and not conversation.why_not_on
    return conversation.is_party(user) and is_time


def readers_once_approved(conversation: Conversation) -> list[User]:
    """Who reads the agreement of the two, beside the secretariat, when both have approved it."""
    drivers = those_with(conversation.theme, CO_DRIVER)
    return [conversation.network_leader, conversation.reference_leader, *drivers]


def _is_to_come(conversation: Conversation) -> bool:
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
