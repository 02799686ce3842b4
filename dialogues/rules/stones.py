"""Who lays a stone before whom, and who may do something about it."""

from dialogues.models import Stone
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.rules.rooms import holds, is_running


@permission("dialogues.lay_stone")
def can_lay(user: User, theme: Theme) -> bool:
    """The network leader says what lies in the way, as long as the theme runs."""
    return is_running(theme) and holds(user, theme, RoleKey.NETWORK_LEADER)


@permission("dialogues.note_stone")
def can_note(user: User, theme: Theme) -> bool:
    """The reference leader takes a stone that nobody had to point out, while the theme runs."""
    return is_running(theme) and holds(user, theme, RoleKey.REFERENCE_LEADER)


@permission("dialogues.read_stone")
def can_read(user: User, stone: Stone) -> bool:
    """Whoever sees it: the two, and each colleague who has been given it."""
    return stone.is_party(user) or Stone.objects.visible_to(user).filter(pk=stone.pk).exists()


@permission("dialogues.hand_on_stone")
def can_hand_on(user: User, stone: Stone) -> bool:
    """The stone's reference leader, while still the theme's and the theme runs."""
    is_theirs = user.pk == stone.reference_leader_id
    return (
        is_theirs and is_running(stone.theme) and holds(user, stone.theme, RoleKey.REFERENCE_LEADER)
    )


@permission("dialogues.answer_stone")
def can_answer(user: User, stone: Stone) -> bool:
    """The reference leader, and the colleague who has been given it."""
    is_held = is_running(stone.theme) and user.pk == stone.holder_id
    return is_held or can_hand_on(user, stone)


@permission("dialogues.withdraw_stone")
def can_withdraw(user: User, stone: Stone) -> bool:
    """The network leader who laid it; ``Stone.ALLOWED`` limits when."""
    if stone.is_noted:
        return can_hand_on(user, stone)
    return user.pk == stone.network_leader_id and can_lay(user, stone.theme)


@permission("dialogues.carry_on_stone")
def can_carry_on(user: User, stone: Stone) -> bool:
    """The one of the two who still leads the theme shows an open stone to the new other."""
    is_leading = is_running(stone.theme) and holds(user, stone.theme, *LEADING)
    return stone.is_party(user) and is_leading
