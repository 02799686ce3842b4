"""Who may do what in the relation between a theme's two leaders."""

from dialogues.models import Pulse, Sitting, Sparring
from referenceledelse.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.rules import holds


@permission("dialogues.share")
def can_share(user: User, theme: Theme) -> bool:
    """The theme's two leaders of today log sparring and take the pulse together."""
    return holds(user, theme, *LEADING)


@permission("dialogues.edit_sparring")
def can_edit_sparring(user: User, sparring: Sparring) -> bool:
    """The two it is about, as long as the one who writes leads the theme."""
    return sparring.is_party(user) and can_share(user, sparring.theme)


@permission("dialogues.acknowledge")
def can_acknowledge(user: User, theme: Theme) -> bool:
    """The reference leader honours the network leader's courage (FEATURES 21.12)."""
    return holds(user, theme, RoleKey.REFERENCE_LEADER)


@permission("dialogues.answer_pulse")
def can_answer_pulse(user: User, pulse: Pulse) -> bool:
    """The two, until both have answered and as long as both lead the theme."""
    return pulse.is_party(user) and pulse.revealed_at is None and can_share(user, pulse.theme)


@permission("dialogues.sit")
def can_sit(user: User, sitting: Sitting) -> bool:
    """The two whose sitting it is, as long as the one who acts leads the theme."""
    return sitting.is_party(user) and can_share(user, sitting.theme)
