"""Who gives roles on a theme, and reads why and how much."""

from referenceledelse.core.web.access import permission
from roles.models import User
from roles.rules.people import can_administer
from themes.models import Theme


@permission("themes.propose_holder")
def can_propose_holder(user: User, theme: Theme) -> bool:
    """The secretariat proposes people for the roles of a theme that was taken up."""
    return user.is_secretariat and theme.status == Theme.Status.ACCEPTED


@permission("themes.appoint")
def can_appoint(user: User, theme: Theme) -> bool:
    """Administrators give and end roles on an accepted theme, without asking the person."""
    return can_administer(user) and theme.status == Theme.Status.ACCEPTED


@permission("themes.read_own_reason")
def can_read_own_reason(user: User, theme: Theme) -> bool:
    """Any employee reads why they were appointed, if they were; another's reason is not theirs."""
    return theme.status == Theme.Status.ACCEPTED


@permission("themes.see_load")
def can_see_load(user: User) -> bool:
    """How much each leader carries is the secretariat's to look at."""
    return user.is_secretariat
