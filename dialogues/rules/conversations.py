"""Who may do what with a conversation, its reflections, agreement and tasks."""

from dialogues.models import Conversation, Reflection, Task
from referenceledelse.access import permission
from roles.models import RoleKey, User
from themes.models import Phase, Theme
from themes.rules import holds

Status = Conversation.Status


@permission("dialogues.invite")
def can_invite(user: User, theme: Theme) -> bool:
    """The network leader of an accepted, running theme invites (SOURCE S3)."""
    runs = theme.status == Theme.Status.ACCEPTED and theme.phase.key != Phase.CLOSED
    return runs and holds(user, theme, RoleKey.NETWORK_LEADER)


@permission("dialogues.edit_invitation")
def can_edit_invitation(user: User, conversation: Conversation) -> bool:
    """The network leader writes the invitation, and may suggest other times until they meet."""
    is_host = user.pk == conversation.network_leader_id
    return is_host and (conversation.status == Status.DRAFT or conversation.is_ahead)


@permission("dialogues.answer_invitation")
def can_answer_invitation(user: User, conversation: Conversation) -> bool:
    """The reference leader accepts a time, asks for another, or declines."""
    is_guest = user.pk == conversation.reference_leader_id
    return is_guest and conversation.status == Status.INVITED and not conversation.over


@permission("dialogues.ask_for_other_time")
def can_ask_for_other_time(user: User, conversation: Conversation) -> bool:
    """The reference leader, also when the agreed time no longer fits; the host suggests."""
    is_guest = user.pk == conversation.reference_leader_id
    return is_guest and conversation.is_ahead and not conversation.over


@permission("dialogues.cancel")
def can_cancel(user: User, conversation: Conversation) -> bool:
    """Either party calls off a conversation that has not begun; a draft is its author's."""
    if conversation.status == Status.DRAFT:
        return user.pk == conversation.network_leader_id
    return conversation.is_party(user) and conversation.is_ahead


@permission("dialogues.write_reflection")
def can_write_reflection(user: User, reflection: Reflection) -> bool:
    """The author alone, from the invitation until the conversation has been held."""
    is_time = reflection.conversation.is_ahead or (
        reflection.conversation.status == Status.IN_PROGRESS
    )
    return user.pk == reflection.author_id and is_time


@permission("dialogues.start")
def can_start(user: User, conversation: Conversation) -> bool:
    """Either party opens the guide once a time is agreed: equal partners."""
    is_time = conversation.status == Status.TIME_AGREED and not conversation.over
    return conversation.is_party(user) and is_time


@permission("dialogues.plan_talk")
def can_plan_talk(user: User, conversation: Conversation) -> bool:
    """Both set the agenda, from the invitation until the talk has been held."""
    is_time = conversation.is_ahead or conversation.status == Status.IN_PROGRESS
    return conversation.is_party(user) and is_time


@permission("dialogues.record")
def can_record(user: User, conversation: Conversation) -> bool:
    """Either party writes down a talk that was held elsewhere; a draft is its author's."""
    if conversation.status == Status.DRAFT:
        return user.pk == conversation.network_leader_id
    return conversation.is_party(user) and conversation.is_ahead


@permission("dialogues.write_points")
def can_write_points(user: User, conversation: Conversation) -> bool:
    """Both write while the conversation runs; either may lead it."""
    return conversation.is_party(user) and conversation.status == Status.IN_PROGRESS


@permission("dialogues.write_agreement")
def can_write_agreement(user: User, conversation: Conversation) -> bool:
    """Both write the agreement until both have approved it."""
    return conversation.is_party(user) and conversation.status in (Status.HELD, Status.SUMMARISED)


@permission("dialogues.reopen")
def can_reopen(user: User, conversation: Conversation) -> bool:
    """Either party reopens an approved agreement; both are told (FEATURES 22)."""
    return conversation.is_party(user) and conversation.status == Status.APPROVED


@permission("dialogues.add_task")
def can_add_task(user: User, conversation: Conversation) -> bool:
    """The parties, from the moment the conversation begins until it is closed."""
    begun = (Status.IN_PROGRESS, Status.HELD, Status.SUMMARISED, Status.APPROVED)
    return conversation.is_party(user) and conversation.status in begun


@permission("dialogues.finish_task")
def can_finish_task(user: User, task: Task) -> bool:
    """The owner, and the conversation's parties."""
    return user.pk == task.owner_id or task.conversation.is_party(user)
