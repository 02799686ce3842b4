"""Who tells what a theme has changed, and who shows it to others."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Record, Theme
from themes.rules.rooms import (
    CO_DRIVER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    holds,
    holds_or_secretariat,
)


@permission("themes.write_value")
def can_write_value(user: User, record: Record) -> bool:
    """The network leader and the secretariat; the others on the theme each their own stories."""
    if holds_or_secretariat(user, record.theme, NETWORK_LEADER):
        return True
    is_own = record.pk is None or record.created_by_id == user.pk
    return is_own and holds_or_secretariat(user, record.theme, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.show_story")
def can_show_story(user: User, record: Record) -> bool:
    """The network leader shows any story, and the reference leader helps and shows it at home.

    To the organisation, the politicians and the city ("Rollen som referenceleder", duty 7).
    """
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.publish_story")
def can_publish_story(user: User, record: Record) -> bool:
    """Only the network leader lets the city read a story."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER)
