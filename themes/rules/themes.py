"""Who proposes, decides and edits a theme, and who tells what is new on it."""

from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import ROLES, Theme
from themes.queries.network import membership
from themes.rules.rooms import holds, holds_or_secretariat


@permission("themes.edit_theme")
def can_edit_theme(user: User, theme: Theme) -> bool:
    """The network leader and the secretariat edit an accepted theme.

    A draft, and a proposal that the secretariat asked to revise, is edited by its author; once
    it is sent, it waits for the secretariat.
    """
    if theme.status in Theme.WRITABLE:
        return can_write_proposal(user, theme)
    if user.is_secretariat:
        return theme.status in (Theme.Status.ACCEPTED, Theme.Status.PROPOSED)
    return theme.status == Theme.Status.ACCEPTED and holds(user, theme, RoleKey.NETWORK_LEADER)


@permission("themes.write_update")
def can_write_update(user: User, theme: Theme) -> bool:
    """Everyone around an accepted theme tells what is new on it: those with a role, and members.

    All others propose a piece of news, which the network leader takes.
    """
    if holds_or_secretariat(user, theme, *ROLES):
        return True
    return theme.status == Theme.Status.ACCEPTED and membership(user, theme) is not None


@permission("themes.propose_theme")
def can_propose_theme(user: User) -> bool:
    """Any employee may propose a theme."""
    return True


@permission("themes.write_proposal")
def can_write_proposal(user: User, theme: Theme) -> bool:
    """Only its author writes and sends a proposal."""
    return theme.proposed_by_id == user.pk


@permission("themes.decide_proposal")
def can_decide_proposal(user: User, theme: Theme) -> bool:
    """The secretariat accepts or declines a proposal; whether it still waits, the verb says."""
    return user.is_secretariat
