"""Who asks for an arena, who opens one, and who tells what came of it.

"Rollen som referenceleder", duty 2.
"""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Arena, ArenaUse, Assignment
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds_or_secretariat


@permission("themes.keep_register")
def can_keep_register(user: User) -> bool:
    """Every reference leader has a register of the arenas they can open."""
    return Assignment.objects.active().filter(person=user, role=REFERENCE_LEADER).exists()


@permission("themes.edit_arena")
def can_edit_arena(user: User, arena: Arena) -> bool:
    """One's own register is one's own to keep."""
    return arena.owner_id == user.pk


@permission("themes.write_arenas")
def can_write_arenas(user: User, use: ArenaUse) -> bool:
    """The two leaders and the secretariat write what is asked for, offered and used."""
    return holds_or_secretariat(user, use.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.offer_arena")
def can_offer_arena(user: User, use: ArenaUse) -> bool:
    """Only the theme's reference leader opens an arena, or says that it cannot be."""
    return holds_or_secretariat(user, use.theme, REFERENCE_LEADER) and not user.is_secretariat
