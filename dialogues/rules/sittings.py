"""Who goes through all ten duties of a theme."""

from dialogues.models import Sitting
from dialogues.rules.partnership import can_share
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.sit")
def can_sit(user: User, sitting: Sitting) -> bool:
    """The two whose sitting it is, as long as the one who acts leads the theme."""
    return sitting.is_party(user) and can_share(user, sitting.theme)
