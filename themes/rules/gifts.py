"""Who puts away what somebody gave a theme."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Allocation, FreedResources, Idea, Ownership
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds


@permission("themes.see_gift")
def can_see_gift(user: User, gift: Idea | Ownership | FreedResources | Allocation) -> bool:
    """The theme's two leaders, and for whom something is freed; each for oneself."""
    if isinstance(gift, FreedResources) and gift.person_id == user.pk:
        return True
    return holds(user, gift.theme, NETWORK_LEADER, REFERENCE_LEADER)
