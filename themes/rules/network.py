"""Who keeps a theme's network, takes part in it and follows it."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Member, Record, Theme
from themes.rules.rooms import (
    CO_DRIVER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    holds_or_secretariat,
    is_running,
)


@permission("themes.follow")
def can_follow(user: User, theme: Theme) -> bool:
    """Any employee hears what is new on a theme that was taken up."""
    return theme.status == Theme.Status.ACCEPTED


@permission("themes.write_network")
def can_write_network(user: User, record: Record) -> bool:
    """The network leader, the co-driver and the secretariat keep members and meetings.

    The reference leader introduces people to them, and corrects those that one wrote in oneself.
    """
    if holds_or_secretariat(user, record.theme, NETWORK_LEADER, CO_DRIVER):
        return True
    is_own = record.pk is not None and record.created_by_id == user.pk
    is_member = isinstance(record, Member) and is_own
    return is_member and holds_or_secretariat(user, record.theme, REFERENCE_LEADER)


@permission("themes.read_met_how")
def can_read_met_how(user: User, theme: Theme) -> bool:
    """How a member was met is for those who hold a role on the theme, and the secretariat."""
    return holds_or_secretariat(user, theme, NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.write_own_line")
def can_write_own_line(user: User, member: Member) -> bool:
    """A member says what one brings, and may leave, as long as one takes part."""
    return member.person_id == user.pk and member.left_on is None and is_running(member.theme)
