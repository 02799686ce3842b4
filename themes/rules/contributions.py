"""Who proposes a text or a piece of news for a theme, and who takes it."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Contribution, Theme
from themes.rules.rooms import NETWORK_LEADER, holds_or_secretariat, is_running


@permission("themes.contribute")
def can_contribute(user: User, theme: Theme) -> bool:
    """Any employee proposes for a theme that runs."""
    return is_running(theme)


@permission("themes.answer_contribution")
def can_answer_contribution(user: User, contribution: Contribution) -> bool:
    """Who edits the theme: the network leader and the secretariat."""
    return holds_or_secretariat(user, contribution.theme, NETWORK_LEADER)


@permission("themes.withdraw_contribution")
def can_withdraw_contribution(user: User, contribution: Contribution) -> bool:
    """Its author may think better of it."""
    return contribution.author_id == user.pk
