"""Who holds a role on a theme today, as the rules of all its rooms ask.

Those rules are asked with the record, saved or about to be. All that is written about a theme can
be read by every employee, except where a queryset says otherwise.
"""

from roles.models import RoleKey, User
from themes.models import Assignment, Theme

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


def is_running(theme: Theme) -> bool:
    """Whether the theme is taken up and not closed, as ``ThemeQuerySet.running`` asks rows."""
    return theme.status == Theme.Status.ACCEPTED and not theme.is_closed


def holds(user: User, theme: Theme, *roles: str) -> bool:
    """Whether the person holds one of the roles on the theme today.

    Asks nobody where the theme came with its ``holders``.
    """
    holders = getattr(theme, "holders", None)
    if holders is not None:
        return any(row.person_id == user.pk and row.role_id in roles for row in holders)
    return Assignment.objects.active().filter(theme=theme, person=user, role__in=roles).exists()


def holds_or_secretariat(user: User, theme: Theme, *roles: str) -> bool:
    """Whether the person holds one of the roles on an accepted theme, or is the secretariat."""
    if theme.status != Theme.Status.ACCEPTED:
        return False
    return user.is_secretariat or holds(user, theme, *roles)
