"""Who asks for a leader, and who answers."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import LeaderRequest, Theme
from themes.rules.assignments import can_propose_holder
from themes.rules.rooms import CO_DRIVER, NETWORK_LEADER, REFERENCE_LEADER, holds, is_running


def askable_roles(user: User, theme: Theme) -> list[str]:
    """The vacant roles that the person may ask for; the theme comes with its ``holders``.

    The network leader asks for a reference leader and a co-driver; the reference leader for a
    network leader.
    """
    if not is_running(theme):
        return []
    asked: list[str] = []
    if holds(user, theme, NETWORK_LEADER):
        asked = [REFERENCE_LEADER, CO_DRIVER]
    elif holds(user, theme, REFERENCE_LEADER):
        asked = [NETWORK_LEADER]
    return [role for role in asked if theme.holder(role) is None]


@permission("themes.ask_for_leader")
def can_ask_for_leader(user: User, theme: Theme) -> bool:
    """Who leads the theme asks for those who are missing beside them."""
    return bool(askable_roles(user, theme))


@permission("themes.answer_request")
def can_answer_request(user: User, wish: LeaderRequest) -> bool:
    """The secretariat approves or rejects."""
    return can_propose_holder(user, wish.theme)


@permission("themes.withdraw_request")
def can_withdraw_request(user: User, wish: LeaderRequest) -> bool:
    """Who asked may think better of it."""
    return wish.asked_by_id == user.pk
