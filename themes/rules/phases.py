"""Who moves a theme from phase to phase, and prepares its evaluation."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Record
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds_or_secretariat


@permission("themes.write_review")
def can_write_review(user: User, record: Record) -> bool:
    """Evaluation and plan are prepared by the two leaders and the secretariat."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.write_phases")
def can_write_phases(user: User, record: Record) -> bool:
    """Who edits the theme moves it from phase to phase."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER)
