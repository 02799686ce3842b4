"""Who gives open tasks on when a role has changed hands."""

from dialogues.models import Succession
from dialogues.rules.partnership import can_share
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.hand_over")
def can_hand_over(user: User, change: Succession) -> bool:
    """The one who left gives open tasks on to a leader of today.

    The other leader does it, once that person works here no more.
    """
    is_own = user == change.predecessor
    may = is_own or (not change.predecessor.is_working and can_share(user, change.theme))
    return may and can_share(change.successor, change.theme)
