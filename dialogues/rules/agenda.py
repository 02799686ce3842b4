"""Who plans a talk, and whose the points of its agenda are."""

from dialogues.models import AgendaPoint, Conversation
from referenceledelse.core.web.access import permission
from roles.models import User

Status = Conversation.Status


@permission("dialogues.plan_talk")
def can_plan_talk(user: User, conversation: Conversation) -> bool:
    """Both set the agenda, from the invitation until the talk has been held."""
    is_time = conversation.is_ahead or conversation.status == Status.IN_PROGRESS
    return conversation.is_party(user) and is_time and not conversation.why_over


@permission("dialogues.take_up_point")
def can_take_up_point(user: User, point: AgendaPoint) -> bool:
    """Both, once it is raised; until then its author."""
    return point.raised_at is not None or can_rewrite_point(user, point)


@permission("dialogues.rewrite_point")
def can_rewrite_point(user: User, point: AgendaPoint) -> bool:
    """The words of a point are its author's."""
    return user.pk == point.author_id
