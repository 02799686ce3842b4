"""Who writes of the money, the people and the hours that a theme gets."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Record
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds_or_secretariat


@permission("themes.write_capital")
def can_write_capital(user: User, record: Record) -> bool:
    """The two leaders and the secretariat; the responsibility stays the reference leader's."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)
