"""Who writes and reads what leaders say about a theme."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Record, Theme
from themes.queries.ownership import may_have_line
from themes.rules.rooms import (
    CO_DRIVER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    holds,
    holds_or_secretariat,
    is_running,
)


@permission("themes.write_ownership")
def can_write_ownership(user: User, record: Record) -> bool:
    """The two leaders win the leaders at levels 4 and 5 together.

    "Rollen som referenceleder", duty 5.
    """
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


OWNERSHIP_READERS = (NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.read_ownership")
def can_read_ownership(user: User, theme: Theme) -> bool:
    """Who holds a role on the theme, and the secretariat."""
    return holds_or_secretariat(user, theme, *OWNERSHIP_READERS)


@permission("themes.read_leader_line")
def can_read_leader_line(user: User, theme: Theme) -> bool:
    """A leader on the theme's list, or at levels 4 and 5 in a unit that it touches; no other's."""
    return theme.status == Theme.Status.ACCEPTED and may_have_line(user, theme)


@permission("themes.write_leader_line")
def can_write_leader_line(user: User, theme: Theme) -> bool:
    """The same leader while the theme runs, asked or not; nobody else for them."""
    return is_running(theme) and may_have_line(user, theme)
