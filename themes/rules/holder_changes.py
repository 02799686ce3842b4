"""Who writes and receives the note when a role changes hands."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import HolderChange


@permission("themes.receive_hand_over_note")
def can_receive_hand_over_note(user: User, change: HolderChange) -> bool:
    """The one who follows; that they have read it is told to who left."""
    return change.following is not None and change.following.person_id == user.pk


@permission("themes.write_hand_over_note")
def can_write_hand_over_note(user: User, change: HolderChange) -> bool:
    """The leaving holder and the secretariat; who follows reads."""
    return user.is_secretariat or change.leaving.person_id == user.pk
