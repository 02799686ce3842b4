"""Who decides when one can propose."""

from referenceledelse.core.web.access import permission
from roles.models import User


@permission("themes.begin_round")
def can_begin_round(user: User) -> bool:
    """The secretariat keeps the rounds."""
    return user.is_secretariat
