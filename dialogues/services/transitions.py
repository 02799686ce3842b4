"""How every transition of a conversation is made: lock, guard, save."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Reflection
from dialogues.queries.pairs import lead_today
from dialogues.services.news import tell_forestalled
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from themes.models import Theme


def locked(conversation: Conversation, by: User, rule: str = "take_part") -> Conversation:
    """The row, locked; raises ``PermissionDenied`` for whom the rule keeps out."""
    lock_theme(conversation)
    row = locked_conversation(conversation.pk)
    demand(by, f"dialogues.{rule}", row)
    return row


def lock_theme(conversation: Conversation) -> None:
    """Lock its theme, which every verb does before it locks a talk or what belongs to one.

    A verb that creates a talk can lock only the theme; any other order could deadlock.
    """
    Theme.objects.select_for_update(of=("self",)).get(pk=conversation.theme_id)


def locked_conversation(pk: int) -> Conversation:
    """The talk as it is now, locked; its theme has to be locked before."""
    people = ("theme__phase", "network_leader", "reference_leader")
    return Conversation.objects.select_for_update(of=("self",)).select_related(*people).get(pk=pk)


def demand_now(by: User, rule: str, row: Conversation, *, whose: str = "take_part") -> None:
    """Raise ``PermissionDenied`` unless ``whose`` allows; ``UnknownMove`` if too late."""
    demand(by, f"dialogues.{whose}", row)
    if not is_allowed(by, f"dialogues.{rule}", row):
        raise not_possible_now(row)


def move(row: Conversation, to: str, **changes: Any) -> Conversation:
    """Change the status and what goes with it.

    Raises ``UnknownMove`` where ``Conversation.ALLOWED`` has no such move.
    """
    return row.go_to(to, lambda: not_possible_now(row).message, **changes)


def lock_reflections(conversation: Conversation) -> None:
    """End the time to write; what was not revealed stays its author's alone."""
    conversation.reflections.update(status=Reflection.Status.LOCKED)


def refuse_over(row: Conversation) -> None:
    """Raise ``Refused`` where the theme is closed to what has not begun, or one has left."""
    if row.why_over:
        raise Refused(row.why_over)


def refuse_without_the_pair(row: Conversation) -> None:
    """Raise ``Refused`` also where one of the two no longer leads the theme."""
    refuse_over(row)
    if not lead_today(row):
        raise Refused(
            _(
                "En af jer leder ikke længere temaet, så samtalen kan ikke gå videre. "
                "De nye ledere begynder en ny samtale."
            )
        )


def refuse_second(row: Conversation, by: User) -> None:
    """Raise ``Refused`` where the other invited first; else cancel the other's draft.

    Of each kind the two have one talk at a time. Whose draft is dropped is told so, and can still
    read it.
    """
    others = (
        Conversation.objects.open()
        .exclude(status=Conversation.Status.APPROVED)
        .filter(
            theme=row.theme_id,
            kind=row.kind,
            network_leader=row.network_leader_id,
            reference_leader=row.reference_leader_id,
        )
    )
    others = others.exclude(pk=row.pk).select_for_update(of=("self",))
    others = others.select_related("network_leader", "reference_leader")
    if first := others.exclude(status=Conversation.Status.DRAFT).first():
        said = _("%(name)s har allerede inviteret dig til samtalen. Svar på den invitation.")
        raise Refused(said % {"name": first.host.name})
    for draft in others:
        move(draft, Conversation.Status.CANCELLED, ended_at=timezone.now())
        if draft.invited_by_id:
            tell_forestalled(draft, by)


def not_possible_now(row: Conversation) -> UnknownMove:
    """Why the verb is not possible now, in words for the person who asked."""
    if row.why_over:
        return UnknownMove(row.why_over)
    return UnknownMove(
        _("Samtalens status er nu “%(status)s”, så det kan ikke lade sig gøre.")
        % {"status": row.get_status_display()}
    )
