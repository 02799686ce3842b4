"""Who works with the secretariat's work list."""

from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.keep_worklist")
def can_keep_worklist(user: User) -> bool:
    """The secretariat sees, takes and clears; nobody else, not even a superuser."""
    return user.is_secretariat
