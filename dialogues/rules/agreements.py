"""Who writes, approves, reopens and reads the agreement of the two."""

from dialogues.models import Conversation
from dialogues.rules.conversations import Status
from referenceledelse.core.web.access import permission
from roles.models import User
from themes.queries.assignments import those_with
from themes.rules.rooms import CO_DRIVER


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
