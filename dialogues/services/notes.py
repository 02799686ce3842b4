"""Words beside the reflection: notes to self, and what is added after the reveal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Addition, Conversation, PrivateNote, Reflection
from dialogues.services.transitions import locked, refuse_over
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.services.themes import DOUBLE


@transaction.atomic
def save_note(
    *, conversation: Conversation, by: User, text: str, seen: str | None = None
) -> PrivateNote | None:
    """Keep a party's notes to self; an emptied note is no note.

    ``seen`` is the fingerprint of what stood there. Raises ``Clash`` where another window saved
    meanwhile.
    """
    row = locked(conversation, by)
    note = PrivateNote.objects.select_for_update().filter(conversation=row, author=by).first()
    seen_by_key = None if seen is None else {"text": seen}
    stored = {"text": note.text if note else ""}
    changed = merge(stored=stored, typed={"text": text}, seen=seen_by_key)
    if not changed:
        return note
    if not text:
        note.delete()
        return None
    values = {"text": text, "updated_at": timezone.now()}
    return PrivateNote.objects.update_or_create(conversation=row, author=by, defaults=values)[0]


@transaction.atomic
def delete_note(*, conversation: Conversation, by: User) -> None:
    """Delete a party's own notes for good."""
    row = locked(conversation, by)
    PrivateNote.objects.filter(conversation=row, author=by).delete()


@transaction.atomic
def add_to_reflection(*, reflection: Reflection, by: User, text: str) -> Addition:
    """Add to a reflection that is open for both; the first words stay as they were.

    The same text sent twice in a minute is added once. Raises ``Refused`` before the reveal.
    """
    row = Reflection.objects.select_for_update().get(pk=reflection.pk)
    demand(by, "dialogues.keep_reflection", row)
    if not row.is_revealed:
        raise Refused(
            _(
                "I kan ikke læse hinandens refleksioner endnu. Ret i din egen i stedet for at "
                "tilføje."
            )
        )
    refuse_over(row.conversation)
    since = timezone.now() - DOUBLE
    same = row.additions.filter(text=text, added_at__gte=since).first()
    return same or Addition.objects.create(reflection=row, text=text)
