"""Who may see the pages that compose all."""

from referenceledelse.core.web.access import permission
from roles.models import User


@permission("overview.see_overview")
def can_see_overview(user: User) -> bool:
    """The secretariat sees across all themes; never a private text."""
    return user.is_secretariat


@permission("overview.see_staff")
def can_see_staff(user: User) -> bool:
    """Whoever is somebody's line manager sees the own people in networks."""
    return user.is_line_manager


@permission("overview.see_setup")
def can_see_setup(user: User) -> bool:
    """The secretariat mends texts and rounds; who runs the site mends mail and settings.

    Nothing private stands there, so this is the one page of the secretariat's that both read.
    """
    return user.is_secretariat or user.is_superuser
