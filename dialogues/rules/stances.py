"""Who says what in own words about the duties of a theme."""

from dialogues.models import Stance
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING
from themes.rules.rooms import holds, is_running


@permission("dialogues.say")
def can_say(user: User, stance: Stance) -> bool:
    """The reference leader says the four parts of the co-player; what one depends on, each leader.

    Each in the own name, as long as the theme runs and the writer leads it.
    """
    is_co_player = stance.part in Stance.CO_PLAYER
    roles = (RoleKey.REFERENCE_LEADER,) if is_co_player else LEADING
    is_own = user.pk == stance.author_id
    return is_own and is_running(stance.theme) and holds(user, stance.theme, *roles)
