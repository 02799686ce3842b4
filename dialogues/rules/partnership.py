"""Who may do what in the relation between a theme's two leaders."""

from dialogues.models import Acknowledgement, Pulse, Sparring
from dialogues.queries.pairs import lead_today
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.rules.rooms import holds, is_running


@permission("dialogues.see_shared")
def can_see_shared(user: User, theme: Theme) -> bool:
    """The theme's two leaders of today, also once it is closed."""
    return holds(user, theme, *LEADING)


@permission("dialogues.share")
def can_share(user: User, theme: Theme) -> bool:
    """The two log sparring and take the pulse together, as long as the theme runs."""
    return is_running(theme) and can_see_shared(user, theme)


@permission("dialogues.edit_sparring")
def can_edit_sparring(user: User, sparring: Sparring) -> bool:
    """The two it is about, as long as the one who writes leads the theme."""
    return sparring.is_party(user) and can_share(user, sparring.theme)


@permission("dialogues.acknowledge")
def can_acknowledge(user: User, theme: Theme) -> bool:
    """The reference leader, for courage or for value seen."""
    return holds(user, theme, RoleKey.REFERENCE_LEADER)


@permission("dialogues.read_thanks")
def can_read_thanks(user: User, theme: Theme) -> bool:
    """The two leaders of today, and whoever something was sent to or by before."""
    sent = Acknowledgement.objects.visible_to(user).filter(theme=theme)
    return can_see_shared(user, theme) or sent.exists()


@permission("dialogues.take_back_pulse")
def can_take_back_pulse(user: User, pulse: Pulse) -> bool:
    """The two whose pulse it is, also once one has left: the answers are each one's own."""
    return pulse.is_party(user)


@permission("dialogues.answer_pulse")
def can_answer_pulse(user: User, pulse: Pulse) -> bool:
    """The two, until both have answered and as long as both lead the theme."""
    is_open = pulse.revealed_at is None and is_running(pulse.theme)
    return can_take_back_pulse(user, pulse) and is_open and lead_today(pulse)
