"""Who may do what with the parts of a network leader's mandate."""

from dialogues.models import MandatePart
from dialogues.queries.mandate import Mandate, is_current_pair
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.rules.rooms import holds_or_secretariat

ROLES = (RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER, RoleKey.CO_DRIVER)


@permission("dialogues.see_mandate")
def can_see_mandate(user: User, mandate: Mandate) -> bool:
    """How far the parts are: those on the theme, the line manager, and the secretariat."""
    is_counterpart = user in [part.person for part in mandate.parts]
    return is_counterpart or holds_or_secretariat(
        user, mandate.theme, *(role.value for role in ROLES)
    )


@permission("dialogues.begin_part")
def can_begin_part(user: User, mandate: Mandate) -> bool:
    """The network leader invites to each talk, as to the kickoff conversation."""
    return mandate.network_leader == user and not mandate.theme.is_closed


@permission("dialogues.begin_manager_part")
def can_begin_manager_part(user: User, mandate: Mandate) -> bool:
    """The line manager frees the resources, and so may offer the talk instead of waiting for it."""
    manages = mandate.part(RoleKey.LINE_MANAGER.value).person == user
    is_open = mandate.network_leader is not None and not mandate.theme.is_closed
    return can_begin_part(user, mandate) or (manages and is_open)


def right_to_begin(role: str) -> str:
    """What one must be allowed to begin the part that is agreed with the role."""
    is_managers = role == RoleKey.LINE_MANAGER
    return "dialogues.begin_manager_part" if is_managers else "dialogues.begin_part"


@permission("dialogues.take_part_in_mandate")
def can_take_part_in_mandate(user: User, part: MandatePart) -> bool:
    """The two whose part it is, also once one has left: what they agreed stays theirs."""
    return part.is_party(user)


@permission("dialogues.write_part")
def can_write_part(user: User, part: MandatePart) -> bool:
    """Both write until both have said yes, as long as they are the two whose part it is."""
    return part.is_party(user) and part.agreed_at is None and is_current_pair(part)


@permission("dialogues.agree_part")
def can_agree_part(user: User, part: MandatePart) -> bool:
    """Each of the two says yes once."""
    return not part.has_agreed(user) and can_write_part(user, part)


@permission("dialogues.reopen_part")
def can_reopen_part(user: User, part: MandatePart) -> bool:
    """Either takes an agreed part up again."""
    return part.is_party(user) and part.agreed_at is not None and is_current_pair(part)
