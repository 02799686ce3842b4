"""Who judges the political interplay ("Rollen som referenceleder", duty 9)."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Record, Theme
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds, holds_or_secretariat


@permission("themes.write_politics")
def can_write_politics(user: User, record: Record) -> bool:
    """The reference leader alone, as the duty says."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, REFERENCE_LEADER)


@permission("themes.write_committee_meeting")
def can_write_committee_meeting(user: User, record: Record) -> bool:
    """The interplay goes both ways, so both leaders tell of it, as may the secretariat."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.ask_for_assessment")
def can_ask_for_assessment(user: User, record: Record) -> bool:
    """The network leader may ask the reference leader to judge anew."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER)
