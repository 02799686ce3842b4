"""A talk of the two in each state that it can be in, by the words for it; none is saved."""

from typing import Any

from django.utils import timezone

from dialogues.models import Conversation
from dialogues.models.questions import ConversationKind
from tests.town import CLOSED, FORMER_NL, FORMER_RL, LEFT, NL, RL, RUNNING, Town

Status = Conversation.Status

UNWRITTEN = "while nobody has begun the invitation"
DRAFT = "while the invitation is a draft"
INVITED = "once it is invited to"
AGREED = "once a time is agreed"
ON = "while it is on"
HELD = "once it has been held"
SUMMARISED = "while the agreement is out for approval"
APPROVED = "once both have approved"
ENDED = "once it is closed"
CANCELLED = "once it is called off"
THROWN = "once its draft is thrown away"

STATUS = {
    UNWRITTEN: Status.DRAFT,
    DRAFT: Status.DRAFT,
    INVITED: Status.INVITED,
    AGREED: Status.TIME_AGREED,
    ON: Status.IN_PROGRESS,
    HELD: Status.HELD,
    SUMMARISED: Status.SUMMARISED,
    APPROVED: Status.APPROVED,
    ENDED: Status.CLOSED,
    CANCELLED: Status.CANCELLED,
    THROWN: Status.CANCELLED,
}
BEGUN = (ON, HELD, SUMMARISED, APPROVED, ENDED)
SENT = (INVITED, AGREED, *BEGUN, CANCELLED)
# What nobody was ever invited to.
UNSENT = {UNWRITTEN, DRAFT, THROWN}


def talk(town: Town, state: str, **fields: Any) -> Conversation:
    """The network leader invites the reference leader, unless said otherwise."""
    told = {
        "theme": town.theme,
        "network_leader": town[NL],
        "reference_leader": town[RL],
        "invited_by": None if state == UNWRITTEN else town[NL],
        "status": STATUS[state],
        "invited_at": None if state in UNSENT else timezone.now(),
    }
    return Conversation(**told | fields)


def talks(town: Town, **fields: Any) -> dict[str, Conversation]:
    return {state: talk(town, state, **fields) for state in STATUS}


def talks_on_closed(town: Town, kind: str = ConversationKind.KICKOFF) -> dict[str, Conversation]:
    return talks(town, theme=town.in_state(CLOSED), kind=kind)


def talks_with_one_who_left(town: Town) -> dict[str, Conversation]:
    """The reference leader of the talk works here no more."""
    return talks(town, theme=town.in_state(RUNNING), reference_leader=town[LEFT])


# Who led before, in the place of who leads today.
FORMER = {NL: FORMER_NL, RL: FORMER_RL}


def talks_of_the_former(town: Town) -> dict[str, Conversation]:
    """Both have left the role since."""
    pair = {"network_leader": town[FORMER_NL], "reference_leader": town[FORMER_RL]}
    found = talks(town, **pair)
    for row in found.values():
        row.invited_by = row.invited_by and row.network_leader
    return found
