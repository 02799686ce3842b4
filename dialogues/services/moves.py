"""How every transition of a conversation is made: lock, guard, save (DESIGN 4.4)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Reflection
from referenceledelse.errors import UnknownMove
from roles.models import User


def locked(conversation: Conversation, by: User) -> Conversation:
    """The row, locked; raises ``PermissionDenied`` for anyone but the two parties."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if not row.is_party(by):
        raise PermissionDenied
    return row


def move(row: Conversation, to: str, **changes: Any) -> Conversation:
    """Change the status and what goes with it; raises ``UnknownMove`` outside FEATURES 22."""
    if to not in Conversation.ALLOWED[row.status]:
        raise no_way(row)
    for name, value in {**changes, "status": to}.items():
        setattr(row, name, value)
    row.save_next(*changes, "status")
    return row


def lock_reflections(conversation: Conversation) -> None:
    """End the time to write; what was not revealed stays its author's alone."""
    conversation.reflections.update(status=Reflection.Status.LOCKED)


def no_way(row: Conversation) -> UnknownMove:
    """Why the verb is not possible now, in words for the person who asked."""
    return UnknownMove(
        _("Samtalens status er nu “%(status)s”, så det kan ikke lade sig gøre.")
        % {"status": row.get_status_display()}
    )
