"""How every transition of a conversation is made: lock, guard, save (DESIGN 4.4)."""

from typing import Any

from django.utils.translation import gettext as _

from dialogues.models import Conversation, Reflection, Sitting
from referenceledelse.access import demand
from referenceledelse.errors import Refused, UnknownMove
from roles.models import RoleKey, User
from themes.queries.holders import leading


def locked(conversation: Conversation, by: User, rule: str = "take_part") -> Conversation:
    """The row, locked; raises ``PermissionDenied`` for whom the rule keeps out."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    demand(by, f"dialogues.{rule}", row)
    return row


def move(row: Conversation, to: str, **changes: Any) -> Conversation:
    """Change the status and what goes with it; raises ``UnknownMove`` outside FEATURES 22."""
    if to not in Conversation.ALLOWED[row.status]:
        raise no_way(row)
    row.save_next(**changes, status=to)
    return row


def lock_reflections(conversation: Conversation) -> None:
    """End the time to write; what was not revealed stays its author's alone."""
    conversation.reflections.update(status=Reflection.Status.LOCKED)


def lead_today(row: Conversation | Sitting) -> bool:
    """Whether the two still hold the roles in which they talk."""
    pair = {
        RoleKey.NETWORK_LEADER.value: row.network_leader_id,
        RoleKey.REFERENCE_LEADER.value: row.reference_leader_id,
    }
    return {role: person.pk for role, person in leading(row.theme).items()} == pair


def refuse_without_the_pair(row: Conversation) -> None:
    """Raise ``Refused`` where one of the two no longer leads the theme (FEATURES 23.8)."""
    if not lead_today(row):
        raise Refused(
            _(
                "En af jer leder ikke længere temaet, så samtalen kan ikke gå videre. "
                "De nye ledere begynder en ny samtale."
            )
        )


def no_way(row: Conversation) -> UnknownMove:
    """Why the verb is not possible now, in words for the person who asked."""
    return UnknownMove(
        _("Samtalens status er nu “%(status)s”, så det kan ikke lade sig gøre.")
        % {"status": row.get_status_display()}
    )
