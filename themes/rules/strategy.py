"""Who writes how a theme ties to what the municipality wants."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import NoNewAgenda, Record, Theme
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds, holds_or_secretariat


@permission("themes.write_strategy")
def can_write_strategy(user: User, record: Record) -> bool:
    """The reference leader helps and both act; the secretariat may too.

    That no new agenda is needed is said by whoever sets one, the reference leader alone.

    "Rollen som referenceleder", duty 1.
    """
    if isinstance(record, NoNewAgenda):
        return can_set_agenda(user, record)
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.set_agenda")
def can_set_agenda(user: User, record: Record) -> bool:
    """Where a new agenda is needed, the reference leader sets it; others only propose one."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, REFERENCE_LEADER)


@permission("themes.recognise_link")
def can_recognise_link(user: User, record: Record) -> bool:
    """That an agenda recognises the theme is the reference leader's or the secretariat's word."""
    return holds_or_secretariat(user, record.theme, REFERENCE_LEADER)
